"""Records -> speed and steps of the half minutes that were run on level ground (SCIENCE F.3).

From one record to the next a speed is mostly noise, which would flatten every line drawn
through it; and steps follow a new speed only after seconds. So half a minute is the grain.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.samples import Floats, height, run_starts
from pipeline.measures.grades import LEVEL
from pipeline.measures.recording import Recording
from pipeline.measures.steps import LONGEST_CONTACT_MS, SHORTEST_CONTACT_MS, WALKING_SPM

BLOCK_S, LEAST_S = 30.0, 20.0
"""A half minute of which less is known tells too little."""
SETTLED_S = 300.0
"""Before that a runner is still finding the stride."""

STEPS = tuple(
    name for name in schemas.FORM_SPEEDS if name not in ("session_index", "speed_mps", "seconds")
)
CADENCE, LENGTH = STEPS.index("cadence_spm"), STEPS.index("step_length_mm")
BOUNDS = {"stance_time_ms": (SHORTEST_CONTACT_MS, LONGEST_CONTACT_MS)}
LOWEST, HIGHEST = np.array([BOUNDS.get(name, (0.0, np.inf)) for name in STEPS]).T[..., None]
"""Of each column: what is not between cannot be of a running step."""


class HalfMinutes(NamedTuple):
    """Half minutes of a run, NaN where too little of one is known.

    Attributes
    ----------
    seconds, speeds_mps
        How long each is, and how fast it was.
    steps
        A row for each of `STEPS`.
    """

    seconds: Floats
    speeds_mps: Floats
    steps: Floats


def half_minutes(recording: Recording) -> HalfMinutes | None:
    """Return the half minutes on level ground; null where there is none with steps.

    A step's length is the watch's own, else speed over step rate.
    """
    way, time_s, rows = recording.onward_m, recording.time_s, _rows(recording)
    if way is None or time_s is None or not len(rows):
        return None
    half_minute, held_s = (time_s[rows] / BLOCK_S).astype(np.intp), recording.held.held_s[rows]
    starts = run_starts(half_minute[1:] != half_minute[:-1])
    seconds = np.add.reduceat(held_s, starts)
    steps = _steps(recording, rows, held_s, starts)
    speeds = np.add.reduceat(way[rows + 1] - way[rows], starts) / _enough(seconds)
    own_mm, of_rate_mm = steps[LENGTH], 60_000 * speeds / steps[CADENCE]
    steps[LENGTH] = np.where(np.isnan(own_mm), of_rate_mm, own_mm)
    return HalfMinutes(seconds, speeds, steps)


def _steps(
    recording: Recording, rows: NDArray[np.intp], held_s: Floats, starts: NDArray[np.intp]
) -> Floats:
    """Return the means of some records' `STEPS`, each value as long as it was held."""
    places = [i for i, name in enumerate(STEPS) if name in recording.samples]
    values = np.array([recording.samples[STEPS[i]][rows] for i in places])
    is_known = (values > LOWEST[places]) & (values < HIGHEST[places])
    values[~is_known] = 0.0
    known_s = np.add.reduceat(is_known * held_s, starts, axis=1)
    values *= held_s
    means = np.full((len(STEPS), len(starts)), np.nan)
    means[places] = np.add.reduceat(values, starts, axis=1) / _enough(known_s)
    return means


def _enough(seconds: Floats) -> Floats:
    """Return how much is known, NaN where that is too little."""
    return np.where(seconds >= LEAST_S, seconds, np.nan)


def _rows(recording: Recording) -> NDArray[np.intp]:
    """Return which records were run on level ground with the stride settled.

    None where most records know no way, or nobody can tell a hill.
    """
    cadence, time_s = recording.samples.get("cadence_spm"), recording.time_s
    if cadence is None or time_s is None or not height(recording.samples):
        return np.empty(0, np.intp)
    is_run = (cadence >= WALKING_SPM) & (time_s >= SETTLED_S) & recording.held.is_recorded
    is_run &= recording.is_placed
    if not recording.is_level and len(recording.heights_m):
        grade = recording.grade_at
        is_run &= False if grade is None else np.abs(grade) < LEVEL
    return np.flatnonzero(is_run)
