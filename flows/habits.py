"""`backstride habits`: the seven protective things this week, in the page's own sentences."""

from collections.abc import Iterator
from typing import Any, Final

import typer

from dashboards import page
from dashboards.facts import Marts, athlete
from dashboards.i18n import Translator
from dashboards.sections.habits import habits_section
from dashboards.wording.habits import HABITS
from flows.console import Terminal
from flows.sessions_found import asked
from flows.status import wrapped
from pipeline import tables
from pipeline.home import Home

Row = dict[str, Any]

TOLD: Final = ("habit", "is_met", "reason", "source", "done", "target", "streak_weeks")
"""What a program reads of a habit in a week."""


def habits_told(home: Home, athlete_id: str | None) -> list[Marts]:
    """Return each athlete's marts of the page, or one athlete's.

    Raises
    ------
    NoWarehouse
        Before the first run.
    UnknownAthlete
        If nobody is called so.
    """
    with asked(home, athlete_id) as con:
        everybody = tables.rows_of(con, "from dim_athletes order by athlete_id")["athlete_id"]
        meant = [one for one in everybody if athlete_id in (None, one)]
        return [tables.read_marts(con, page.MARTS, one) for one in meant]


def as_json(marts: Marts) -> Row:
    """Return an athlete's week in progress as a program reads it."""
    rows = marts["fct_habits"].filter(is_open=True).to_dicts()
    rows.sort(key=lambda row: HABITS.index(row["habit"]))
    return {
        "athlete": athlete(marts)["athlete_id"],
        "week_start": rows[0]["week_start"].isoformat(),
        "habits": [{key: row[key] for key in TOLD} for row in rows],
    }


def print_habits(found: list[Marts], terminal: Terminal) -> None:
    """Print the seven, one athlete after the other."""
    t = terminal.t
    for marts in found:
        person = athlete(marts)
        typer.echo(f"{person['display_name']}, {t.date(person['today'])}")
        for line in _lines(marts, t.in_units(person["units"])):
            typer.echo(line)
        typer.echo()


def _lines(marts: Marts, t: Translator) -> Iterator[str]:
    section = habits_section(marts, t)
    for sentence in (section["answer"], section["hold"], section["dose"]):
        yield from wrapped(sentence)
    for habit in section["boxes"]:
        weeks = "".join(week["icon"] for week in habit["strip"])
        yield f"  {weeks}  {habit['name']}: {habit['word']}"
        yield from wrapped(" ".join([habit["fact"], *habit["hints"], habit["streak"]]), indent=4)
        for day in habit["days"]:
            yield from wrapped(day.text, indent=6)
        yield from wrapped(f"→ {habit['next']} {habit['command']}".rstrip(), indent=4)
    yield from wrapped(t.gettext("The eight signs are the last eight weeks, the oldest first."))
