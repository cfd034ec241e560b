"""Which sessions to compare: one sweep over each athlete's sessions by their start."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.matching.rules import FURTHEST_SHIFT_S, HOUR_S, SAME_SECOND_S, is_zone_offset

Places = NDArray[np.int64]

MAX_FOLLOWING = 40
"""So many of the sessions that begin next are looked at: a day has fewer, and a file made to
hold thousands at one instant must not ask for their squares."""

ATHLETE_SPAN_MS = 2**43
"""Longer than any time from 1970: athletes never reach into each other on the sorted line."""


def candidate_pairs(sessions: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of rows, `left` begun first, that touch in time or may be shifted.

    Parameters
    ----------
    sessions
        As prepared: by athlete and start.
    """
    recorded = sessions.with_row_index("row").filter("is_recorded")
    start_s = recorded["started_at"].dt.timestamp("ms").to_numpy() / 1000
    length_s = recorded["length_s"].fill_null(0).to_numpy()
    athlete = recorded["athlete_id"].rle_id().to_numpy().astype(np.int64)
    left, right = _following(start_s, np.maximum(length_s, FURTHEST_SHIFT_S + HOUR_S), athlete)
    gap_s = start_s[right] - start_s[left]
    file = recorded["file"].rank("dense").to_numpy()
    touch = gap_s <= np.maximum(length_s[left], SAME_SECOND_S)
    is_near = (touch | _are_shifted(gap_s)) & (file[left] != file[right])
    rows = recorded["row"].to_numpy()
    return pl.DataFrame({"left": rows[left[is_near]], "right": rows[right[is_near]]})


def _following(
    start_s: NDArray[np.float64], reach_s: NDArray[np.float64], athlete: Places
) -> tuple[Places, Places]:
    """Return each session with those of its athlete that begin within its reach."""
    line = athlete * ATHLETE_SPAN_MS + (start_s * 1000).astype(np.int64)
    reach_ms = np.minimum(reach_s * 1000, ATHLETE_SPAN_MS).astype(np.int64)
    ends = np.minimum(line + reach_ms, (athlete + 1) * ATHLETE_SPAN_MS - 1)
    count = np.searchsorted(line, ends, "right") - np.arange(len(line)) - 1
    count = np.minimum(count, MAX_FOLLOWING)
    left = np.repeat(np.arange(len(line)), count)
    nth = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
    return left, left + 1 + nth


def _are_shifted(gap_s: NDArray[np.float64]) -> NDArray[np.bool_]:
    gaps = pl.DataFrame({"gap_s": gap_s}).select(is_zone_offset(pl.col("gap_s")))
    return gaps.to_series().to_numpy()
