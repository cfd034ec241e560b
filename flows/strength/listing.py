"""`backstride strength` and `exercise` without words: what can be chosen, what is not known."""

from collections.abc import Iterator
from typing import Any

import typer

from dashboards.i18n import Translator
from dashboards.wording.exercises import NAMES, exercise_name, ready_told
from flows.console import Terminal
from flows.diary.asking import answer_to
from flows.sessions_list import printable
from flows.status import wrapped
from pipeline import tables, warehouse
from pipeline.errors import N_
from pipeline.exercises import EXERCISES, READY
from pipeline.home import Home

Row = dict[str, Any]

WHICH = N_("Which? A number from 1 to {last}; Enter for none: ")
HOW_LONG = N_("How long did it take, such as 25min? Enter for none: ")


def print_choices(terminal: Terminal) -> None:
    """Print the articles' exercises, and all others that can be named."""
    t = terminal.t
    for number, group in enumerate(READY, 1):
        told = ", ".join(ready_told(group, t))
        for line in wrapped(f"{number}  {group}: {told}", indent=0):
            typer.echo(line)
    for line in wrapped(_others(t), indent=0):
        typer.echo(line)
    terminal.say(N_("For example: backstride strength core"))
    terminal.say(N_("Or: backstride strength squat 3x12@20kg wall_sit 3x45s --duration 25min"))


def _others(t: Translator) -> str:
    named = {name for exercises in READY.values() for name in exercises}
    others = (name for name in EXERCISES if name in NAMES and name not in named)
    told = ", ".join(_by_name(name, t) for name in others)
    return t.gettext("Others by name: {exercises}; or any title of your own.", exercises=told)


def _by_name(name: str, t: Translator) -> str:
    """Return what to type for an exercise, and what it means where that is another word."""
    told = exercise_name(name, t)
    plain = name.replace("_", " ")
    return name if told.replace("-", " ") == plain else f"{name} ({told})"


def chosen(terminal: Terminal, duration: str | None) -> tuple[list[str], str | None]:
    """Ask which of the articles' groups it was, and how long where they give no dose."""
    groups = list(READY)
    answer = answer_to(terminal.t.gettext(WHICH, last=len(groups)))
    if not answer.isdecimal() or not 1 <= int(answer) <= len(groups):
        return [], None
    group = groups[int(answer) - 1]
    if all(READY[group].values()) or duration:
        return [group], duration
    took = answer_to(terminal.t.gettext(HOW_LONG))
    return ([group], took) if took else ([], None)


def titles(home: Home, athlete_id: str) -> list[Row]:
    """Return the titles of an athlete's exercises as the last run knows them, unknown first."""
    if not home.warehouse.exists():
        return []
    with warehouse.reading(home) as con:
        rows = tables.read_table(con, "fct_exercises", athlete_id).to_dicts()
    return sorted(rows, key=lambda row: (row["programme"] is not None, -row["sessions"]))


def as_json(rows: list[Row]) -> dict[str, Any]:
    """Return titles as a JSON object."""
    return {"exercises": [row | {"last_on": row["last_on"].isoformat()} for row in rows]}


def print_titles(rows: list[Row], terminal: Terminal) -> None:
    """Print the titles nobody could put to a programme, with how often they were done."""
    unknown = [row for row in rows if row["programme"] in {None, "mixed"}]
    if not unknown:
        terminal.say(N_("There is no title whose exercise is not known."))
    for line in _told(unknown, terminal.t):
        typer.echo(line)
    if unknown:
        terminal.say(
            N_("To say what one trains: backstride exercise TITLE leg|back|core|other_core|none")
        )


def _told(rows: list[Row], t: Translator) -> Iterator[str]:
    for row in rows:
        title = printable(exercise_name(row["title"], t))
        often = t.ngettext("in {n} session", "in {n} sessions", row["sessions"])
        yield f"{title}  ({often}, {t.date(row['last_on'])})"
