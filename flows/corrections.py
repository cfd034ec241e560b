"""`backstride edit`, `exclude`, `same` and `apart`: what the runner knows better."""

import datetime as dt
from typing import NamedTuple

from flows.amounts import check_speed, distance_km, duration_min, rpe_meant, sport_meant
from flows.diary.answers import day_said
from flows.sessions_found import Session, session_meant, sessions_of
from pipeline.home import Home
from pipeline.journal import Entry, Facts, Spoken, read_entries, say, take_back
from pipeline.journal.problems import (
    NotExcluded,
    NothingToCorrect,
    SameFile,
    SameSession,
    TwoAthletes,
)
from pipeline.settings import load_settings


class Corrected(NamedTuple):
    """The line that was written, and the facts to tell it with.

    `others` are sessions that may be the same, `lines` those of the journal.
    """

    said: Spoken
    facts: Facts
    session: Session | None = None
    others: tuple[Session, ...] = ()
    lines: tuple[Entry, ...] = ()

    @property
    def local_date(self) -> dt.date | None:
        """The day of a session that was added."""
        return local_day(self.facts)


def local_day(facts: Facts) -> dt.date | None:
    """Return the day of a session by its own clock, null where the facts are about none."""
    offset = dt.timedelta(seconds=facts.utc_offset_s or 0)
    return (facts.started_at + offset).date() if facts.started_at else None


def edit_session(
    home: Home,
    athlete: str | None,
    text: str,
    *,
    distance: str | None,
    duration: str | None,
    sport: str | None,
    rpe: float | None,
    day: str | None,
    note: str,
) -> Corrected:
    """Append what a file has wrong about a session; the file stays as it is.

    Raises
    ------
    UsageError
        If something does not fit; nothing is written then.
    """
    settings = load_settings(home)
    session = session_meant(home, athlete, text)
    word, sub_sport = sport_meant(sport) if sport else (None, None)
    facts = Facts(
        distance_km=distance_km(distance) if distance else None,
        duration_min=duration_min(duration) if duration else None,
        sport=word,
        sub_sport=sub_sport,
        rpe=rpe_meant(rpe),
        date=day_said(day, settings.today(session.athlete_id)) if day else None,
    )
    if facts == Facts():
        raise NothingToCorrect
    _check_edited(session, facts)
    said = say(home, session.athlete_id, "edit", session=session.session_id, facts=facts, note=note)
    return Corrected(said, facts, session)


def _check_edited(session: Session, facts: Facts) -> None:
    """Hold what was corrected against what stays; what was not touched is not judged."""
    if facts.distance_km or facts.duration_min or facts.sport:
        km = None if session.distance_m is None else session.distance_m / 1000
        minutes = None if session.timer_s is None else session.timer_s / 60
        check_speed(
            facts.sport or session.sport or "",
            facts.distance_km or km,
            facts.duration_min or minutes,
        )


def exclude_session(home: Home, athlete: str | None, text: str, *, reason: str) -> Corrected:
    """Append that a session shall not count.

    Raises
    ------
    UsageError
        If the session is not known; nothing is written then.
    """
    session = session_meant(home, athlete, text)
    said = say(home, session.athlete_id, "exclude", session=session.session_id, note=reason)
    return Corrected(said, Facts(), session)


def include_session(home: Home, athlete: str | None, text: str) -> Corrected:
    """Take back every word that took a session out.

    Raises
    ------
    NotExcluded, UsageError
        If it counts anyway, or is not known.
    """
    session = session_meant(home, athlete, text)
    known = sessions_of(home, session.athlete_id)
    members = {one.session_id for one in known if one.effort_id == session.effort_id}
    written = [
        take_back(home, session.athlete_id, entry.number)[0]
        for entry in read_entries(home, session.athlete_id)
        if entry.counts and entry.statement.kind == "exclude" and entry.statement.session in members
    ]
    if not written:
        raise NotExcluded(session=session.told_in_error(home))
    return Corrected(written[-1], Facts(), session)


def judge_pair(
    home: Home, athlete: str | None, a: str, b: str, *, verdict: str, note: str
) -> Corrected:
    """Append that two sessions are one effort, or are not.

    Raises
    ------
    SameSession, TwoAthletes, SameFile, UsageError
        If the two cannot be judged so; nothing is written then.
    """
    one, other = session_meant(home, athlete, a), session_meant(home, athlete, b)
    if one.session_id == other.session_id:
        raise SameSession(a=a, b=b)
    if one.athlete_id != other.athlete_id:
        raise TwoAthletes(a=a, b=b, owner=one.athlete_id, other=other.athlete_id)
    if verdict == "same" and one.sha256 is not None and one.sha256 == other.sha256:
        raise SameFile(a=one.told_in_error(home), b=other.told_in_error(home))
    said = say(
        home,
        one.athlete_id,
        verdict,
        session=one.session_id,
        other=other.session_id,
        note=note,
    )
    return Corrected(said, Facts(), others=(one, other))


def apart_s(one: Session, other: Session) -> float | None:
    """Return how long after each other two sessions began, null where they may be one effort.

    They may if they share some time; one typed in has a day, but hardly a time.
    """
    earlier, later = sorted((one, other), key=lambda session: session.started_at)
    gap_s = (later.started_at - earlier.started_at).total_seconds()
    is_one_day = one.recorded_date == other.recorded_date
    has_no_time = one.is_added or other.is_added or earlier.recorded_s is None
    shares_time = gap_s < (earlier.recorded_s or 0)
    return None if shares_time or (is_one_day and has_no_time) else gap_s
