"""Append-only files: one line in one write, every cell quoted, torn lines passed over.

Excel may have saved such a file since: with semicolons, without quotes, with other line ends
and in its own letters. The heading says what stands between the cells.
"""

import csv
import io
import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.errors import HomeUnwritable
from pipeline.files import sync_folder

log = logging.getLogger(__name__)

LINE_END = re.compile(rb"\r\n?|\n")
HEADING = re.compile(rb'(?:\xef\xbb\xbf)?"?[a-z_]+"?([;,])')


class Line(NamedTuple):
    """One line of a file, counted from 1; null cells could not be read."""

    number: int
    cells: list[str] | None


def append_lines(path: Path, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Append lines in one write, after a line break if the last line lacks one.

    Every cell is quoted: a line that was cut short can then be told from a whole one.

    Parameters
    ----------
    path
        The file; it is made if missing, with `columns` as its heading.
    columns
        What the cells are called.
    lines
        Cells that hold no line breaks.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            is_new = file.tell() == 0
            rows = [columns, *lines] if is_new else lines
            separator, gap = _end_of(file)
            file.write(gap + b"".join(_written(row, separator) for row in rows))
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path.parent)
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def lines_of(path: Path) -> Iterator[Line]:
    """Yield each line, the heading among them; empty lines fall away."""
    data = path.read_bytes()
    separator = _separator(data)
    for number, line in enumerate(LINE_END.split(data), 1):
        try:
            cells = next(csv.reader([_text(line)], delimiter=separator, strict=True), [])
        except (ValueError, csv.Error):
            yield Line(number, None)
            continue
        if any(cells):
            yield Line(number, cells)


def whole_lines(path: Path) -> Iterator[list[str]]:
    """Yield the cells of each whole line; the others are passed over."""
    for number, cells in lines_of(path):
        if cells is None:
            log.warning("%s: line %d is not whole and is passed over", path, number)
        else:
            yield cells


def _text(line: bytes) -> str:
    """Return a line's text; what is no UTF-8 has been saved by Excel on Windows."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252")


def _separator(data: bytes) -> str:
    """Return what stands between the cells of a file, going by its heading."""
    heading = HEADING.match(data)
    return heading[1].decode() if heading else ","


def _end_of(file: IO[bytes]) -> tuple[str, bytes]:
    """Return what separates a file's cells, and what is missing behind its last line."""
    file.seek(0)
    separator = _separator(file.read(100))
    is_empty = file.seek(0, os.SEEK_END) == 0
    if not is_empty:
        file.seek(-1, os.SEEK_END)
    return separator, b"" if is_empty or file.read(1) == b"\n" else b"\n"


def _written(cells: Sequence[str], separator: str) -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(
        cells
    )
    return line.getvalue().encode("utf-8", "replace")
