"""`backstride programme start` and `stop`: the journal's word on strength programmes."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from flows.whose import athlete_meant, day_meant
from pipeline.errors import BadDate
from pipeline.home import Home
from pipeline.journal import Facts, Spoken, Statement, read_entries, say
from pipeline.journal.statements import PROGRAMMES
from pipeline.programme.problems import (
    AnotherRuns,
    BadStart,
    EndedAlready,
    NoSuchProgramme,
    NothingBegun,
    RunsAlready,
)
from pipeline.settings import load_settings

MOST_DAYS_AHEAD = 92
"""A start may be told before it comes, which is what SCIENCE C.4 asks for."""


class Span(NamedTuple):
    """A programme as the journal tells it; `ended_on` is null while nobody has ended it."""

    programme: str
    started_on: dt.date
    ended_on: dt.date | None


class Told(NamedTuple):
    """A line that was written, and what it is about."""

    said: Spoken
    span: Span


def start(
    home: Home, athlete: str | None, programme: str, *, day: str | None, note: str = ""
) -> Told:
    """Append that a programme begins, today or on another day.

    Raises
    ------
    BadProgramme, UsageError
        If it cannot be; nothing is written then.
    """
    if programme not in PROGRAMMES:
        raise NoSuchProgramme(text=programme, known=", ".join(PROGRAMMES))
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    started_on = _start_meant(day, settings.today(athlete_id))
    for span in spans_said(home, athlete_id):
        if span.started_on <= started_on <= (span.ended_on or dt.date.max):
            raise RunsAlready(
                day=str(started_on), programme=span.programme, since=str(span.started_on)
            )
    span = Span(programme, started_on, None)
    facts = {"action": "start", "programme": programme, "date": started_on}
    return Told(_said(home, athlete_id, facts, note), span)


def stop(
    home: Home, athlete: str | None, programme: str | None, *, day: str | None, note: str = ""
) -> Told:
    """Append that the programme that runs has ended, today or on another day.

    Raises
    ------
    BadProgramme, UsageError
        If none runs, or another; nothing is written then.
    """
    if programme is not None and programme not in PROGRAMMES:
        raise NoSuchProgramme(text=programme, known=", ".join(PROGRAMMES))
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    ended_on = day_meant(day, settings.today(athlete_id))
    span = _running(spans_said(home, athlete_id), ended_on)
    if programme not in {None, span.programme}:
        raise AnotherRuns(
            running=span.programme, since=str(span.started_on), programme=programme or ""
        )
    facts = {"action": "stop", "programme": span.programme, "date": ended_on}
    return Told(_said(home, athlete_id, facts, note), span._replace(ended_on=ended_on))


def _start_meant(text: str | None, today: dt.date) -> dt.date:
    latest = today + dt.timedelta(MOST_DAYS_AHEAD)
    try:
        return day_meant(text, latest) if text else today
    except BadDate as problem:
        raise BadStart(text=text or "", example=str(today), latest=str(latest)) from problem


def _running(spans: list[Span], day: dt.date) -> Span:
    """Return the programme that runs on a day."""
    begun = [span for span in spans if span.started_on <= day]
    if not begun:
        raise NothingBegun(day=str(day))
    span = begun[-1]
    if span.ended_on is not None:
        raise EndedAlready(
            day=str(day),
            programme=span.programme,
            since=str(span.started_on),
            ended=str(span.ended_on),
        )
    return span


def _said(home: Home, athlete_id: str, facts: Mapping[str, object], note: str) -> Spoken:
    return say(home, athlete_id, "programme", facts=Facts.model_validate(facts), note=note)


def spans_said(home: Home, athlete_id: str) -> list[Span]:
    """Return the programmes of an athlete's journal, oldest first, as `int_programme_spans` does.

    One that nobody has ended ends where the next one begins. The rule stands here a second time
    because a command must know of lines no run has read yet and of starts to come, which the
    models have not; a test holds both to the same spans.
    """
    said = [entry.statement for entry in read_entries(home, athlete_id) if entry.counts]
    told = [one for one in said if one.kind == "programme"]
    starts = sorted(
        {one.facts.date: one for one in told if one.facts.action == "start"}.values(), key=_day
    )
    days = [*map(_day, starts), dt.date.max]
    return [
        Span(str(one.facts.programme), since, _end(one, told, until))
        for one, since, until in zip(starts, days, days[1:], strict=False)
    ]


def _day(said: Statement) -> dt.date:
    return said.facts.date or dt.date.max


def _end(begun: Statement, told: list[Statement], next_start: dt.date) -> dt.date | None:
    """Return the first end told on or after a start, at the latest the day before the next."""
    named = {None, begun.facts.programme}
    ends = [
        _day(one)
        for one in told
        if one.facts.action == "stop" and one.facts.programme in named and _day(one) >= _day(begun)
    ]
    if next_start != dt.date.max:
        ends.append(next_start - dt.timedelta(1))
    return min(ends, default=None)
