"""Records -> measures of a session: what the file left out.

The file's own numbers always win; SCIENCE A.1 says what stands in for a missing one. TRIMP and
time in zones are not among them: they follow from how long each pulse was held, in SQL, so
that they follow a changed maximum, too.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import polars as pl

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.samples import TIME, Floats, Samples, known, of_frame, part
from pipeline.measures.form import form_speeds
from pipeline.measures.intensity import LEVEL_PLACES
from pipeline.measures.opening import opening, warm_up_laps_s
from pipeline.measures.pulse import (
    best_30s_heart_rate,
    heart_rate_frozen_s,
    heart_rate_locked_s,
    max_heart_rate,
)
from pipeline.measures.recording import Recording
from pipeline.measures.steps import contact_load_bw, steps, steps_downhill, walking_steps
from pipeline.measures.track import POSITION, SECOND_US

CLIMB_STEP_M = {"fit": 3.0, "gpx": 10.0, "tcx": 10.0, "apple": 10.0}
"""A climb counts once it reaches this: barometers wander less than satellite heights."""

AT_SEA = "Etc/"

FOOT_SPORTS = ("running", "walking", "hiking")
UNREAL_PLACES = ("virtual_activity",)
"""Zwift's roads lie in the South Pacific, its riders do not."""

Measure = Callable[[Recording], float | None]


def complete(activity: Activity) -> Activity:
    """Return the activity with every session measure that its records can give.

    Distance, timer, elapsed and moving time, ascent and descent, steps, grade-adjusted
    distance and speed, heart rate, cadence, what was too fast to be on foot, how a run began,
    and the UTC offset of the place; a measure the file has is left alone. Beside them stands how
    steps were at each speed.
    """
    samples = of_frame(activity.records)
    index = activity.records["session_index"].to_numpy()
    warm_up_s = warm_up_laps_s(activity.laps)
    sessions, recordings = [], {}
    for row in activity.sessions.to_dicts():
        rows = slice(*np.searchsorted(index, (row["session_index"], row["session_index"] + 1)))
        row["warm_up_lap_s"] = warm_up_s.get(row["session_index"])
        recording = _recording(row, part(samples, rows), activity.kind)
        sessions.append(_completed(row, recording))
        recordings[row["session_index"]] = recording
    return replace(
        activity,
        sessions=pl.DataFrame(sessions, schema=dict(schemas.SESSIONS)),
        form_speeds=form_speeds(recordings),
    )


def _recording(row: dict[str, Any], samples: Samples, kind: str) -> Recording:
    """Return one session's records, with what has to be known to read them."""
    return Recording(
        samples, row["sport"], CLIMB_STEP_M[kind], is_level=row["sub_sport"] in LEVEL_PLACES
    )


def _completed(row: dict[str, Any], recording: Recording) -> dict[str, Any]:
    """Return one session's row with its gaps filled."""
    on_foot = row["sport"] in FOOT_SPORTS
    if on_foot and row["distance_m"] == 0:
        row = row | {"distance_m": None}  # a treadmill without a footpod: unknown, not nothing
    measures = MEASURES_OF.get(row["sport"], MEASURES)
    row = row | {name: of(recording) for name, of in measures.items() if row[name] is None}
    if row["sport"] == "running":
        row |= opening(recording)
    if on_foot and row["grade_adjusted_m"] is None:
        row["grade_adjusted_m"] = _grade_adjusted_m(row["distance_m"], recording)
    if row["utc_offset_s"] is None and row["sub_sport"] not in UNREAL_PLACES:
        row["utc_offset_s"] = _offset_of_place(recording.samples, row["started_at"])
    return row


def _timer_s(recording: Recording) -> float | None:
    """Return the time recorded: the sum of all gaps that are no pause."""
    held = recording.held
    return _sum(held.held_s[held.is_recorded]) if held.is_recorded.any() else None


def _elapsed_s(recording: Recording) -> float | None:
    times = known(recording.samples[TIME])
    return float(np.ptp(times)) / SECOND_US or None if len(times) else None


def _moving_s(recording: Recording) -> float | None:
    """Return the time recorded at 0.5 m/s or more; null where no speed is known."""
    held, is_moving = recording.held, recording.is_moving
    if is_moving is None or not held.is_recorded.any():
        return None
    return _sum(held.held_s[held.is_recorded & is_moving])


def _distance_m(recording: Recording) -> float | None:
    """Return the distance the watch counted last, else the length of the track."""
    counted = known(recording.values("distance_m"))
    if len(counted) and counted[-1] > 0:
        return float(counted[-1])
    return None if recording.way_m is None else float(recording.way_m.max())


def _grade_adjusted_m(distance_m: float | None, recording: Recording) -> float | None:
    """Return the distance on the flat that costs as much (SCIENCE A.1).

    On the flat that is the distance itself, whoever measured it.
    """
    if distance_m is None or recording.grades is None:
        return None
    return distance_m * recording.grades.mean_cost()


def _normalised_graded_mps(recording: Recording) -> float | None:
    """Return the speed on the flat that, kept up evenly, costs as much (SCIENCE A.2)."""
    return recording.graded_speeds.normalised_mps() if recording.graded_speeds else None


def _graded_speed_squared_m3s2(recording: Recording) -> float | None:
    """Return the way weighted by the square of its graded speed (SCIENCE A.1)."""
    return recording.graded_speeds.squared_m3s2() if recording.graded_speeds else None


def _mean_of(column: str) -> Measure:
    """Return the mean weighted by the time each value was held, zeros left out."""

    def mean(recording: Recording) -> float | None:
        values, held_s = recording.values(column), recording.held.held_s
        is_held = (values > 0) & (held_s > 0)
        if is_held.any():
            held_s = held_s[is_held]
            return float(np.dot(values[is_held], held_s) / held_s.sum())
        positive = values[values > 0]
        return float(positive.mean()) if len(positive) else None

    return mean


def _sum(values: Floats) -> float:
    """Return the sum of the values that are known."""
    return float(np.nansum(values))


MEASURES: Mapping[str, Measure] = {
    "timer_s": _timer_s,
    "elapsed_s": _elapsed_s,
    "moving_s": _moving_s,
    "distance_m": _distance_m,
    "ascent_m": lambda recording: recording.climb[0],
    "descent_m": lambda recording: recording.climb[1],
    "avg_heart_rate_bpm": _mean_of("heart_rate_bpm"),
    "max_heart_rate_bpm": max_heart_rate,
    "best_30s_heart_rate_bpm": best_30s_heart_rate,
    "heart_rate_frozen_s": heart_rate_frozen_s,
    "avg_cadence_spm": _mean_of("cadence_spm"),
}
MEASURES_UNKNOWN: Mapping[str, Measure] = {
    **MEASURES,
    "fast_s": lambda recording: recording.fast.seconds if recording.fast else None,
    "fast_end_m": lambda recording: recording.fast.end_m if recording.fast else None,
}
MEASURES_ON_FOOT: Mapping[str, Measure] = {
    **MEASURES_UNKNOWN,
    "steps": steps,
    "steps_downhill": steps_downhill,
    "walking_steps": walking_steps,
    "heart_rate_locked_s": heart_rate_locked_s,
    "normalised_graded_mps": _normalised_graded_mps,
    "graded_speed_squared_m3s2": _graded_speed_squared_m3s2,
}
MEASURES_RUNNING = {**MEASURES_ON_FOOT, "contact_load_bw": contact_load_bw}
MEASURES_OF = dict.fromkeys(FOOT_SPORTS, MEASURES_ON_FOOT) | {
    "generic": MEASURES_UNKNOWN,
    "running": MEASURES_RUNNING,
}


def _offset_of_place(samples: Samples, started_at: datetime) -> int | None:
    """Return the UTC offset in force where and when the session began."""
    if not samples.keys() >= set(POSITION):
        return None
    latitude, longitude = (samples[column] for column in POSITION)
    places = np.flatnonzero(~np.isnan(latitude + longitude))
    if not len(places):
        return None
    first = places[0]
    return utc_offset_s(float(latitude[first]), float(longitude[first]), started_at)


def utc_offset_s(latitude: float, longitude: float, instant: datetime) -> int | None:
    """Return the UTC offset in force at a place and an instant, null where no zone is known.

    Nobody lives by the nautical zones of the open sea: there the athlete's own zone holds.
    """
    from tzfpy import get_tz  # noqa: PLC0415 - its map costs memory that a FIT rarely needs

    zone = get_tz(longitude, latitude)
    if zone.startswith(AT_SEA):
        return None
    try:
        offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return None  # a zone younger than this computer's time zone data, or none at all
    return None if offset is None else round(offset.total_seconds())
