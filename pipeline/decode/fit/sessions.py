"""FIT's session messages, and what else in the file tells of a session, as rows."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.fit.clock import Clocks
from pipeline.decode.fit.messages import Messages
from pipeline.decode.frames import Row, steps_per_minute
from pipeline.decode.samples import TIME, Samples, part
from pipeline.decode.sports import ALREADY_STEPS, sport_of_speed
from pipeline.decode.times import first_of, instant_of, is_possible
from pipeline.measures.track import median_moving_speed

RPE_TIMES_TEN_ABOVE = 10
MAX_RPE = 100

TIMER = 0
TIMER_STARTS = 0
TIMER_STOPS = (1, 4, 8, 9)
"""Numbers of FIT's `event` and `event_type`."""


def session_rows(
    messages: Messages, clocks: Clocks, samples: Samples, quality: list[str]
) -> list[Row]:
    """Return the sessions in the file, or one made of its records."""
    found = messages.rows("session")
    if not found:
        quality.append("no_session_message")
        found = [_session_of_records(messages)]
    found = _without_repeats(found)
    recorded = instant_of(first_of(samples[TIME]))
    first = recorded or _first_told(messages, clocks)
    is_garmin = "garmin" in messages.values("file_id", "manufacturer")
    rows = []
    for message in found:
        started = _started_at(message, clocks, is_only=len(found) == 1)
        if len(found) == 1 and started and recorded and not is_possible(started):
            quality.append("wrong_date")
            started = recorded
        row = _session(message, is_garmin=is_garmin)
        rows.append(row | {"started_at": started or first})
    return rows


def _without_repeats(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return session messages, the last of those that say the same start and sport."""
    last: dict[object, dict[str, Any]] = {}
    for place, message in enumerate(found):
        start = message.get("start_time")
        key = place if start is None else (message["segment"], start, message.get("sport"))
        last.pop(key, None)
        last[key] = message
    return list(last.values())


def _started_at(message: dict[str, Any], clocks: Clocks, *, is_only: bool) -> datetime | None:
    """Return when a session began, by its end where the start is missing or impossible.

    The only session of a file has its records to tell, which are surer.
    """
    started = clocks.instant(message, "start_time")
    if is_only or (started and is_possible(started)):
        return started
    ended = clocks.instant(message, "timestamp")
    elapsed_s = message.get("total_elapsed_time") or message.get("total_timer_time")
    if ended is None or elapsed_s is None or not is_possible(ended):
        return started
    return ended - timedelta(seconds=elapsed_s)


def _session(message: dict[str, Any], *, is_garmin: bool) -> Row:
    said = message.get
    cadence = said("avg_cadence")
    return {
        "segment": message["segment"],
        "sport": said("sport"),
        "sub_sport": said("sub_sport"),
        "name": said("sport_profile_name"),
        "distance_m": said("total_distance"),
        "timer_s": said("total_timer_time"),
        "elapsed_s": said("total_elapsed_time"),
        "ascent_m": said("total_ascent"),
        "descent_m": said("total_descent"),
        "steps": said("total_cycles"),
        "avg_heart_rate_bpm": said("avg_heart_rate"),
        "max_heart_rate_bpm": said("max_heart_rate"),
        "avg_cadence_spm": (
            None if cadence is None else cadence + (said("avg_fractional_cadence") or 0)
        ),
        "rpe": _rpe(said("workout_rpe"), is_garmin=is_garmin),
        "feel": said("workout_feel"),
    }


def _rpe(written: float | None, *, is_garmin: bool) -> float | None:
    """Return an effort of 0 to 10; Garmin writes ten times as much."""
    if written is None or written > MAX_RPE:
        return None
    is_times_ten = written > RPE_TIMES_TEN_ABOVE or (is_garmin and written == RPE_TIMES_TEN_ABOVE)
    return written / 10 if is_times_ten else written


def _session_of_records(messages: Messages) -> dict[str, Any]:
    """Return a session message for a file that was never finished."""
    sports = [*messages.rows("sport"), *messages.rows("lap")]
    sport = next((row for row in sports if row.get("sport") is not None), {})
    timers = messages.values("activity", "total_timer_time")
    return {
        "segment": min(messages.with_records(), default=0),
        "sport": sport.get("sport"),
        "sub_sport": sport.get("sub_sport"),
        "total_timer_time": timers[0] if len(timers) == 1 else _timer_s(messages),
    }


def _timer_s(messages: Messages) -> float | None:
    """Return how long the timer ran by its own events; null where one is missing."""
    total, started = 0.0, None
    for row in messages.rows("event"):
        if row.get("event") != TIMER or row.get("timestamp") is None:
            continue
        if row.get("event_type") == TIMER_STARTS:
            started = row["timestamp"] if started is None else started
        elif row.get("event_type") in TIMER_STOPS and started is not None:
            total, started = total + row["timestamp"] - started, None
    return total if total > 0 and started is None else None


def _first_told(messages: Messages, clocks: Clocks) -> datetime | None:
    """Return what else says when the file was recorded, best source first."""
    for name, column in (
        ("lap", "start_time"),
        ("file_id", "time_created"),
        ("activity", "timestamp"),
    ):
        told = [clocks.instant(row, column) for row in messages.rows(name)]
        if any(told):
            return min(instant for instant in told if instant)
    return None


def with_sport(sessions: list[Row], samples: Samples, index: NDArray[np.int32]) -> list[Row]:
    """Return sessions with a sport: what the file says, else what the speed suggests."""
    return [
        row
        | {
            "is_sport_assumed": row["sport"] is None,
            "sport": row["sport"] or _assumed_sport(samples, index, row["session_index"]),
        }
        for row in sessions
    ]


def _assumed_sport(samples: Samples, index: NDArray[np.int32], session: int) -> str:
    rows = slice(*np.searchsorted(index, (session, session + 1)))
    return sport_of_speed(median_moving_speed(part(samples, rows)))


def with_both_feet(sessions: list[Row]) -> list[Row]:
    """Return sessions whose cadence and steps count both feet, in sports done on foot.

    `steps` holds FIT's cycles until here: of one leg, unless there are too many of them.
    """
    return [
        row
        | {
            "avg_cadence_spm": steps_per_minute(row["avg_cadence_spm"], row["sport"]),
            "steps": _steps(row["steps"], row["timer_s"], row["sport"]),
        }
        for row in sessions
    ]


def _steps(cycles: float | None, timer_s: float | None, sport: str) -> float | None:
    limit = ALREADY_STEPS.get(sport)
    if cycles is None or limit is None:
        return None
    is_steps = timer_s is not None and cycles * 60 > limit * timer_s
    return cycles if is_steps else cycles * 2
