"""`backstride status`: the page's first answers, in the terminal and as JSON."""

from dataclasses import dataclass
from typing import Any

import typer

from dashboards import wording
from dashboards.facts import is_silent
from flows.console import Terminal
from pipeline import tables, warehouse
from pipeline.errors import NoWarehouse, UnknownAthlete
from pipeline.home import Home

Row = dict[str, Any]


@dataclass(frozen=True)
class Status:
    """One athlete's answers of today."""

    athlete: Row
    status: Row | None
    flags: list[Row]
    plan: Row | None

    def as_json(self) -> Row:
        """Return the JSON object of the contract."""
        plan = self.plan or {}
        week = [plan.get("week_low_km"), plan.get("week_high_km")]
        return {
            "athlete": self.athlete["athlete_id"],
            "local_date": self.athlete["today"].isoformat(),
            "level": self.status["level"] if self.status else "no_data",
            "reasons": [
                {key: flag[key] for key in ("family", "level", "value", "threshold", "evidence")}
                for flag in self.flags
            ],
            "next_run_max_km": plan.get("next_run_max_km"),
            "week_km": None if week[1] is None else week,
        }


def statuses(home: Home, athlete_id: str | None) -> list[Status]:
    """Return every athlete's status of today, or one athlete's.

    Raises
    ------
    NoWarehouse
        Before the first run.
    UnknownAthlete
        If nobody is called so.
    """
    if not home.warehouse.exists():
        raise NoWarehouse(home=str(home.root), inbox=str(home.inbox))
    with warehouse.reading(home) as con:
        athletes = tables.rows_of(con, "from dim_athletes order by athlete_id").to_dicts()
        known = [athlete["athlete_id"] for athlete in athletes]
        if athlete_id is not None and athlete_id not in known:
            raise UnknownAthlete(name=athlete_id, home=str(home.root), known=", ".join(known))
        return [
            _status(con, athlete)
            for athlete in athletes
            if athlete_id in (None, athlete["athlete_id"])
        ]


def _status(con: warehouse.Connection, athlete: Row) -> Status:
    def today(table: str) -> list[Row]:
        sql = f"from {table} where athlete_id = ? and local_date = ?"
        return tables.rows_of(con, sql, athlete["athlete_id"], athlete["today"]).to_dicts()

    status = today("fct_status")
    plans = tables.read_table(con, "fct_plan", athlete["athlete_id"]).to_dicts()
    flags = wording.most_pressing_first(today("fct_flags"))
    return Status(athlete, status[0] if status else None, flags, plans[0] if plans else None)


def print_status(found: list[Status], terminal: Terminal) -> None:
    """Print level, reasons and plan, one athlete after the other."""
    for one in found:
        for line in _lines(one, terminal):
            typer.echo(line)
        typer.echo()
    typer.echo(wording.signal_note(terminal.t))


def _lines(one: Status, terminal: Terminal) -> list[str]:
    t = terminal.t
    level = one.status["level"] if one.status else "no_data"
    headline = one.status["headline_family"] if one.status else None
    icon, word = wording.status_word(level, headline, t, is_silent=is_silent(one.athlete))
    return [
        f"{one.athlete['display_name']}, {t.date(one.athlete['today'])}: {icon} {word}",
        *(f"  - {wording.reason_sentence(flag, t)} [{flag['evidence']}]" for flag in one.flags),
        *(f"  {line}" for line in wording.missing_halves(one.status, one.athlete, t)),
        t.gettext("  Next run: {km}", km=wording.next_run(one.plan, t)),
        t.gettext("  Next 7 days: {km}", km=wording.next_week(one.plan, t)),
    ]
