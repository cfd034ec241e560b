"""`backstride journal`: everything that has been said, numbered, with what no longer counts."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import typer

from dashboards.i18n import Translator
from dashboards.wording.exercises import exercise_name, exercises_told
from dashboards.wording.programme import programme_name
from dashboards.wording.shoes import cushioning_word
from dashboards.wording.sports import sport_told
from dashboards.wording.strength import class_name
from flows.console import Terminal
from flows.diary.told import MOMENTS
from flows.sessions_found import SHORT_ID
from flows.sessions_list import printable
from pipeline.diary.words import LOW_BACK
from pipeline.errors import N_
from pipeline.journal import MARKS, Entry, Exercise, Facts, Statement

Row = dict[str, Any]

SENTENCES = {
    "exclude": N_("session {session} does not count"),
    "edit": N_("session {session} corrected: {facts}"),
    "same": N_("sessions {session} and {other} are one"),
    "apart": N_("sessions {session} and {other} are two"),
    "add": N_("session added: {facts}"),
    "programme": N_("strength programme: {facts}"),
    "shoe": N_("shoes: {facts}"),
    "exercise": N_("exercise: {facts}"),
    "unlog": N_("diary entry taken back: {facts}"),
    "undo": N_("line {line} taken back"),
}


def as_json(entry: Entry) -> Row:
    """Return a line as a JSON object."""
    said = entry.statement
    return {
        "number": entry.number,
        "counts": entry.counts,
        "written_at": said.written_at.isoformat(),
        "kind": said.kind,
        "from_date": said.from_date and said.from_date.isoformat(),
        "to_date": said.to_date and said.to_date.isoformat(),
        "note": said.note,
        "session": said.session,
        "other": said.other,
        "facts": said.facts.model_dump(mode="json", exclude_none=True),
    }


def print_entries(entries: Iterable[Entry], terminal: Terminal, zone: str) -> None:
    """Print one line for each line, in the runner's own time."""
    said = list(entries)
    if not said:
        terminal.say(N_("Nothing has been said yet."))
    numbers = {entry.statement.written_at: entry.number for entry in said}
    for entry in said:
        written_at = entry.statement.written_at.astimezone(ZoneInfo(zone))
        typer.echo(
            f"{entry.number:>4}  {written_at:%Y-%m-%d %H:%M}  {told(entry, numbers, terminal)}"
        )


def told(entry: Entry, numbers: dict[Any, int], terminal: Terminal) -> str:
    """Return what a line says, its note in quotation marks, and whether it still counts."""
    said = entry.statement
    words = _words(said, numbers, terminal)
    note = f' "{printable(said.note)}"' if said.note else ""
    gone = "" if entry.counts else terminal.t.gettext(" [taken back]")
    return f"{words}{note}{gone}"


def _words(said: Statement, numbers: dict[Any, int], terminal: Terminal) -> str:
    if said.kind in MARKS:
        days = dict.fromkeys((str(said.from_date), str(said.to_date)))
        return f"{said.kind} {' - '.join(days)}"
    return terminal.t.gettext(
        SENTENCES[said.kind],
        session=(said.session or "")[:SHORT_ID],
        other=(said.other or "")[:SHORT_ID],
        facts=facts_told(said.facts, terminal),
        line=numbers.get(said.facts.written_at, "?"),
    )


def facts_told(facts: Facts, terminal: Terminal) -> str:
    """Return a line's numbers with their units."""
    t = terminal.t
    offset = dt.timedelta(seconds=facts.utc_offset_s or 0)
    words = (
        facts.started_at and f"{facts.started_at.astimezone(dt.UTC) + offset:%Y-%m-%d %H:%M}",
        facts.sport and sport_told(facts.sport, facts.sub_sport, t),
        facts.distance_km and t.distance(facts.distance_km, 2),
        facts.duration_min and f"{t.number(facts.duration_min, 1)}\u00a0min",
        facts.exercises and exercises_told(map(_shown, facts.exercises), t),
        facts.trains and _exercise_told(facts, t),
        None if facts.rpe is None else f"RPE {_briefly(facts.rpe, t)}",
        _shoe_told(facts, t) if facts.shoe else facts.action and _programme_told(facts, t),
        facts.date and facts.date.isoformat(),
        facts.time,
        facts.moment and t.gettext(MOMENTS.get(facts.moment, facts.moment)),
        facts.body_site and facts.body_site != LOW_BACK and facts.body_site.replace("_", " "),
        None if facts.pain_nrs is None else t.gettext("pain {n}", n=facts.pain_nrs),
    )
    return ", ".join(word for word in words if word)


def _programme_told(facts: Facts, t: Translator) -> str:
    """Return which programme begins or ends; an end may leave open which."""
    action = {"start": t.gettext("begins"), "stop": t.gettext("ends")}[str(facts.action)]
    name = programme_name(facts.programme, t) if facts.programme else ""
    return f"{name} {action}".strip()


def _shown(exercise: Exercise) -> Exercise:
    """Return an exercise whose title the terminal can show."""
    return exercise.model_copy(update={"title": printable(exercise.title or "")})


def _exercise_told(facts: Facts, t: Translator) -> str:
    """Return what an exercise trains, in the runner's own word."""
    trains = class_name(facts.trains, t)
    return f"{printable(exercise_name(str(facts.title), t))}: {trains}"


def _shoe_told(facts: Facts, t: Translator) -> str:
    """Return which pair is put on or retired, and what more is said of it."""
    action = {"start": t.gettext("in use"), "stop": t.gettext("retired")}[str(facts.action)]
    limit, before = facts.limit_km, facts.km_before
    words = (
        f"{printable(str(facts.shoe))}: {action}",
        facts.cushioning
        and t.gettext("cushioning {word}", word=cushioning_word(facts.cushioning, t)),
        None if limit is None else t.gettext("own limit {km}", km=t.distance(limit, 0)),
        None if before is None else t.gettext("{km} before", km=t.distance(before, 0)),
    )
    return ", ".join(word for word in words if word)


def _briefly(value: float, t: Translator) -> str:
    return t.number(value, 0 if value == round(value) else 1)
