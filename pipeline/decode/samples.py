"""Columns of records while a file is being read: plain arrays, NaN where nothing is known.

A Polars expression costs as much as reading fifty records, and most files hold a thousand.
So files are read into arrays, and the frame is built once, at the end.
"""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas

Floats = NDArray[np.float64]
Samples = dict[str, Floats]
"""Column of `schemas.RECORDS` -> its values, all of one length; `TIME` stands for the instant."""

TIME = "recorded_us"
"""Microseconds since 1970 in UTC: whole numbers, which a float holds exactly until 2255."""

COLUMNS = tuple(c for c in schemas.RECORDS if c not in ("session_index", "recorded_at"))


def height(samples: Samples) -> int:
    """Return how many records there are."""
    return len(next(iter(samples.values())))


def part(samples: Samples, rows: Any) -> Samples:
    """Return some of the records, chosen by a slice, a mask or places."""
    return {column: values[rows] for column, values in samples.items()}


def known(values: Floats) -> Floats:
    """Return the values that are known."""
    return values[~np.isnan(values)]


def run_starts(is_new: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return where runs of alike values start; `is_new` compares each with the one before."""
    return np.concatenate([[0], np.flatnonzero(is_new) + 1])


def joined(parts: list[Samples]) -> Samples:
    """Return the records of several parts, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    columns = dict.fromkeys(column for each in parts for column in each)
    return {column: np.concatenate([_or_nan(each, column) for each in parts]) for column in columns}


def _or_nan(samples: Samples, column: str) -> Floats:
    found = samples.get(column)
    return np.full(height(samples), np.nan) if found is None else found


def frame_of(samples: Samples, session_index: NDArray[np.int32]) -> pl.DataFrame:
    """Return records as a frame after `schemas.RECORDS`."""
    count = height(samples)
    if not count:
        return schemas.empty(schemas.RECORDS)
    time = samples[TIME]
    is_known = ~np.isnan(time)
    instant = pl.Series("recorded_at", np.where(is_known, time, 0).astype(np.int64))
    if not is_known.all():
        instant = instant.set(pl.Series(~is_known), None)
    columns = [
        pl.Series("session_index", session_index),
        instant.cast(schemas.INSTANT),
        *(
            pl.Series(column, samples[column], nan_to_null=True)
            if column in samples
            else pl.Series(column, [None], pl.Float64).new_from_index(0, count)
            for column in COLUMNS
        ),
    ]
    return pl.DataFrame(columns)


def of_frame(records: pl.DataFrame) -> Samples:
    """Return the columns of a frame after `schemas.RECORDS` that hold something, less sessions."""
    instants = records["recorded_at"].to_numpy()
    time = instants.view(np.int64).astype(np.float64)
    time[np.isnat(instants)] = np.nan
    # nulls come out as NaN; a column of nothing else takes longest, and nobody needs it
    return {TIME: time} | {
        column: values.to_numpy()
        for column in COLUMNS
        if (values := records[column]).null_count() < records.height
    }
