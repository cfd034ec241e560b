"""Heart rates -> the highest 30 s, what looks like no pulse, and how long each rate was held."""

from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.samples import TIME, Floats, known, of_frame, part, run_starts
from pipeline.measures.recording import Held, Recording, held_of
from pipeline.measures.steps import WALKING_SPM

LOWEST_BPM, HIGHEST_BPM = 30.0, 240.0
"""At or below the one, above the other is no pulse (SCIENCE A.2 names the lower end)."""
BEST_S = 30.0

LOCKED_BPM = 2.0
LOCKED_S = 60.0
"""A pulse that rises through the step rate is near it for seconds, a sensor on the wrist that
takes steps for beats for minutes. Of nine real runs with both, one has a minute of it."""


def max_heart_rate(recording: Recording) -> float | None:
    """Return the highest heart rate of any record."""
    rates = known(recording.values("heart_rate_bpm"))
    return float(rates.max()) if len(rates) else None


def best_30s_heart_rate(recording: Recording) -> float | None:
    """Return the highest mean over 30 s that start with a record and know a pulse throughout."""
    if "heart_rate_bpm" not in recording.samples or recording.time_s is None:
        return None
    rate, time_s, held = recording.samples["heart_rate_bpm"], recording.time_s, recording.held
    is_pulse = (rate > LOWEST_BPM) & (rate <= HIGHEST_BPM) & held.is_recorded
    is_pulse &= held.held_s < BEST_S  # one reading is no mean
    stops = np.flatnonzero(~is_pulse)  # the last record is always one: nothing follows it
    known_until_s = np.repeat(time_s[stops], np.diff(stops, prepend=-1))
    is_full = is_pulse & (time_s + BEST_S <= known_until_s)
    if not is_full.any():
        return None
    beats = np.where(is_pulse, rate * held.held_s, 0.0).cumsum()
    beats = np.concatenate([[0.0], beats[:-1]])
    ends = np.interp(time_s[is_full] + BEST_S, time_s, beats)
    return float((ends - beats[is_full]).max() / BEST_S)


def heart_rate_frozen_s(recording: Recording) -> float | None:
    """Return the longest time without a pause in which the heart rate did not change at all."""
    if "heart_rate_bpm" not in recording.samples:
        return None
    rate, held = recording.samples["heart_rate_bpm"], recording.held
    is_held = ~np.isnan(rate + held.held_s)
    if not is_held.any():
        return None
    return float(_seconds_of_runs(is_held, rate[1:] != rate[:-1], held).max())


def heart_rate_locked_s(recording: Recording) -> float | None:
    """Return the time in stretches of a minute or more with a pulse like the rate of running steps.

    Null where pulse and steps were never known together. A walker's 110 steps beside 110 beats
    are everyday, so walking is not looked at.
    """
    rate, steps = recording.values("heart_rate_bpm"), recording.values("cadence_spm")
    held = recording.held
    is_known = ~np.isnan(rate + steps + held.held_s)
    if not is_known.any():
        return None
    is_like = is_known & (np.abs(rate - steps) <= LOCKED_BPM) & (steps >= WALKING_SPM)
    seconds = _seconds_of_runs(is_like, is_like[1:] != is_like[:-1], held)
    return float(seconds[seconds >= LOCKED_S].sum())


def _seconds_of_runs(is_on: NDArray[np.bool_], is_new: NDArray[np.bool_], held: Held) -> Floats:
    """Return how long each run of records lasts, counted while on; a pause ends a run."""
    starts = run_starts(is_new | held.is_pause[:-1])
    seconds: Floats = np.add.reduceat(np.where(is_on, held.held_s, 0.0), starts)
    return seconds


def heart_rate_seconds(activity: Activity) -> pl.DataFrame:
    """Return how long each heart rate was held in each session.

    A record holds until the next one; before a pause it holds as long as records of this
    session usually do, so the sum stays close to the timer.

    Returns
    -------
    pl.DataFrame
        After `schemas.HEART_RATE_SECONDS`, pauses and records without a pulse left out.
    """
    samples = of_frame(activity.records)
    if "heart_rate_bpm" not in samples:
        return schemas.empty(schemas.HEART_RATE_SECONDS)
    index = activity.records["session_index"].to_numpy()
    starts = run_starts(index[1:] != index[:-1])
    parts = [part(samples, slice(*rows)) for rows in pairwise([*starts, len(index)])]
    seconds = [_seconds_by_rate(each[TIME], each["heart_rate_bpm"]) for each in parts]
    rates = [np.flatnonzero(each) for each in seconds]
    columns = {
        "session_index": np.repeat(index[starts], [len(each) for each in rates]),
        "heart_rate_bpm": np.concatenate(rates),
        "seconds": np.concatenate([each[each > 0] for each in seconds]),
    }
    return pl.DataFrame(columns, schema=dict(schemas.HEART_RATE_SECONDS))


def _seconds_by_rate(time_us: Floats, rate: Floats) -> Floats:
    """Return how long each rate was held, counted from 0 beats a minute."""
    held_s = held_of(time_us).held_s
    is_held = (held_s > 0) & ~np.isnan(rate)
    beats = np.rint(rate[is_held]).astype(np.int64)
    return np.bincount(beats, held_s[is_held]).astype(np.float64, copy=False)
