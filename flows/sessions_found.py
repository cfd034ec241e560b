"""Sessions by a few characters of their id or by their day, from the published warehouse."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dashboards.i18n import Translator, translator
from dashboards.wording.sports import sport_name
from flows.console import system_language
from pipeline import tables, warehouse
from pipeline.errors import NoWarehouse, UnknownAthlete
from pipeline.home import Home
from pipeline.journal.problems import NoSuchSession, WhichSession
from pipeline.settings import load_settings

FEWEST_CHARACTERS = 4
SHORT_ID = 8
LISTED = 5
"""So many of the sessions that words fit are named."""

SESSIONS = f"""
    with sessions as ({tables.SESSIONS_WITH_KIND})

    select
        sessions.session_id,
        sessions.athlete_id,
        coalesce(efforts.effort_id, sessions.session_id) as effort_id,
        coalesce(told.local_date, sessions.started_at::date) as local_date,
        coalesce(told.sport, sessions.sport) as sport,
        coalesce(told.distance_m, sessions.distance_m) as distance_m,
        coalesce(told.timer_s, sessions.timer_s) as timer_s,
        sessions.started_at,
        coalesce(sessions.elapsed_s, sessions.timer_s) as recorded_s,
        coalesce(sessions.utc_offset_s, told.utc_offset_s, 0) as utc_offset_s,
        sessions.sport as recorded_sport,
        sessions.distance_m as recorded_m,
        sessions.is_added,
        case when sessions.kind != 'apple' then sessions.sha256 end as sha256
    from sessions
    left join raw.efforts
        on sessions.session_id = efforts.session_id
    left join fct_sessions as told
        on coalesce(efforts.effort_id, sessions.session_id) = told.session_id
    where sessions.athlete_id = coalesce(?, sessions.athlete_id)
    order by local_date, sessions.session_id
"""


@dataclass(frozen=True)
class Session:
    """One session a command can be about.

    Attributes
    ----------
    session_id
        Its own full id; `effort_id` is that of the session that speaks for its effort.
    local_date, sport, distance_m, timer_s
        Of its effort, as all its recordings and the runner's corrections tell it.
    started_at, recorded_s, recorded_sport, recorded_m
        Its own.
    sha256
        Of the file that holds no effort twice; null for a session typed in, and for one of an
        export that gathers those of many apps.
    """

    session_id: str
    athlete_id: str
    effort_id: str
    local_date: dt.date
    sport: str | None
    distance_m: float | None
    timer_s: float | None
    started_at: dt.datetime
    recorded_s: float | None
    utc_offset_s: int
    recorded_sport: str | None
    recorded_m: float | None
    is_added: bool
    sha256: str | None

    def told(self, t: Translator) -> str:
        """Return its effort in a few words."""
        return self._told(self.local_date, self.sport, self.distance_m, t)

    def told_alone(self, t: Translator) -> str:
        """Return it in a few words, whatever other recordings of its effort say."""
        return self._told(self.recorded_date, self.recorded_sport, self.recorded_m, t)

    def told_in_error(self, home: Home) -> str:
        """Return its effort in a few words of the language errors are told in."""
        units = load_settings(home).units_of(self.athlete_id)
        return self.told(translator(system_language(), units))

    @property
    def recorded_date(self) -> dt.date:
        """Its day by its own clock."""
        return (self.started_at + dt.timedelta(seconds=self.utc_offset_s)).date()

    def _told(self, day: dt.date, sport: str | None, metres: float | None, t: Translator) -> str:
        km = "" if metres is None else f", {t.distance(metres / 1000)}"
        return f"{self.session_id[:SHORT_ID]} ({day}, {sport_name(sport, t)}{km})"


def sessions_of(home: Home, athlete_id: str | None) -> list[Session]:
    """Return all sessions of one athlete or of all, oldest first.

    Raises
    ------
    NoWarehouse, UnknownAthlete
        Before the first run, and if nobody is called so.
    """
    with asked(home, athlete_id) as con:
        rows: list[dict[str, Any]] = tables.rows_of(con, SESSIONS, athlete_id).to_dicts()
    return [Session(**row) for row in rows]


@contextmanager
def asked(home: Home, athlete_id: str | None) -> Iterator[warehouse.Connection]:
    """Open the published warehouse for a question about one athlete or about all.

    Raises
    ------
    NoWarehouse, UnknownAthlete
        Before the first run, and if nobody is called so.
    """
    if not home.warehouse.exists():
        raise NoWarehouse(home=str(home.root), inbox=str(home.inbox))
    with warehouse.reading(home) as con:
        known = [name for (name,) in con.sql("select athlete_id from dim_athletes").fetchall()]
        if athlete_id is not None and athlete_id not in known:
            names = ", ".join(sorted(known))
            raise UnknownAthlete(name=athlete_id, home=str(home.root), known=names)
        yield con


def session_meant(home: Home, athlete_id: str | None, text: str) -> Session:
    """Return the one session that the first characters of an id, or a date, stand for.

    Raises
    ------
    NoSuchSession, WhichSession, NoWarehouse
        If there is none, or are several.
    """
    known = sessions_of(home, athlete_id)
    found = _on_day(known, text) if "-" in text else _by_prefix(known, text)
    if not found:
        raise NoSuchSession(text=text, path=str(home.warehouse))
    if len(found) > 1:
        named = ", ".join(one.told_in_error(home) for one in found[:LISTED])
        raise WhichSession(text=text, count=len(found), sessions=named)
    return found[0]


def _by_prefix(known: list[Session], text: str) -> list[Session]:
    prefix = text.strip().lower()
    if len(prefix) < FEWEST_CHARACTERS or not re.fullmatch("[0-9a-f]+", prefix):
        return []
    return [one for one in known if one.session_id.startswith(prefix)]


def _on_day(known: list[Session], text: str) -> list[Session]:
    """Return the efforts of a day: files of one effort are one session to their runner."""
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return []
    return [one for one in known if one.local_date == day and one.session_id == one.effort_id]
