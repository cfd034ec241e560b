"""What one athlete's page shows, as files beside it: one row a session, day, week, entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from pipeline.export.cells import as_csv, as_parquet, in_order
from pipeline.export.folders import COLUMNS, write_together
from pipeline.export.meanings import columns_of

Marts = Mapping[str, pl.DataFrame]

README: Final = "README.md"

FROM_ONE: Final = {
    "sessions": "fct_sessions",
    "pain": "fct_pain_entries",
    "flags": "fct_flags",
    "habits": "fct_habits",
    "shoes": "fct_shoes",
}
FROM_SEVERAL: Final = {"days": "fct_training_load", "weeks": "fct_weekly_load"}
SHOWN: Final = ("sessions", "days", "weeks", "pain", "flags", "habits", "shoes")
DAY: Final = ["athlete_id", "local_date"]
WEEK: Final = ["athlete_id", "week_start"]


@dataclass(frozen=True)
class Shown:
    """One table behind a page.

    Attributes
    ----------
    name
        Of its files, less `.csv` and `.parquet`.
    rows
        How many it has.
    """

    name: str
    rows: int


def write_shown(
    marts: Marts, folder: Path, readme: Callable[[Sequence[Shown]], str]
) -> list[Shown]:
    """Write what a page shows as CSV and Parquet, with what the columns mean.

    Parameters
    ----------
    marts
        One athlete's rows of what a page reads.
    folder
        Their folder; made if missing.
    readme
        Makes the text beside them, from all tables.

    Returns
    -------
    list[Shown]
        The tables that have rows, in the order of `SHOWN`; the others' files hold names alone.

    Raises
    ------
    HomeUnwritable
        If the disk refuses.
    """
    tables = {name: in_order(rows) for name, rows in _tables(marts).items()}
    files = {f"{name}.csv": as_csv(rows) for name, rows in tables.items()}
    files |= {f"{name}.parquet": as_parquet(rows) for name, rows in tables.items()}
    meaning = columns_of(tables, FROM_ONE | FROM_SEVERAL)
    shown = [Shown(name, rows.height) for name, rows in tables.items()]
    files |= {COLUMNS: as_csv(meaning), README: readme(shown).encode()}
    write_together(folder, files)
    return [table for table in shown if table.rows]


def _tables(marts: Marts) -> dict[str, pl.DataFrame]:
    """Return the tables in the order they are told; days and weeks side by side, not below."""
    tables = {name: marts[mart] for name, mart in FROM_ONE.items()}
    tables |= {"days": _days(marts), "weeks": _weeks(marts)}
    return {name: tables[name] for name in SHOWN}


def _days(marts: Marts) -> pl.DataFrame:
    """Return each day from the first session or entry on: status, kind of day, load, pain."""
    pain = marts["fct_pain_days"].filter(body_site="low_back").drop("body_site")
    return (
        marts["fct_status"]
        .join(marts["fct_days"], on=DAY, how="left")
        .join(_of(marts["fct_training_load"], "distance_km"), on=DAY, how="left")
        .join(_internal(marts["fct_training_load"], "daily_load", DAY), on=DAY, how="left")
        .join(pain, on=DAY, how="left")
        .rename({"daily_load": "distance_km"})
    )


def _weeks(marts: Marts) -> pl.DataFrame:
    """Return each week: its kilometres, how they changed, and the internal load beside them."""
    loads = marts["fct_weekly_load"]
    return (
        _of(loads, "distance_km")
        .join(_internal(loads, "weekly_load", WEEK), on=WEEK, how="left")
        .join(_whole(loads), on=WEEK, how="left")
        .rename({"weekly_load": "distance_km"})
    )


def _of(loads: pl.DataFrame, measure: str) -> pl.DataFrame:
    return loads.filter(load_measure=measure).drop("load_measure")


def _internal(loads: pl.DataFrame, load: str, grain: list[str]) -> pl.DataFrame:
    return _of(loads, "internal_load").select(*grain, pl.col(load).alias("internal_load"))


def _whole(loads: pl.DataFrame) -> pl.DataFrame:
    """Return whether the internal load of every day of a week is known: 0 may be all that is."""
    complete = pl.col("is_complete").alias("is_internal_load_complete")
    return _of(loads, "internal_load").select(*WEEK, complete)
