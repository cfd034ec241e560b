"""`backstride programme`: what runs, what became of it, what is missing, what one consists of."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import typer

from dashboards.i18n import Translator
from dashboards.wording import programme as wording
from dashboards.wording.programme_beside import beside
from flows.console import Terminal
from flows.programme.said import Span, spans_said
from flows.status import wrapped
from pipeline import tables, warehouse
from pipeline.commands import own_command
from pipeline.home import Home
from pipeline.journal.statements import PROGRAMMES
from pipeline.programme import PROGRAMME_DAYS, WANTED_BASELINE_DAYS, programme_week
from pipeline.settings import load_settings

Row = dict[str, Any]


def as_json(home: Home, athlete_id: str) -> Row:
    """Return the programmes told of as a JSON object, with what the last run made of them."""
    judged = _judged(home, athlete_id)
    programmes = [
        {
            "programme": span.programme,
            "started_on": span.started_on.isoformat(),
            "ended_on": span.ended_on and span.ended_on.isoformat(),
            **_plain(judged.get(span.started_on, {})),
        }
        for span in spans_said(home, athlete_id)
    ]
    return {"athlete": athlete_id, "programmes": programmes}


def _plain(row: Row) -> Row:
    names = (
        "verdict",
        "baseline_nrs",
        "last_28_days_nrs",
        "change_nrs",
        "p_value",
        "sessions_done",
        "sessions_planned",
        "adherence_pct",
    )
    return {name: row.get(name) for name in names}


BASELINE = """
    select count(*), coalesce(?::date - min(local_date), 0)
    from fct_pain_days
    where
        athlete_id = ? and body_site = 'low_back'
        and local_date >= ? and local_date < ?
"""


def baseline(home: Home, athlete_id: str, day: date) -> tuple[int, int]:
    """Return how many low-back scores a baseline before a day has, and over how many days.

    Another programme's days are none of it; what the last run has not read is not counted.
    """
    if not home.warehouse.exists():
        return 0, 0
    ends = [span.ended_on for span in spans_said(home, athlete_id) if span.ended_on]
    after = [end + timedelta(1) for end in ends if end < day]
    first = max([day - timedelta(WANTED_BASELINE_DAYS), *after])
    with warehouse.reading(home) as con:
        values = [day, athlete_id, first, day]
        logs, days = con.sql(BASELINE, params=values).fetchall()[0]
    return int(logs), int(days)


def _judged(home: Home, athlete_id: str) -> dict[date, Row]:
    """Return the rows of `fct_programmes` by start; none before the first run."""
    if not home.warehouse.exists():
        return {}
    with warehouse.reading(home) as con:
        rows = tables.read_table(con, "fct_programmes", athlete_id)
    return {row["started_on"]: row for row in rows.to_dicts()}


def print_programmes(home: Home, athlete_id: str, terminal: Terminal) -> None:
    """Print the programmes told of, newest first, and what one consists of."""
    t = terminal.t
    today = load_settings(home).today(athlete_id)
    judged = _judged(home, athlete_id)
    said = spans_said(home, athlete_id)
    for span in reversed(said):
        typer.echo(_heading(span, today, t))
        for line in [*_lines(judged.get(span.started_on), t), *_to_end(span, athlete_id, today, t)]:
            typer.echo(line)
    if not said:
        typer.echo(t.gettext("No strength programme has been told of."))
    for line in _how_to(athlete_id, t):
        typer.echo(line)


def _heading(span: Span, today: date, t: Translator) -> str:
    facts = {
        "programme": wording.programme_name(span.programme, t),
        "date": t.date(span.started_on),
    }
    if span.ended_on is not None:
        return t.gettext("{programme}, {date} to {end}", end=t.date(span.ended_on), **facts)
    if span.started_on > today:
        return t.gettext("{programme}, begins on {date}", **facts)
    week, weeks = programme_week(span.started_on, today), PROGRAMME_DAYS // 7
    if week > weeks:
        return t.gettext("{programme}, since {date} (the eight weeks are over)", **facts)
    return t.gettext(
        "{programme}, since {date} (week {week} of {weeks})", week=week, weeks=weeks, **facts
    )


def _to_end(span: Span, athlete_id: str, today: date, t: Translator) -> list[str]:
    """Return how to say that a programme has ended, once its eight weeks are over."""
    if span.ended_on is not None or (today - span.started_on).days < PROGRAMME_DAYS:
        return []
    sentence = t.gettext(
        "Nobody has said that it ended; if it has: {command}. The answer, the sessions and what comes "
        "3 and 6 months later count from the eight weeks either way.",
        command=own_command(athlete_id, "programme", "stop", "--on", "DATE"),
    )
    return wrapped(sentence)


def _lines(row: Row | None, t: Translator) -> Iterator[str]:
    """Return what the last run made of a programme."""
    if row is None:
        yield from wrapped(t.gettext("Nothing is known of it yet; after the next: backstride run"))
        return
    told = [wording.answer(row, t), *wording.missing(row, t), *beside(row, t), wording.caveat(t)]
    for sentence in told:
        yield from wrapped(sentence)


def _how_to(athlete_id: str, t: Translator) -> Iterator[str]:
    yield ""
    yield t.gettext("Programmes:")
    for programme in PROGRAMMES:
        told = f"{programme}: {wording.programme_name(programme, t)}"
        yield from wrapped(f"{told} - {wording.contents(programme, t)}")
    yield from wrapped(wording.dose(t), indent=0)
    yield from wrapped(wording.before_you_start(t), indent=0)
    yield t.gettext(
        "To begin: {start}. To end: {stop}",
        start=own_command(athlete_id, "programme", "start", "leg"),
        stop=own_command(athlete_id, "programme", "stop"),
    )
