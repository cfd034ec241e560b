"""What a journal's lines say in their order, which of them count, and which nobody can read.

A line is never taken back by deleting it: an `undo` names the moment it was written at, and
an undo can itself be undone.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import N_, Reason
from pipeline.home import Home, checked_athlete_name
from pipeline.journal.lines import Line, lines_of
from pipeline.journal.statements import FIRST_MOMENT, Statement, statement_of

log = logging.getLogger(__name__)

BROKEN_CLOCK = dt.timedelta(days=366)
"""A line dated further ahead than this says nothing about when it was written."""
UNREADABLE_LINES = N_(
    "{file}: lines that cannot be read: {count}, the first is line {line}. What they say does not "
    "count. Correct or delete them; to see what counts: backstride journal"
)


class Entry(NamedTuple):
    """A line as the journal's reader sees it: its number, and whether it still counts."""

    number: int
    statement: Statement
    counts: bool


def read_entries(home: Home, athlete_id: str) -> list[Entry]:
    """Return all that an athlete has said, in the order it was said.

    Copies of the journal that a sync program set aside are read, too; a line that several of
    them share counts once.
    """
    paths = home.journals().get(checked_athlete_name(athlete_id), [])
    statements = dict.fromkeys(said for path in paths for _, said in _statements(path) if said)
    said = _in_order(list(statements))
    undone = _undone(said)
    return [
        Entry(number, statement, statement.written_at not in undone)
        for number, statement in enumerate(said, 1)
    ]


def problems_of(home: Home) -> list[Reason]:
    """Return for each journal with lines that cannot be read how many, and where the first is."""
    found = []
    for path in (path for paths in home.journals().values() for path in paths):
        lines = [line for line, said in _statements(path) if said is None]
        if lines:
            file = f"{home.journal.name}/{path.name}".encode("utf-8", "replace").decode()
            facts: dict[str, str | int | float] = {"file": file, "count": len(lines)}
            found.append(Reason(UNREADABLE_LINES, facts | {"line": lines[0]}))
    return found


def _statements(path: Path) -> Iterator[tuple[int, Statement | None]]:
    """Yield what each line says that is for this reader, null where it cannot be read."""
    for line in lines_of(path):
        try:
            statement = _statement_in(line)
        except ValueError as problem:
            log.warning("%s: line %d is passed over: %s", path, line.number, problem)
            yield line.number, None
            continue
        if statement:
            yield line.number, statement


def _statement_in(line: Line) -> Statement | None:
    """Return what a line says, null for the heading and for kinds of other readers."""
    if line.cells is None:
        raise ValueError("it is not whole")
    return statement_of(line.cells)


def _in_order(said: Sequence[Statement]) -> list[Statement]:
    """Return statements in the order they were said.

    One dated by a broken clock keeps its place in the file, so that a later word is later.
    """
    latest = latest_moment()
    moments: list[dt.datetime] = []
    for statement in said:
        before = moments[-1] if moments else FIRST_MOMENT
        moments.append(statement.written_at if statement.written_at <= latest else before)
    in_order = sorted(zip(moments, said, strict=True), key=lambda dated: dated[0])
    return [statement for _, statement in in_order]


def latest_moment() -> dt.datetime:
    """Return after when no line can have been written but by a broken clock."""
    return dt.datetime.now(dt.UTC) + BROKEN_CLOCK


def _undone(said: Sequence[Statement]) -> set[dt.datetime]:
    """Return when the lines were written that no longer count, the latest word first."""
    undone: set[dt.datetime] = set()
    for statement in reversed(said):
        target = statement.facts.written_at
        if statement.kind == "undo" and statement.written_at not in undone and target:
            undone.add(target)
    return undone
