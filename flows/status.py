"""`backstride status`: the page's first answers, in the terminal and as JSON."""

import textwrap
from collections.abc import Iterator
from typing import Any

import typer

from dashboards import wording
from dashboards.facts import is_silent
from dashboards.i18n import Translator
from flows.console import Terminal
from flows.judged_day import JudgedDay, judged_day
from flows.sessions_found import asked
from flows.shoes.reminding import reminders
from pipeline import tables
from pipeline.home import Home

Row = dict[str, Any]

WIDTH = 96
NO_BREAK = "\u00a0"


def statuses(home: Home, athlete_id: str | None) -> list[JudgedDay]:
    """Return every athlete's status of today, or one athlete's.

    Raises
    ------
    NoWarehouse
        Before the first run.
    UnknownAthlete
        If nobody is called so.
    """
    with asked(home, athlete_id) as con:
        athletes = tables.rows_of(con, "from dim_athletes order by athlete_id").to_dicts()
        return [
            judged_day(con, athlete, athlete["today"])
            for athlete in athletes
            if athlete_id in (None, athlete["athlete_id"])
        ]


def as_json(one: JudgedDay) -> Row:
    """Return the JSON object of the contract; a reason's level says whether it counts."""
    plan = one.plan or {}
    week = [plan.get("week_low_km"), plan.get("week_high_km")]
    return {
        "athlete": one.athlete["athlete_id"],
        "local_date": one.athlete["today"].isoformat(),
        "level": one.level,
        "reasons": one.reasons(),
        "next_run_max_km": plan.get("next_run_max_km"),
        "week_km": None if week[1] is None else week,
    }


def print_status(found: list[JudgedDay], terminal: Terminal) -> None:
    """Print level, reasons and plan, one athlete after the other."""
    for one in found:
        for line in _lines(one, terminal.t.in_units(one.athlete["units"])):
            typer.echo(line)
        typer.echo()
    typer.echo(wording.signal_note(terminal.t))


def _lines(one: JudgedDay, t: Translator) -> Iterator[str]:
    yield headline(one, t)
    yield from wrapped(_above_reasons(one, t))
    yield from _reasons(one, t)
    for sentence in wording.missing_halves(one.status, one.athlete, t, one.signals):
        yield from wrapped(sentence)
    yield from wrapped(t.gettext("  Next run: {km}", km=wording.next_run(one.plan, t)))
    yield from wrapped(t.gettext("  Next 7 days: {km}", km=wording.next_week(one.plan, t)))
    yield from _rest(one, t)
    for line in reminders(one.shoes, t):
        yield from wrapped(line)


def _reasons(one: JudgedDay, t: Translator) -> Iterator[str]:
    """Return the signals, each with one thing to do; what two of them ask is told once."""
    told = set()
    for flag in one.flags:
        yield from signal_lines(flag, t)
        action = wording.action_sentence(flag, t, one.plan)
        if action not in told:
            yield from wrapped(f"→ {action}", indent=4)
        told.add(action)


def _rest(one: JudgedDay, t: Translator) -> Iterator[str]:
    """Return which day of its rest the back has come to, and what eases it meanwhile.

    What is done about a signal of pain says the latter already.
    """
    plan = one.plan or {}
    if plan.get("asks_for_doctor"):
        yield from wrapped(wording.see_a_doctor(t))
    if plan.get("rest_until"):
        yield from wrapped(wording.next_run_note(plan, t))
        if not any(flag["family"] in wording.PAIN_FAMILIES for flag in one.flags):
            yield from wrapped(wording.relief_advice(t))


def _above_reasons(one: JudgedDay, t: Translator) -> str:
    """Return what is said before the reasons, which speak for themselves where there are any."""
    if any(flag["level"] != "info" for flag in one.flags):
        return " ".join(wording.above_reasons(one.status, one.flags, t, one.plan))
    return " ".join(wording.status_sentences(one.status, one.flags, one.athlete, t, one.plan))


def headline(one: JudgedDay, t: Translator) -> str:
    """Return whose day it is, its date, and the word of its level."""
    icon, word = wording.status_word(
        wording.shown_level(one.status, one.athlete),
        one.headline_family,
        t,
        is_silent=is_silent(one.athlete),
        is_resting=bool((one.plan or {}).get("rest_until")),
    )
    return f"{one.athlete['display_name']}, {t.date(one.athlete['today'])}: {icon} {word}"


def signal_lines(flag: Row, t: Translator) -> Iterator[str]:
    """Return a signal: its value, limit and evidence, what was seen, and what clears it."""
    icon, word = wording.flag_word(flag, t)
    letter = t.gettext("evidence {letter}", letter=flag["evidence"]).replace(" ", NO_BREAK)
    numbers = (word, wording.value_text(flag, t), wording.limit_text(flag, t), letter)
    name = wording.family_name(flag["family"], t)
    yield from wrapped(f"{icon} {name}: {', '.join(filter(None, numbers))}")
    for sentence in _seen(flag, t):
        yield from wrapped(sentence, indent=4)


def _seen(flag: Row, t: Translator) -> list[str]:
    """Return what was seen and what ends it; each open warning sign has a line of its own."""
    clearing = wording.clearing_sentence(flag, t)
    if flag["family"] == "red_flag":
        return [*wording.open_signs(flag, t), clearing]
    return [f"{wording.reason_sentence(flag, t)} {clearing}"]


def wrapped(sentence: str, indent: int = 2, *, hanging: int | None = None) -> list[str]:
    """Return a sentence as lines that fit a narrow terminal.

    Parameters
    ----------
    sentence
        What is said; nothing makes no line.
    indent
        Blanks before the first line.
    hanging
        Blanks before the others, where there are more than that.
    """
    return textwrap.wrap(
        sentence,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_on_hyphens=False,
        break_long_words=False,
    )
