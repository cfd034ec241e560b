"""Append-only files: one line in one write, every cell quoted, torn lines passed over."""

import csv
import io
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import HomeUnwritable
from pipeline.files import sync_folder

log = logging.getLogger(__name__)


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
    written = b"".join(map(_written, lines))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            is_new = file.tell() == 0
            if is_new:
                written = _written(columns) + written
            else:
                file.seek(-1, os.SEEK_END)
                written = written if file.read(1) == b"\n" else b"\n" + written
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path.parent)
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def whole_lines(path: Path) -> Iterator[list[str]]:
    """Yield the cells of each whole line, the heading among them; empty lines fall away."""
    data = path.read_bytes() if path.exists() else b""
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            cells = next(csv.reader([line.decode("utf-8-sig")], strict=True), [])
        except (ValueError, csv.Error):
            log.warning("%s: line %d is not whole and is passed over", path, number)
            continue
        if cells:
            yield cells


def _written(cells: Sequence[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
