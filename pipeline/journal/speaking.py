"""To say something: one more line, whoever else speaks at the same moment."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from pipeline.errors import HomeUnwritable
from pipeline.home import Home
from pipeline.journal.lines import append_lines
from pipeline.journal.problems import (
    EndsBeforeItBegins,
    JournalBusy,
    NoSuchLine,
    NoSuchMark,
    NoteTooLong,
    NothingToTakeBack,
    TakenBackAlready,
)
from pipeline.journal.reading import Entry, latest_moment, read_entries
from pipeline.journal.statements import COLUMNS, MARKS, Facts, Statement, journal_of

LONGEST_NOTE = 10_000
"""Characters: what a reader of CSV still takes as one cell."""
PATIENCE_S = 30
A_MOMENT = dt.timedelta(microseconds=1)


class Spoken(NamedTuple):
    """A line that has been written: whose, where, and by which number it can be taken back."""

    athlete_id: str
    path: Path
    number: int


def say(
    home: Home,
    athlete_id: str,
    kind: str,
    *,
    session: str | None = None,
    other: str | None = None,
    facts: Facts | None = None,
    note: str = "",
    from_date: dt.date | None = None,
    to_date: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Spoken:
    """Append a line to an athlete's journal; it is on disk by then.

    Parameters
    ----------
    home
        The journal is made if missing.
    athlete_id
        Whose journal.
    kind
        One of `KINDS`, with what it needs in the other parameters.
    session, other
        Full ids of sessions.
    facts
        Numbers.
    note
        Text, kept on one line.
    from_date, to_date
        First and last day of a mark.
    now
        When it was said; the present where absent.

    Raises
    ------
    NoteTooLong
        If the note would not be read back.
    HomeUnwritable, JournalBusy
        If the disk is full or read-only, or somebody else writes without end.
    """
    said = Statement(
        written_at=(now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC),
        kind=kind,
        from_date=from_date,
        to_date=to_date,
        note=_one_line(note),
        session=session,
        other=other,
        facts=facts or Facts(),
    )
    path = journal_of(home, athlete_id)
    with _alone(home, path):
        entries = read_entries(home, athlete_id)
        append_lines(path, COLUMNS, [_later(said, entries).cells()])
    return Spoken(athlete_id, path, len(entries) + 1)


def append_mark(  # noqa: PLR0917 - read aloud in this order: whose, what, from, to, why
    home: Home,
    athlete_id: str,
    kind: str,
    from_date: dt.date,
    to_date: dt.date,
    note: str = "",
    *,
    now: dt.datetime | None = None,
) -> Spoken:
    """Append a mark of days.

    Raises
    ------
    BadMark
        If the kind is unknown or the days run backwards.
    HomeUnwritable, JournalBusy, NoteTooLong
        See `say`.
    """
    if kind not in MARKS:
        raise NoSuchMark(kind=kind, known=", ".join(MARKS))
    if to_date < from_date:
        raise EndsBeforeItBegins(from_date=str(from_date), to_date=str(to_date))
    return say(home, athlete_id, kind, from_date=from_date, to_date=to_date, note=note, now=now)


def take_back(
    home: Home, athlete_id: str, number: int | None = None, *, now: dt.datetime | None = None
) -> tuple[Spoken, Entry]:
    """Take back a line, and return what was written and what no longer counts.

    Parameters
    ----------
    home, athlete_id
        Whose journal.
    number
        Of the line. Where absent, the last that counts and is no undo itself, so that
        saying it again walks back line by line; an undo is taken back by its number.
    now
        When it was said; the present where absent.

    Raises
    ------
    NothingToTakeBack, NoSuchLine, TakenBackAlready
        If there is no such line that counts.
    """
    entries = read_entries(home, athlete_id)
    taken = _last(home, athlete_id, entries) if number is None else _at(number, entries, home)
    facts = Facts(written_at=taken.statement.written_at)
    return say(home, athlete_id, "undo", facts=facts, now=now), taken


def _last(home: Home, athlete_id: str, entries: list[Entry]) -> Entry:
    for entry in reversed(entries):
        if entry.counts and entry.statement.kind != "undo":
            return entry
    raise NothingToTakeBack(path=str(journal_of(home, athlete_id)))


def _at(number: int, entries: list[Entry], home: Home) -> Entry:
    if not 1 <= number <= len(entries):
        raise NoSuchLine(number=number, last=len(entries), folder=str(home.journal))
    if not entries[number - 1].counts:
        raise TakenBackAlready(number=number)
    return entries[number - 1]


def _one_line(note: str) -> str | None:
    """Return a note without line breaks, in letters every file can hold.

    Raises
    ------
    NoteTooLong
        If it would not be read back.
    """
    text = " ".join(note.encode("utf-8", "replace").decode().replace("\0", "").split())
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong(length=len(text), longest=LONGEST_NOTE)
    return text or None


def _later(said: Statement, entries: list[Entry]) -> Statement:
    """Return a statement as said after all before it, whatever the clock shows.

    The moment is what an undo names a line by, and the later word on a matter counts.
    """
    latest = latest_moment()
    moments = [entry.statement.written_at for entry in entries]
    earliest = [moment + A_MOMENT for moment in moments if moment <= latest]
    return replace(said, written_at=max([said.written_at, *earliest]))


@contextmanager
def _alone(home: Home, path: Path) -> Iterator[None]:
    """Hold all journals for one line; not the run's lock, so one can speak during a run."""
    try:
        home.work.mkdir(parents=True, exist_ok=True)
        with FileLock(home.work / "journal.lock", timeout=PATIENCE_S):
            yield
    except Timeout as problem:
        raise JournalBusy(path=str(path)) from problem
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem
