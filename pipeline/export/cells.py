"""Rows as the bytes of a file: Parquet as they are, CSV rounded and so that any spreadsheet reads it.

A spreadsheet computes a cell that begins like a formula, whoever typed it: an activity's name
could fetch an address. In CSV such a text carries an apostrophe in front.
"""

import io
from typing import Final

import polars as pl
import polars.selectors as cs

FORMULA: Final = r"^[=+\-@\t\r\n＝＋－＠]"  # the wide signs too: some programs fold them
INSTANT: Final = "%Y-%m-%dT%H:%M:%S%.fZ"
BETWEEN: Final = "; "
GRAIN: Final = ("athlete_id", "local_date", "week_start")
"""Of whom and when a row is; other dates in it may be empty."""
DIGITS: Final = {"km": 3, "m": 1, "s": 1, "min": 2, "h": 2, "pct": 2, "bpm": 1, "spm": 1, "bw": 0}
"""The end of a column's name -> how many decimals no watch or diary goes beyond."""
OTHER_DIGITS: Final = 4
"""Of ratios, means and loads, and of speeds: 0.0001 m/s is a tenth of a second an hour."""


def as_csv(rows: pl.DataFrame) -> bytes:
    """Return rows as UTF-8 with a byte order mark, commas, points and ISO dates.

    Lists become one cell; a text that a spreadsheet would compute begins with an apostrophe;
    numbers are rounded to what their unit can mean.
    """
    lists = cs.list().cast(pl.List(pl.String)).list.join(BETWEEN)
    flat = rows.with_columns(lists, *map(_rounded, cs.expand_selector(rows, cs.float())))
    text, file = pl.col(pl.String), io.BytesIO()
    harmless = pl.when(text.str.contains(FORMULA)).then("'" + text).otherwise(text)
    flat.with_columns(harmless.name.keep()).write_csv(
        file, include_bom=True, datetime_format=INSTANT
    )
    return file.getvalue()


def _rounded(column: str) -> pl.Expr:
    return pl.col(column).round(DIGITS.get(column.rpartition("_")[2], OTHER_DIGITS))


def as_parquet(rows: pl.DataFrame) -> bytes:
    """Return rows as Parquet; every value and type is kept."""
    file = io.BytesIO()
    rows.write_parquet(file)
    return file.getvalue()


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows by athlete, then by date, and the same rows always in the same order."""
    first = [name for name in GRAIN if name in rows.columns]
    others = ~(cs.list() | cs.date() | cs.by_name(first))
    return rows.sort(*first, cs.date() - cs.by_name(first), others, nulls_last=True)
