"""Records -> how steps were on level ground, by speed (SCIENCE F.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.samples import Floats, run_starts
from pipeline.measures.half_minutes import CADENCE, HalfMinutes, half_minutes
from pipeline.measures.recording import Recording

SLOWEST_MPS, FASTEST_MPS = 2.2, 4.5
BIN_MPS = 0.2
"""Half minutes at speeds this close make one row."""

ON_FOOT = ("running", "walking", "hiking", "generic")
"""A sport may be corrected to running later; nobody walks as fast as this."""


def form_speeds(recordings: Mapping[int, Recording]) -> pl.DataFrame:
    """Return how the steps of each session on foot were at each speed, on level ground.

    A row holds medians of the half minutes at about one speed, and their seconds.

    Parameters
    ----------
    recordings
        Session's index -> its records.

    Returns
    -------
    pl.DataFrame
        After `schemas.FORM_SPEEDS`; no row of a session whose records know no step rate.
    """
    rows = [row for index, recording in recordings.items() for row in _rows(index, recording)]
    if not rows:
        return schemas.empty(schemas.FORM_SPEEDS)
    return pl.DataFrame(rows, schema=dict(schemas.FORM_SPEEDS))


def _rows(index: int, recording: Recording) -> Iterator[dict[str, Any]]:
    """Yield one session's rows, null for what is not known."""
    found = half_minutes(recording) if recording.sport in ON_FOOT else None
    if found is None:
        return
    for row in _by_speed(found).T.tolist():
        values = (None if value != value else value for value in row)  # noqa: PLR0124 - NaN
        yield dict(zip(schemas.FORM_SPEEDS, (index, *values), strict=True))


def _by_speed(blocks: HalfMinutes) -> Floats:
    """Return `schemas.FORM_SPEEDS` less the session, a column for each speed.

    Only half minutes at a running speed with a known step rate count.
    """
    speeds = blocks.speeds_mps
    is_running = (speeds >= SLOWEST_MPS) & (speeds <= FASTEST_MPS)
    is_running &= ~np.isnan(blocks.steps[CADENCE])
    rows = np.flatnonzero(is_running)
    if not len(rows):
        return np.empty((len(schemas.FORM_SPEEDS) - 1, 0))
    bins = np.rint(speeds[rows] / BIN_MPS)
    order = np.argsort(bins, kind="stable")
    rows, bins = rows[order], bins[order]
    starts = run_starts(bins[1:] != bins[:-1])
    medians = _medians(np.vstack((speeds[rows], blocks.steps[:, rows])), bins, starts)
    return np.vstack((medians[:1], np.add.reduceat(blocks.seconds[rows], starts), medians[1:]))


def _medians(values: Floats, bins: Floats, starts: NDArray[np.intp]) -> Floats:
    """Return the median of each bin's known values in each row, NaN where it has none."""
    known_count = np.add.reduceat(~np.isnan(values), starts, axis=1, dtype=np.intp)
    order = np.lexsort((values, np.broadcast_to(bins, values.shape)))  # in a bin NaN comes last
    row = np.arange(len(values))[:, np.newaxis]
    low, high = starts + np.maximum(known_count - 1, 0) // 2, starts + known_count // 2
    medians: Floats = (values[row, order[row, low]] + values[row, order[row, high]]) / 2
    return medians
