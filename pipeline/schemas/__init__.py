"""The shape of every frame that crosses a public edge, as data.

One dict per table: column -> Polars type. `conform` is the only way in: missing columns
become null, foreign ones fall away, a wrong type is loud. The warehouse's raw tables have
the same columns (a test holds them against the migrations).
"""

from functools import cache
from typing import Any

import polars as pl

from pipeline.schemas.decoded import (
    DEVELOPER_FIELDS,
    DIARY,
    DIARY_REFUSED,
    FORM_SPEEDS,
    HEART_RATE_SECONDS,
    INSTANT,
    LAPS,
    LISTED,
    RECORDS,
    SESSIONS,
    SETS,
    SYMPTOMS,
    Schema,
)
from pipeline.schemas.raw import RAW

__all__ = [
    "DEVELOPER_FIELDS",
    "DIARY",
    "DIARY_REFUSED",
    "FORM_SPEEDS",
    "HEART_RATE_SECONDS",
    "INSTANT",
    "LAPS",
    "LISTED",
    "RAW",
    "RECORDS",
    "SESSIONS",
    "SETS",
    "SYMPTOMS",
    "Schema",
    "WrongShape",
    "conform",
    "empty",
]


class WrongShape(TypeError):
    """A frame with a column of a type that cannot become the schema's: our bug."""


def conform(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return `frame` with exactly the columns of `schema`, in its order.

    Parameters
    ----------
    frame
        Any frame; missing columns become null, foreign ones fall away.
    schema
        Column -> Polars type.

    Raises
    ------
    WrongShape
        If a column cannot be cast without losing values.
    """
    if frame.is_empty():
        return empty(schema)
    columns = [
        pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind).alias(name)
        for name, kind in schema.items()
    ]
    try:
        return frame.select(columns)
    except pl.exceptions.PolarsError as problem:
        raise WrongShape(str(problem)) from problem


def empty(schema: Schema) -> pl.DataFrame:
    """Return a frame of `schema` without rows."""
    return _empty(tuple(schema.items())).clone()


@cache
def _empty(columns: tuple[tuple[str, Any], ...]) -> pl.DataFrame:
    """Return the one empty frame of a schema: to build it anew costs as much as to fill it."""
    return pl.DataFrame(schema=dict(columns))
