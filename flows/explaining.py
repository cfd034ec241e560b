"""`backstride explain`: every number that went into a day's status, with its formula."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboards import wording
from flows.judged_day import JudgedDay, as_json, judged_day
from flows.sessions_found import asked
from pipeline import tables
from pipeline.diary.cells import RefusedRowError
from pipeline.diary.cells import day as day_of_cell
from pipeline.errors import N_, BadDate, NoWarehouse, UsageError, WhichAthlete
from pipeline.home import Home
from pipeline.settings import load_settings
from pipeline.warehouse import Connection

Row = dict[str, Any]

DAYS_BACK = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1}

LOADS = """
    select * exclude (athlete_id, local_date)
    from fct_training_load
    where athlete_id = ? and local_date = ?
    order by load_measure
"""

SESSIONS = """
    select
        session_id,
        strftime(
            timezone('UTC', started_at) + to_seconds(utc_offset_s), '%H:%M'
        ) as local_time,
        sport,
        sub_sport,
        is_excluded,
        distance_m / 1000 as distance_km,
        timer_s / 60 as duration_min,
        descent_m,
        rpe,
        spike_ratio,
        longest_before_m / 1000 as longest_before_km,
        internal_load,
        load_source,
        load_factor,
        is_imputed,
        srpe_load,
        trimp_banister,
        trimp_edwards,
        hrtss,
        rtss,
        over_90_pct_min,
        is_heart_rate_usable,
        heart_rate_problem,
        sex_source,
        athlete_max_bpm,
        max_heart_rate_source,
        athlete_resting_bpm,
        resting_heart_rate_source,
        athlete_threshold_bpm,
        threshold_heart_rate_source,
        threshold_speed_mps,
        threshold_speed_source
    from fct_sessions
    where athlete_id = ? and local_date = ?
    order by started_at, session_id
"""


class NoSuchDay(UsageError):
    """A day without a status: before the first, or not computed yet."""

    sentence = N_(
        "{date} has no status: the days from {first} to {last} have one. For newer days: "
        "backstride run"
    )


class DayAhead(UsageError):
    """A day after today."""

    sentence = N_("{date} lies ahead: the days from {first} to {last} have a status.")


@dataclass(frozen=True)
class Explained:
    """A judged day, the loads it was judged by, and the sessions of the day."""

    day: JudgedDay
    loads: dict[str, Row]
    sessions: list[Row]

    def as_json(self) -> Row:
        """Return one object with every number."""
        return {
            "athlete": self.day.athlete["athlete_id"],
            "local_date": self.day.athlete["today"].isoformat(),
            "level": self.day.level,
            "headline_family": self.day.headline_family,
            "decided_by": wording.deciding_rule(self.day.status, self.day.flags),
            "signals": [_signal(row) for row in self.day.signals],
            "flags": self.day.reasons(),
            "load": self.loads,
            "sessions": self.sessions,
        }


def explained(home: Home, athlete_id: str | None, text: str) -> Explained:
    """Return everything a day's status was made from.

    Parameters
    ----------
    home
        The home folder.
    athlete_id
        Whose; may be left out where there is one.
    text
        A date as people write it, `today` or `yesterday`.

    Raises
    ------
    NoWarehouse, UnknownAthlete, WhichAthlete
        Before the first run; if nobody is called so, or several could be meant.
    BadDate, NoSuchDay, DayAhead
        If the text is no date, or that day was never judged, or is not here yet.
    """
    with asked(home, athlete_id) as con:
        athlete = _athlete(home, con, athlete_id)
        day = _day_meant(home, con, athlete, text)
        loads = tables.rows_of(con, LOADS, athlete["athlete_id"], day).to_dicts()
        return Explained(
            day=judged_day(con, athlete, day),
            loads={row.pop("load_measure"): row for row in loads},
            sessions=tables.rows_of(con, SESSIONS, athlete["athlete_id"], day).to_dicts(),
        )


def _athlete(home: Home, con: Connection, athlete_id: str | None) -> Row:
    """Return the athlete meant: the one named, or the only one."""
    sql = "from dim_athletes where athlete_id = coalesce(?, athlete_id) order by athlete_id"
    found = tables.rows_of(con, sql, athlete_id).to_dicts()
    if not found:
        raise NoWarehouse(home=str(home.root), inbox=str(home.inbox))
    if len(found) > 1:
        raise WhichAthlete(known=", ".join(row["athlete_id"] for row in found))
    return found[0]


def _day_meant(home: Home, con: Connection, athlete: Row, text: str) -> dt.date:
    sql = "select min(local_date), max(local_date) from fct_status where athlete_id = ?"
    ((first, last),) = tables.rows_of(con, sql, athlete["athlete_id"]).rows()
    day = _date_of(text.strip().lower(), athlete["today"])
    if not first <= day <= last:
        # The warehouse's today is the one of its last run; since then days may have passed.
        is_ahead = day > max(last, load_settings(home).today(athlete["athlete_id"]))
        problem = DayAhead if is_ahead else NoSuchDay
        raise problem(date=day.isoformat(), first=first.isoformat(), last=last.isoformat())
    return day


def _date_of(text: str, today: dt.date) -> dt.date:
    if text in DAYS_BACK:
        return today - dt.timedelta(DAYS_BACK[text])
    try:
        day, rest = day_of_cell(text, dt.date.max)
    except RefusedRowError as problem:
        raise BadDate(text=text, example=today.isoformat()) from problem
    if rest.strip():
        raise BadDate(text=text, example=today.isoformat())
    return day


def _signal(row: Row) -> Row:
    del_keys = ("athlete_id", "local_date")
    told = {key: value for key, value in row.items() if key not in del_keys}
    return as_json({**told, "evidence": wording.evidence_letter(row["family"])})
