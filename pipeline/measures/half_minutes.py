"""Records -> speed and steps of the half minutes that were run on level ground (SCIENCE F.3).

From one record to the next a speed is mostly noise, which would flatten every line drawn
through it; and steps follow a new speed only after seconds. So half a minute is the grain.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.samples import Floats, Samples, height, known, run_starts
from pipeline.measures.recording import Recording
from pipeline.measures.steps import LONGEST_CONTACT_MS, SHORTEST_CONTACT_MS, WALKING_SPM

BLOCK_S, LEAST_S = 30.0, 20.0
"""A half minute of which less is known tells too little."""
SETTLED_S = 300.0
"""Before that a runner is still finding the stride."""

STEPS = tuple(
    name for name in schemas.FORM_SPEEDS if name not in ("session_index", "speed_mps", "seconds")
)
BOUNDS = {"stance_time_ms": (SHORTEST_CONTACT_MS, LONGEST_CONTACT_MS)}
POSITIVE = (0.0, np.inf)


def half_minutes(recording: Recording) -> Samples:
    """Return `schemas.FORM_SPEEDS` of each half minute, NaN where too little of it is known.

    A step's length is the watch's own, else speed over step rate.
    """
    if "cadence_spm" not in recording.samples or not height(recording.samples):
        return {}
    way, time_s, counts = recording.way_m, recording.time_s, _counts(recording)
    if way is None or time_s is None or counts is None or not counts.any():
        return {}
    half_minute, held_s = np.floor(time_s[counts] / BLOCK_S), recording.held.held_s[counts]
    starts = run_starts(half_minute[1:] != half_minute[:-1])
    columns = {
        name: _means(_plausible(recording.samples[name][counts], name), held_s, starts)
        for name in STEPS
        if name in recording.samples
    }
    metres = np.diff(np.maximum.accumulate(way), append=np.nan)[counts]
    speed = _means(metres / np.where(held_s > 0, held_s, np.nan), held_s, starts)
    step_mm = 60_000 * speed / columns["cadence_spm"]
    own_mm = columns.get("step_length_mm", step_mm)
    columns["step_length_mm"] = np.where(np.isnan(own_mm), step_mm, own_mm)
    return {"speed_mps": speed, "seconds": np.add.reduceat(held_s, starts), **columns}


def _plausible(values: Floats, name: str) -> Floats:
    """Return a column, NaN where it cannot be of a running step."""
    low, high = BOUNDS.get(name, POSITIVE)
    return np.where((values > low) & (values < high), values, np.nan)


def _means(values: Floats, held_s: Floats, starts: NDArray[np.intp]) -> Floats:
    """Return the mean of each half minute, each value as long as it was held."""
    is_known = ~np.isnan(values)
    seconds = np.add.reduceat(np.where(is_known, held_s, 0.0), starts)
    sums = np.add.reduceat(np.where(is_known, values * held_s, 0.0), starts)
    return sums / np.where(seconds >= LEAST_S, seconds, np.nan)


def _counts(recording: Recording) -> NDArray[np.bool_] | None:
    """Return which records were run on level ground with the stride settled.

    Null where most records know no way, or nobody can tell a hill.
    """
    placed, way, time_s = recording.placed_m, recording.way_m, recording.time_s
    if placed is None or way is None or time_s is None or len(known(placed)) * 2 < len(placed):
        return None
    is_run = (recording.values("cadence_spm") >= WALKING_SPM) & ~np.isnan(placed)
    is_run &= recording.held.is_recorded & (time_s >= SETTLED_S)
    if recording.is_level or not len(recording.heights_m):
        return is_run
    return None if recording.grades is None else is_run & recording.grades.is_level(way)
