"""Records -> how steps were on level ground, by speed (SCIENCE F.3)."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.samples import Floats, Samples, height, joined, part
from pipeline.measures.half_minutes import half_minutes
from pipeline.measures.recording import Recording

SLOWEST_MPS, FASTEST_MPS = 2.2, 4.5
BIN_MPS = 0.2
"""Half minutes at speeds this close make one row."""

ON_FOOT = ("running", "walking", "hiking", "generic")
"""A sport may be corrected to running later; nobody walks as fast as this."""

MEASURED = tuple(name for name in schemas.FORM_SPEEDS if name != "session_index")


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
    found = {
        index: _by_speed(blocks)
        for index, recording in recordings.items()
        if recording.sport in ON_FOOT and (blocks := _running(half_minutes(recording)))
    }
    if not found:
        return schemas.empty(schemas.FORM_SPEEDS)
    columns = joined(list(found.values()))
    index = np.repeat(list(found), [height(rows) for rows in found.values()])
    unknown = np.full(len(index), np.nan)
    return pl.DataFrame(
        [
            pl.Series("session_index", index, pl.Int32),
            *(pl.Series(name, columns.get(name, unknown), nan_to_null=True) for name in MEASURED),
        ]
    )


def _running(blocks: Samples) -> Samples:
    """Return the half minutes at a running speed with a known step rate; nothing without any."""
    if not blocks:
        return {}
    speed = blocks["speed_mps"]
    is_running = (speed >= SLOWEST_MPS) & (speed <= FASTEST_MPS)
    is_running &= ~np.isnan(blocks["cadence_spm"])
    return part(blocks, is_running) if is_running.any() else {}


def _by_speed(blocks: Samples) -> Samples:
    """Return the medians, and all seconds, of half minutes at about one speed."""
    _, bin_of = np.unique(np.rint(blocks["speed_mps"] / BIN_MPS), return_inverse=True)
    rows = {name: _medians(values, bin_of) for name, values in blocks.items()}
    return rows | {"seconds": np.bincount(bin_of, blocks["seconds"]).astype(np.float64)}


def _medians(values: Floats, bin_of: NDArray[np.intp]) -> Floats:
    """Return the median of each bin's known values, NaN where it has none."""
    starts = np.concatenate([[0], np.bincount(bin_of).cumsum()[:-1]])
    known_count = np.bincount(bin_of[~np.isnan(values)], minlength=len(starts))
    ordered = values[np.lexsort((values, bin_of))]  # within a bin NaN comes last
    low, high = starts + np.maximum(known_count - 1, 0) // 2, starts + known_count // 2
    medians: Floats = (ordered[low] + ordered[high]) / 2
    return medians
