"""`backstride add`: a session no watch has recorded, and what it may be the same as."""

import datetime as dt
from zoneinfo import ZoneInfo

from flows.amounts import check_speed, distance_km, duration_min, rpe_meant, sport_meant, time_meant
from flows.corrections import Corrected, local_day
from flows.diary.answers import day_said
from flows.sessions_found import Session, sessions_of
from flows.whose import athlete_meant
from pipeline.home import Home
from pipeline.journal import Entry, Exercise, Facts, read_entries, say
from pipeline.journal.frames import added_session_id
from pipeline.journal.problems import NothingKnown, TooLongForStrength
from pipeline.settings import load_settings

NOON = dt.time(12)
MOST_STRENGTH_H = 6
ON_FOOT = frozenset({"running", "walking", "hiking"})
"""What one and the same session may be called by two people."""


def add_session(
    home: Home,
    athlete: str | None,
    *,
    day: str,
    sport: str,
    distance: str,
    duration: str,
    rpe: float | None,
    at: str | None,
    note: str,
    exercises: tuple[Exercise, ...] | None = None,
) -> Corrected:
    """Append a session no watch has recorded; at noon where nobody says when.

    Raises
    ------
    UsageError
        If something does not fit; nothing is written then.
    """
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    local_date = day_said(day, settings.today(athlete_id))
    started_at = _start(local_date, at, ZoneInfo(settings.timezone_of(athlete_id)))
    word, sub_sport = sport_meant(sport)
    facts = Facts(
        started_at=started_at.astimezone(dt.UTC),
        utc_offset_s=_offset_s(started_at),
        sport=word,
        sub_sport=sub_sport,
        distance_km=distance_km(distance),
        duration_min=duration_min(duration),
        rpe=rpe_meant(rpe),
        exercises=exercises,
    )
    _check_added(facts)
    lines = _lines_like(home, athlete_id, facts)
    others = _others_like(home, athlete_id, facts, lines)
    said = say(home, athlete_id, "add", facts=facts, note=note)
    return Corrected(said, facts, others=others, lines=lines)


def _check_added(facts: Facts) -> None:
    if facts.distance_km is None and facts.duration_min is None:
        raise NothingKnown
    check_speed(facts.sport or "", facts.distance_km, facts.duration_min)
    if facts.sub_sport == "strength_training":
        check_strength(facts.duration_min or 0)


def check_strength(minutes: float) -> None:
    """Refuse strength training that nobody does.

    Raises
    ------
    TooLongForStrength
        If it is longer than six hours.
    """
    if minutes > MOST_STRENGTH_H * 60:
        raise TooLongForStrength(hours=round(minutes / 60, 1), most=MOST_STRENGTH_H)


def _start(day: dt.date, at: str | None, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, time_meant(at) if at else NOON, zone)


def _offset_s(moment: dt.datetime) -> int:
    offset = moment.utcoffset() or dt.timedelta()
    return int(offset.total_seconds())


def _lines_like(home: Home, athlete_id: str, facts: Facts) -> tuple[Entry, ...]:
    """Return the lines that tell of a session of the same sport on the same day."""
    return tuple(
        entry
        for entry in read_entries(home, athlete_id)
        if entry.counts
        and entry.statement.kind == "add"
        and local_day(entry.statement.facts) == local_day(facts)
        and _may_be_one(entry.statement.facts.sport, facts.sport)
    )


def _may_be_one(sport: str | None, other: str | None) -> bool:
    """Tell whether two sports may be two names of one session."""
    return sport in {other, None, "generic"} or {sport, other} <= ON_FOOT


def _others_like(
    home: Home, athlete_id: str, facts: Facts, lines: tuple[Entry, ...]
) -> tuple[Session, ...]:
    """Return the efforts of a day that may be the same, as far as a run has told."""
    known = sessions_of(home, athlete_id) if home.warehouse.exists() else []
    named = {added_session_id(athlete_id, line.statement) for line in lines}
    return tuple(
        one
        for one in known
        if one.local_date == local_day(facts)
        and one.session_id == one.effort_id
        and one.session_id not in named
        and _may_be_one(one.sport, facts.sport)
    )
