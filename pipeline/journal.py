"""What the user has said about days, line by line, never taken back: `journal/NAME.csv`.

Each line is written at once and for good; a line cut short by a power failure is passed
over, the lines before it stand.
"""

import csv
import io
import logging
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.errors import EndsBeforeItBegins, HomeUnwritable, NoSuchMark
from pipeline.files import sync_folder
from pipeline.home import Home, checked_athlete_name

log = logging.getLogger(__name__)

MARKS = ("unknown", "ill", "injured", "seen_by_doctor")
"""What days can be marked as: without data, ill, injured; and when a doctor has looked."""

COLUMNS = ("written_at", "kind", "from_date", "to_date", "note")


def journal_of(home: Home, athlete_id: str) -> Path:
    """Return where an athlete's journal lies."""
    return home.journal / f"{checked_athlete_name(athlete_id)}.csv"


def append_mark(  # noqa: PLR0917 - read aloud in this order: whose, what, from, to, why
    home: Home,
    athlete_id: str,
    kind: str,
    from_date: date,
    to_date: date,
    note: str = "",
    *,
    now: datetime | None = None,
) -> Path:
    """Append a mark and return the journal; the line is on disk by then.

    Parameters
    ----------
    home
        The journal is made if missing.
    athlete_id
        Whose days.
    kind
        One of `MARKS`.
    from_date, to_date
        First and last day, both included.
    note
        Text, kept on one line.
    now
        When it was said; the present where absent.

    Raises
    ------
    BadMark
        If the kind is unknown or the days run backwards.
    HomeUnwritable
        If the disk is full or read-only.
    """
    if kind not in MARKS:
        raise NoSuchMark(kind=kind, known=", ".join(MARKS))
    if to_date < from_date:
        raise EndsBeforeItBegins(from_date=str(from_date), to_date=str(to_date))
    written_at = (now or datetime.now(UTC)).astimezone(UTC).isoformat()
    text = " ".join(note.replace("\0", "").split())
    line = (written_at, kind, from_date.isoformat(), to_date.isoformat(), text)
    journal = journal_of(home, athlete_id)
    _append(journal, line)
    return journal


def read_marks(home: Home, athlete_id: str) -> pl.DataFrame:
    """Return an athlete's marks in the order they were made, after `RAW['marks']`."""
    schema = schemas.RAW["marks"]
    marks = [{"athlete_id": athlete_id, **mark} for mark in _marks(journal_of(home, athlete_id))]
    return schemas.conform(pl.DataFrame(marks, schema=dict(schema)), schema)


def _append(path: Path, cells: tuple[str, ...]) -> None:
    """Append one line in one write, after a line break if the last line lacks one.

    Every cell is quoted: a line that was cut short can then be told from a whole one.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            is_new = file.tell() == 0
            line = _written(cells)
            if is_new:
                line = _written(COLUMNS) + line
            else:
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path.parent)
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def _written(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _marks(path: Path) -> Iterator[dict[str, Any]]:
    """Yield what each whole line of a journal says; other kinds are for other readers."""
    data = path.read_bytes() if path.exists() else b""
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            mark = _mark(line.decode("utf-8-sig"))
        except (ValueError, csv.Error):
            log.warning("%s: line %d is not whole and is passed over", path, number)
            continue
        if mark:
            yield mark


def _mark(line: str) -> dict[str, Any] | None:
    """Return what one line says, null for an empty one, the heading or another kind.

    Raises
    ------
    ValueError, csv.Error
        If the line is not whole.
    """
    cells = next(csv.reader([line], strict=True), [])
    if not cells or cells[0] == COLUMNS[0]:
        return None
    if cells[1:] and cells[1] not in MARKS:
        return None
    written_at, kind, first, last, note = cells
    from_date, to_date = date.fromisoformat(first), date.fromisoformat(last)
    if to_date < from_date:
        raise ValueError(line)
    return {
        "kind": kind,
        "from_date": from_date,
        "to_date": to_date,
        "note": note or None,
        "written_at": datetime.fromisoformat(written_at).astimezone(UTC),
    }
