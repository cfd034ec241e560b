"""Activities of a TCX -> `Activity`; each is a session."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.decode.activity import Activity
from pipeline.decode.frames import Row, cleaned, finished, steps_per_minute
from pipeline.decode.sports import ALREADY_STEPS, sport_of_speed, sport_of_word
from pipeline.decode.times import in_order, is_possible, with_possible_dates
from pipeline.decode.xml.points import Points
from pipeline.decode.xml.sessions import one_behind_the_other, recorded_start, written_offset_s
from pipeline.decode.xml.values import instant_at
from pipeline.measures.track import median_moving_speed

MINUTE_S = 60


@dataclass(frozen=True)
class Effort:
    """What one `<Activity>` holds.

    Attributes
    ----------
    points
        Its records.
    laps
        Columns of `schemas.LAPS` and what else is summed up, with `begun` as written.
    sport, begun
        As written.
    """

    points: Points
    laps: list[Row]
    sport: str | None = None
    begun: str | None = None
    name: str | None = None
    device: str | None = None


def activity_of(efforts: list[Effort], quality: list[str]) -> Activity:
    """Return the activity that some efforts make.

    Raises
    ------
    NoDate, WrongDate
        If nothing can be put on a day.
    """
    rows = [_session(effort, quality) | {"effort": effort} for effort in efforts]
    sessions = with_possible_dates(rows, quality)
    kept = [row["effort"] for row in sessions]
    samples, index = one_behind_the_other([effort.points.samples for effort in kept])
    laps = [
        {
            "session_index": session,
            "lap_index": place,
            "started_at": instant_at(lap["begun"]),
            **lap,
        }
        for session, effort in enumerate(kept)
        for place, lap in enumerate(effort.laps)
    ]
    return finished("tcx", sessions, *in_order(samples, index, quality), quality, laps=laps)


def _session(effort: Effort, quality: list[str]) -> Row:
    """Return a session's row: what its laps add up to, as the watch counted."""
    samples = cleaned(effort.points.samples)
    recorded = recorded_start(samples, quality)
    known_sport = sport_of_word(effort.sport)
    sport, sub_sport = known_sport or (sport_of_speed(median_moving_speed(samples)), None)
    timer_s = _sum(effort.laps, "timer_s")
    cadence = _mean(effort.laps, "run_cadence") or _mean(effort.laps, "cadence")
    said = [effort.begun, *(lap["begun"] for lap in effort.laps)]
    return {
        "sport": sport,
        "sub_sport": sub_sport,
        "is_sport_assumed": known_sport is None,
        "name": effort.name,
        "device": effort.device,
        "started_at": _start([*map(instant_at, said), recorded]),
        "utc_offset_s": written_offset_s(samples),
        "distance_m": _sum(effort.laps, "distance_m"),
        "timer_s": timer_s,
        "avg_heart_rate_bpm": _mean(effort.laps, "avg_heart_rate_bpm"),
        "max_heart_rate_bpm": max(_known(effort.laps, "max_heart_rate_bpm"), default=None),
        "avg_cadence_spm": steps_per_minute(cadence, sport),
        "steps": _steps(_sum(effort.laps, "steps"), timer_s, sport),
    }


def _start(told: list[datetime | None]) -> datetime | None:
    """Return the first possible time, or an impossible one that says what is wrong."""
    known = [time for time in told if time]
    return next((time for time in known if is_possible(time)), known[0] if known else None)


def _known(laps: list[Row], column: str) -> list[float]:
    return [lap[column] for lap in laps if lap[column] is not None]


def _sum(laps: list[Row], column: str) -> float | None:
    """Return the sum over all laps; null where one does not say."""
    values = _known(laps, column)
    return sum(values) if values and len(values) == len(laps) else None


def _mean(laps: list[Row], column: str) -> float | None:
    """Return the mean over the time of the laps that say something; 0 says nothing."""
    told = [lap for lap in laps if lap[column] and lap["timer_s"]]
    total_s = sum(lap["timer_s"] for lap in told)
    return sum(lap[column] * lap["timer_s"] for lap in told) / total_s if total_s > 0 else None


def _steps(steps: float | None, timer_s: float | None, sport: str) -> float | None:
    """Return the steps of both feet, in sports done on foot; some writers count one leg's."""
    if not steps or not timer_s or sport not in ALREADY_STEPS:
        return None
    return (steps_per_minute(steps / timer_s * MINUTE_S, sport) or 0) * timer_s / MINUTE_S
