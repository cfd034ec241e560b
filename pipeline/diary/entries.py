"""One entry more in the live diary, whatever that diary looks like by now."""

import csv
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pipeline.diary import words
from pipeline.diary.cells import HIGHEST
from pipeline.diary.problems import (
    DiaryRowTooLong,
    NoSuchMoment,
    NothingSaid,
    NotOnScale,
    NotThatDiary,
)
from pipeline.diary.reading import checked_table
from pipeline.diary.table import Table
from pipeline.diary.words import LOW_BACK
from pipeline.errors import FileProblem, HomeUnwritable
from pipeline.files import work_of, write_atomically
from pipeline.home import Home, checked_athlete_name, files_by_name

if sys.platform != "win32":
    import fcntl

MOMENTS = tuple(dict.fromkeys(words.MOMENTS.values()))

NEW_DIARY = (",".join(words.HEADINGS.values()) + "\n").encode()


@dataclass(frozen=True)
class DiaryEntry:
    """What a runner says at one moment; the columns of `schemas.DIARY`.

    Raises
    ------
    BadDiaryEntry
        If a rating is not on its scale, or nothing is said.
    """

    local_date: date
    local_time: str | None = None
    moment: str | None = None
    body_site: str = LOW_BACK
    side: str | None = None
    pain_nrs: int | None = None
    leg_pain: bool | None = None
    quality: str | None = None
    altered_stride: bool | None = None
    run_capability: float | None = None
    rpe: float | None = None
    medication: str | None = None
    red_flags: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what a diary could not be read back with."""
        ratings = {"pain": self.pain_nrs, "run_capability": self.run_capability, "rpe": self.rpe}
        for column, value in ratings.items():
            if value is not None and not 0 <= value <= HIGHEST:
                raise NotOnScale(column=column, value=value)
        if self.moment is not None and self.moment not in MOMENTS:
            raise NoSuchMoment(value=self.moment)
        says_else = self.red_flags or self.leg_pain or self.altered_stride
        if not says_else and all(value is None for value in ratings.values()):
            raise NothingSaid


def live_diary(home: Home, athlete_id: str) -> Path:
    """Return where an athlete's own diary lies."""
    return home.diary / f"{checked_athlete_name(athlete_id)}.csv"


def diaries(home: Home) -> list[tuple[str, Path]]:
    """Return athlete and file of every live diary there is.

    A copy that a sync program set aside (`me.sync-conflict-...csv`, `me (conflicted copy).csv`)
    is its athlete's, too: rows are merged by key. Folders and links to nowhere are nobody's.
    """
    files = files_by_name(home.diary)
    return [(owner, path) for owner, ending, path in files if ending.endswith(".csv")]


def append_entry(path: Path, entry: DiaryEntry) -> None:
    """Append an entry to a diary, made if missing; no other cell is touched.

    The file is replaced in one step, under a lock against other writers on this machine;
    a link to a synced folder stays a link, and that folder never sees half a diary.

    Raises
    ------
    BadDiaryEntry
        If the file is there but is no diary.
    HomeUnwritable
        If the disk is full or read-only.
    """
    diary = path.resolve()
    with _alone_in(diary.parent):
        try:
            data = diary.read_bytes() if diary.exists() else b""
            write_atomically(diary, with_entry(data, entry), work=work_of(path))
        except FileProblem as problem:
            raise NotThatDiary(path=str(path)) from problem
        except OSError as problem:
            raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def with_entry(data: bytes, entry: DiaryEntry) -> bytes:
    """Return a diary's bytes with one entry more, in its own columns and separator.

    Raises
    ------
    FileProblem
        If the bytes are no diary.
    BadDiaryEntry
        If a column is missing and cannot be added without changing what a row says.
    """
    table = checked_table(data)
    if not table.headings:
        return with_entry(NEW_DIARY, entry)
    cells = _cells(entry, table)
    missing = [name for name in cells if name not in table.columns]
    if missing:
        data = _with_columns(table, [words.HEADINGS[name] for name in missing])
        table = checked_table(data)
    row = [""] * len(table.headings)
    for name, text in cells.items():
        row[table.columns[name][0]] = text
    if not table.lines.texts[-1].endswith(("\n", "\r")):
        data += _line_end(table).encode(_codec(table))
    return data + _encoded(_written(table, row), _codec(table))


def _cells(entry: DiaryEntry, table: Table) -> dict[str, str]:
    """Return column -> text of what an entry says, each on one line.

    Where a diary has no column for the time, the time goes beside the date, so that a
    phone that appends lines finds its columns as they were.
    """
    said = {name: value for name, value in asdict(entry).items() if value is not None}
    if entry.local_time and "local_time" not in table.columns:
        said["local_date"] = f"{entry.local_date.isoformat()} {said.pop('local_time')}"
    if entry.body_site == LOW_BACK and "body_site" not in table.columns:
        del said["body_site"]
    return {name: text for name, value in said.items() if (text := _text(value, table.separator))}


def _text(value: object, separator: str) -> str:
    """Return a value as it stands in a cell; beside semicolons numbers have commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if separator == ";" else ".")
    return " ".join(str(value).replace("\0", "").split())


def _with_columns(table: Table, headings: Sequence[str]) -> bytes:
    """Return a diary with more columns behind the last one, all else as it was."""
    texts = list(table.lines.texts)
    for row in table.rows():
        fitted = table.fitted(row.cells) if row.cells else []
        if fitted is None:
            raise DiaryRowTooLong(line=row.line)
        if row.cells and any(cell.strip() for cell in row.cells[len(fitted) :]):
            texts[row.line - 1] = _written(table, fitted)
            texts[row.line : row.last_line] = [""] * (row.last_line - row.line)
    last = table.header.last_line - 1
    heading = texts[last].rstrip("\r\n")
    texts[last] = table.separator.join([heading, *headings]) + _line_end(table)
    lines = zip(texts, table.lines.codecs, strict=True)
    return table.lines.mark + b"".join(text.encode(codec) for text, codec in lines)


def _written(table: Table, cells: Sequence[str]) -> str:
    """Return one row as a line of the file, quoted where it must be."""
    line = io.StringIO()
    csv.writer(line, delimiter=table.separator, lineterminator=_line_end(table)).writerow(cells)
    return line.getvalue()


def _line_end(table: Table) -> str:
    heading = table.lines.texts[table.header.last_line - 1]
    return heading[len(heading.rstrip("\r\n")) :] or "\n"


def _codec(table: Table) -> str:
    """Return the encoding of the last line that is not plain UTF-8, if there is one."""
    return next((codec for codec in reversed(table.lines.codecs) if codec != "utf-8"), "utf-8")


def _encoded(text: str, codec: str) -> bytes:
    """Return a line's bytes; a letter the file's encoding lacks makes this line UTF-8."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder against other writers of this machine, without a file of its own."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if sys.platform == "win32":
            yield
            return
        handle = os.open(folder, os.O_RDONLY)
    except OSError as problem:
        raise HomeUnwritable(path=str(folder), problem=str(problem.strerror)) from problem
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
