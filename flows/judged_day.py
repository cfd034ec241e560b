"""One athlete's judged day, read from the published warehouse."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboards import facts
from pipeline import tables
from pipeline.warehouse import Connection

Row = dict[str, Any]

REASON = (
    "family",
    "level",
    "cause",
    "value",
    "threshold",
    "evidence",
    "session_id",
    "raised_on",
    "clears_on",
)
"""What a program reads of a flag."""

OF_THAT_DAY = """
    select
        (
            select struct_pack(
                first_session_date :=
                    min(local_date) filter (where not is_excluded),
                last_session_date := max(local_date)
            )
            from fct_sessions
            where athlete_id = $1 and local_date <= $2
        ) as sessions,
        (
            select max(local_date) from fct_pain_days
            where athlete_id = $1 and local_date <= $2 and body_site = 'low_back'
        ) as last_entry_date,
        (
            select count(*) from fct_days
            where athlete_id = $1 and local_date <= $2 and unknown_because is null
        ) as known_days
"""


@dataclass(frozen=True)
class JudgedDay:
    """What was judged of one day, and from what.

    Attributes
    ----------
    athlete
        The row of `dim_athletes` as it was on that day: `today` is the day itself.
    status
        The row of `fct_status`.
    flags
        Rows of `fct_flags` with what their sentences name, the most pressing first.
    signals
        Rows of `fct_signals`: every rule with its value and limit.
    plan
        The row of `fct_plan`; none for a day that is not the newest.
    shoes
        Rows of `fct_shoes`, by name; none for a day that is not the newest.
    """

    athlete: Row
    status: Row | None
    flags: list[Row]
    signals: list[Row]
    plan: Row | None
    shoes: list[Row]

    @property
    def level(self) -> str:
        """The level of the day."""
        return self.status["level"] if self.status else "no_data"

    @property
    def headline_family(self) -> str | None:
        """The family that speaks first."""
        return self.status["headline_family"] if self.status else None

    def reasons(self) -> list[Row]:
        """Return the flags as a program reads them."""
        return [as_json({key: flag[key] for key in REASON}) for flag in self.flags]


def judged_day(con: Connection, athlete: Row, day: dt.date) -> JudgedDay:
    """Return what was judged of a day.

    Parameters
    ----------
    con
        The published warehouse.
    athlete
        The athlete's row of `dim_athletes`.
    day
        One of the days that have a status.
    """
    athlete_id = athlete["athlete_id"]

    def since(table: str, first: dt.date) -> Any:
        sql = f"from {table} where athlete_id = ? and local_date between ? and ?"
        return tables.rows_of(con, sql, athlete_id, first, day)

    sessions = tables.read_table(con, "fct_sessions", athlete_id)
    signals = since("fct_signals", day - dt.timedelta(facts.FLAG_DAYS))
    entries = facts.back_pain(
        {"fct_pain_days": tables.read_table(con, "fct_pain_days", athlete_id)}
    )
    plans = tables.read_table(con, "fct_plan", athlete_id)
    signs = facts.open_signs(tables.read_table(con, "fct_red_flags", athlete_id), athlete, day)
    return JudgedDay(
        athlete=athlete if day == athlete["today"] else _as_of(con, athlete, day),
        status=facts.one_row(since("fct_status", day)),
        flags=facts.told_flags(since("fct_flags", day), sessions, signals, day, signs),
        signals=facts.signals_of(signals, sessions, entries, day),
        plan=facts.one_row(plans) if day == athlete["today"] else None,
        shoes=_shoes(con, athlete_id) if day == athlete["today"] else [],
    )


def _shoes(con: Connection, athlete_id: str) -> list[Row]:
    return tables.read_table(con, "fct_shoes", athlete_id).sort("shoe_id").to_dicts()


def _as_of(con: Connection, athlete: Row, day: dt.date) -> Row:
    """Return an athlete's row as it was on a day: what came later was not known then."""
    (then,) = tables.rows_of(con, OF_THAT_DAY, athlete["athlete_id"], day).to_dicts()
    return {**athlete, **then.pop("sessions"), **then, "today": day}


def as_json(row: Row) -> Row:
    """Return a row as JSON can hold it: dates as words."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in row.items()
    }
