"""What one line of a journal says, and which lines count.

A line is never taken back by deleting it: an `undo` names the moment it was written at, and
an undo can itself be undone.
"""

import datetime as dt
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pipeline.home import Home, checked_athlete_name
from pipeline.journal.lines import whole_lines

log = logging.getLogger(__name__)

MARKS = ("unknown", "ill", "injured", "seen_by_doctor")
"""What days can be marked as: without data, ill, injured; and when a doctor has looked."""

PAIRS = ("same", "apart")
KINDS = (*MARKS, *PAIRS, "exclude", "edit", "add", "undo")

COLUMNS = ("written_at", "kind", "from_date", "to_date", "note", "session", "other", "facts")
FIRST_COLUMNS = 5
"""So many cells had a line when there were only marks; such lines are still read."""

SESSION_ID = re.compile(r"[0-9a-f]{16}")
EARLIEST = dt.date(1990, 1, 1)
FIRST_MOMENT = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
LAST_MOMENT = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
"""What was said or run lies between these, wherever on earth."""
MOST_KM = 500.0
MOST_MIN = 48 * 60.0
WORD = r"^[a-z][a-z0-9_]{0,39}$"


class Facts(BaseModel):
    """What a line says in numbers; what a later version adds to it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    started_at: AwareDatetime | None = Field(default=None, ge=FIRST_MOMENT, lt=LAST_MOMENT)
    utc_offset_s: int | None = Field(default=None, gt=-86_400, lt=86_400)
    sport: str | None = Field(default=None, pattern=WORD)
    sub_sport: str | None = Field(default=None, pattern=WORD)
    distance_km: float | None = Field(default=None, gt=0, le=MOST_KM)
    duration_min: float | None = Field(default=None, gt=0, le=MOST_MIN)
    rpe: float | None = Field(default=None, ge=0, le=10)
    date: dt.date | None = Field(default=None, ge=EARLIEST)
    written_at: AwareDatetime | None = None

    def written(self) -> str:
        """Return a compact JSON object of what is known."""
        return self.model_dump_json(exclude_none=True)


@dataclass(frozen=True)
class Statement:
    """One line.

    Attributes
    ----------
    written_at
        When it was said, in UTC.
    kind
        One of `KINDS`.
    from_date, to_date
        First and last day of a mark, both included.
    note
        In the runner's own words.
    session, other
        Full ids of the sessions it is about.
    facts
        Its numbers.
    """

    written_at: dt.datetime
    kind: str
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    note: str | None = None
    session: str | None = None
    other: str | None = None
    facts: Facts = field(default_factory=Facts)

    def cells(self) -> tuple[str, ...]:
        """Return its line."""
        return (
            self.written_at.isoformat(),
            self.kind,
            self.from_date.isoformat() if self.from_date else "",
            self.to_date.isoformat() if self.to_date else "",
            self.note or "",
            self.session or "",
            self.other or "",
            self.facts.written(),
        )


class Entry(NamedTuple):
    """A line as the journal's reader sees it: its number, and whether it still counts."""

    number: int
    statement: Statement
    counts: bool


def journal_of(home: Home, athlete_id: str) -> Path:
    """Return where an athlete's journal lies."""
    return home.journal / f"{checked_athlete_name(athlete_id)}.csv"


def read_entries(home: Home, athlete_id: str) -> list[Entry]:
    """Return all that an athlete has said, in the order it was said."""
    path = journal_of(home, athlete_id)
    said = sorted(_statements(path), key=lambda statement: statement.written_at)
    undone = _undone(said)
    return [
        Entry(number, statement, statement.written_at not in undone)
        for number, statement in enumerate(said, 1)
    ]


def _statements(path: Path) -> Iterator[Statement]:
    """Yield what each whole line says; a line that two copies of a journal share counts once."""
    seen = set()
    for cells in whole_lines(path):
        try:
            statement = statement_of(cells)
        except ValueError as problem:
            log.warning("%s: passed over, it makes no sense: %s (%s)", path, cells, problem)
            continue
        if statement and tuple(cells) not in seen:
            seen.add(tuple(cells))
            yield statement


def _undone(said: Sequence[Statement]) -> set[dt.datetime]:
    """Return when the lines were written that no longer count, the latest word first."""
    undone: set[dt.datetime] = set()
    for statement in reversed(said):
        target = statement.facts.written_at
        if statement.kind == "undo" and statement.written_at not in undone and target:
            undone.add(target)
    return undone


def statement_of(cells: Sequence[str]) -> Statement | None:
    """Return what one line says, null for the heading and for kinds of other readers.

    Raises
    ------
    ValueError
        If the line is not whole or says something impossible.
    """
    if cells[0] == COLUMNS[0] or (len(cells) > 1 and cells[1] not in KINDS):
        return None
    if len(cells) not in (FIRST_COLUMNS, len(COLUMNS)):
        raise ValueError("a cell is missing")
    written_at, kind, first, last, note, session, other, facts = (
        *cells,
        *[""] * (len(COLUMNS) - len(cells)),
    )
    said = Statement(
        written_at=_moment(written_at),
        kind=kind,
        from_date=dt.date.fromisoformat(first) if first else None,
        to_date=dt.date.fromisoformat(last) if last else None,
        note=note or None,
        session=session or None,
        other=other or None,
        facts=Facts.model_validate_json(facts) if facts else Facts(),
    )
    if not is_whole(said):
        raise ValueError("something is missing")
    return said


def _moment(text: str) -> dt.datetime:
    """Return when a line was written, in UTC; a time without a zone is this computer's."""
    written_at = dt.datetime.fromisoformat(text)
    if not FIRST_MOMENT.year <= written_at.year < LAST_MOMENT.year:
        raise ValueError(text)
    return written_at.astimezone(dt.UTC)


def is_whole(said: Statement) -> bool:
    """Tell whether a line has what its kind needs."""
    facts = said.facts
    ids = [text for text in (said.session, said.other) if text is not None]
    if not all(SESSION_ID.fullmatch(text) for text in ids):
        return False
    if said.kind in MARKS:
        return bool(said.from_date and said.to_date and said.from_date <= said.to_date)
    if said.kind == "add":
        has_size = facts.distance_km is not None or facts.duration_min is not None
        return (
            bool(facts.started_at and facts.utc_offset_s is not None and facts.sport) and has_size
        )
    if said.kind == "undo":
        return facts.written_at is not None and facts.written_at < said.written_at
    if said.kind in PAIRS:
        return said.session is not None and len(set(ids)) > 1
    return said.session is not None and (said.kind == "exclude" or facts != Facts())
