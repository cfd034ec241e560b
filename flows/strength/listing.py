"""`backstride strength` and `exercise` without words: what can be chosen, what is not known."""

import json
from collections.abc import Iterator
from typing import Any

import typer

from dashboards.i18n import Translator
from dashboards.wording.exercises import NAMES, exercise_name, ready_told
from dashboards.wording.strength import class_name
from flows.console import Terminal
from flows.diary.asking import answer_to
from flows.sessions_list import printable
from flows.status import wrapped
from flows.whose import athlete_meant
from pipeline import tables, warehouse
from pipeline.commands import own_command
from pipeline.errors import N_
from pipeline.exercises import EXAMPLE_DOSES, EXERCISES, READY
from pipeline.home import Home
from pipeline.journal import TRAINED, Facts, read_entries
from pipeline.settings import load_settings

Row = dict[str, Any]

GROUP_WORDS = {"core": N_("core"), "legs": N_("legs"), "back": N_("back")}
"""Group -> the word it can be typed by, which stands in the list."""
WHICH = N_("Which? A number from 1 to {last}; Enter for none: ")
COUNTS = N_("You have said: {title} trains {trains}.")
COUNTS_LATER = N_(
    "You have said: {title} trains {trains}. It counts after the next: backstride run"
)
NOT_MET = N_(
    "You have said: {title} trains {trains}. The last run knew no session that names it so."
)
HOW_MUCH = N_("How much, such as {doses} or 25min in all? Enter for none: ")


def print_choices(terminal: Terminal) -> None:
    """Print the articles' exercises, and all others that can be named."""
    t = terminal.t
    for number, group in enumerate(READY, 1):
        told = ", ".join(ready_told(group, t))
        dose = "" if all(READY[group].values()) else f" ({_how_much(group, t)})"
        for line in wrapped(f"{number}  {t.gettext(GROUP_WORDS[group])}: {told}{dose}", indent=0):
            typer.echo(line)
    for line in wrapped(_others(t), indent=0):
        typer.echo(line)
    terminal.say(N_("For example: backstride strength core"))
    terminal.say(N_("Or: backstride strength squat 3x12@20kg wall_sit 3x45s --duration 25min"))


def _how_much(group: str, t: Translator) -> str:
    word = t.gettext(GROUP_WORDS[group]).lower()
    return t.gettext(
        "say how much: backstride strength {doses}", doses=f"{word} {EXAMPLE_DOSES[group]}"
    )


def _others(t: Translator) -> str:
    named = {name for exercises in READY.values() for name in exercises}
    others = (name for name in EXERCISES if name in NAMES and name not in named)
    told = ", ".join(_by_name(name, t) for name in others)
    return t.gettext("Others by name: {exercises}; or any title of your own.", exercises=told)


def _by_name(name: str, t: Translator) -> str:
    """Return what to type for an exercise, and what it means where that is another word."""
    told = exercise_name(name, t)
    plain = name.replace("_", " ")
    return name if told.replace("-", " ") == plain else f"{name} ({told.split(' (')[0]})"


def chosen(terminal: Terminal, duration: str | None) -> tuple[list[str], str | None]:
    """Ask which of the articles' groups it was, and how long where they give no dose."""
    groups = list(READY)
    answer = answer_to(terminal.t.gettext(WHICH, last=len(groups)))
    if not answer.isdecimal() or not 1 <= int(answer) <= len(groups):
        return [], None
    group = groups[int(answer) - 1]
    if all(READY[group].values()) or duration:
        return [group], duration
    much = answer_to(terminal.t.gettext(HOW_MUCH, doses=EXAMPLE_DOSES[group]))
    if "x" in much.lower():
        return [group, *much.split()], None
    return ([group], much) if much else ([], None)


def show_titles(home: Home, athlete: str | None, terminal: Terminal, *, as_json: bool) -> None:
    """Print the titles nobody knows and what the athlete has said, or all as JSON."""
    athlete_id = athlete_meant(home, load_settings(home), athlete)
    found, said = titles(home, athlete_id), said_of_titles(home, athlete_id)
    if as_json:
        typer.echo(json.dumps(titles_as_json(found, said), ensure_ascii=False))
    else:
        print_titles(found, said, athlete_id, terminal)


def titles(home: Home, athlete_id: str) -> list[Row]:
    """Return the titles of an athlete's exercises as the last run knows them, unknown first."""
    if not home.warehouse.exists():
        return []
    with warehouse.reading(home) as con:
        rows = tables.read_table(con, "fct_exercises", athlete_id).to_dicts()
    return sorted(rows, key=lambda row: (row["programme"] is not None, -row["sessions"]))


def said_of_titles(home: Home, athlete_id: str) -> list[Facts]:
    """Return what an athlete has said that exercises train, the last word on each title."""
    said = [entry.statement for entry in read_entries(home, athlete_id) if entry.counts]
    facts = [one.facts for one in said if one.kind == "exercise"]
    return list({_compared(str(one.title)): one for one in facts}.values())


def _compared(title: str) -> str:
    return " ".join(title.casefold().split())


def titles_as_json(rows: list[Row], said: list[Facts]) -> dict[str, Any]:
    """Return titles as a JSON object, and what the athlete has said of some."""
    return {
        "exercises": [row | {"last_on": row["last_on"].isoformat()} for row in rows],
        "told": [{"title": one.title, "trains": one.trains} for one in said],
    }


def print_titles(rows: list[Row], said: list[Facts], athlete_id: str, terminal: Terminal) -> None:
    """Print the titles nobody could put to a programme, then what the athlete has said."""
    told = {_compared(str(one.title)) for one in said}
    unknown = [
        row
        for row in rows
        if row["programme"] in {None, "mixed"} and _compared(row["title"]) not in told
    ]
    if not unknown:
        terminal.say(N_("There is no title whose exercise is not known."))
    for line in _told(unknown, terminal.t):
        typer.echo(line)
    if unknown:
        command = own_command(athlete_id, "exercise", "TITLE", "|".join(TRAINED))
        terminal.say(N_("To say what one trains: {command}"), command=command)
    _print_said(rows, said, terminal)


def _print_said(rows: list[Row], said: list[Facts], terminal: Terminal) -> None:
    """Print what the athlete has said, and what of it no run has read yet."""
    known = {_compared(row["title"]): row for row in rows}
    for one in said:
        row = known.get(_compared(str(one.title)))
        is_read = row is not None and row["is_told"] and row["programme"] == one.trains
        terminal.say(
            NOT_MET if row is None else COUNTS if is_read else COUNTS_LATER,
            title=printable(exercise_name(str(one.title), terminal.t)),
            trains=class_name(one.trains, terminal.t),
        )


def _told(rows: list[Row], t: Translator) -> Iterator[str]:
    for row in rows:
        title = printable(exercise_name(row["title"], t))
        often = t.ngettext("in {n} session", "in {n} sessions", row["sessions"])
        yield f"{title}  ({often}, {t.date(row['last_on'])})"
