"""What tables and columns mean, in English: told once, in the models and in `words.csv`."""

import csv
import functools
import io
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

import polars as pl

from pipeline.models import model_texts

HEADER: Final = re.compile(r"(?:--.*\n)+")
UNITS: Final = {
    "km": "km",
    "m": "m",
    "mps": "m/s",
    "s": "s",
    "min": "min",
    "h": "h",
    "pct": "%",
    "bpm": "beats a minute",
    "spm": "steps a minute",
    "nrs": "points of 0-10",
    "bw": "body weights",
    "days": "days",
    "weeks": "weeks",
}
"""The end of a column's name -> the unit."""
WAYS: Final = ("km", "m")
TYPES: Final = {
    pl.String: "text",
    pl.Boolean: "true or false",
    pl.Date: "date",
    pl.Datetime: "instant, UTC",
    pl.List: "list",
}


@functools.cache
def _words() -> Mapping[tuple[str, str], str]:
    """Return (table, column) -> what it means; a table without a name stands for all."""
    text = files("pipeline.export").joinpath("words.csv").read_text("utf-8")
    return {(table, column): meaning for table, column, meaning in csv.reader(io.StringIO(text))}


@functools.cache
def table_meaning(table: str) -> str:
    """Return what a table has one row of: the header of its model."""
    if table not in model_texts():
        return _words().get((table, ""), "")
    header = HEADER.match(model_texts()[table])
    lines = header.group().splitlines() if header else []
    return " ".join(line.removeprefix("--").strip() for line in lines)


def column_meaning(table: str, column: str, model: str = "") -> str:
    """Return what a column means in a table, or in all; empty where nobody has said.

    Parameters
    ----------
    table, column
        Where it stands.
    model
        The model behind the table, where that has another name.
    """
    found = (_words().get((place, column)) for place in (table, model, ""))
    return next(filter(None, found), "")


def unit_of(column: str, kind: pl.DataType) -> str:
    """Return a column's unit, which stands at the end of its name; a text has none.

    Ways are never whole numbers: `runs_without_km` counts runs.
    """
    unit = UNITS.get(column.rpartition("_")[2], "") if kind.is_numeric() else ""
    return "" if kind.is_integer() and unit in WAYS else unit


def columns_of(tables: Mapping[str, pl.DataFrame], models: Mapping[str, str]) -> pl.DataFrame:
    """Return one row per table and column: what it is, in which unit, and what it means.

    Parameters
    ----------
    tables
        Table -> rows; none are needed.
    models
        Table -> the model behind it, where that has another name.
    """
    return pl.DataFrame(
        [
            {
                "table": table,
                "column": column,
                "type": _type(kind),
                "unit": unit_of(column, kind),
                "meaning": column_meaning(table, column, models.get(table, "")),
            }
            for table, rows in tables.items()
            for column, kind in rows.schema.items()
        ],
        schema=dict.fromkeys(("table", "column", "type", "unit", "meaning"), pl.String),
    )


def _type(kind: pl.DataType) -> str:
    if kind.is_integer():
        return "whole number"
    return "number" if kind.is_numeric() else TYPES[kind.base_type()]
