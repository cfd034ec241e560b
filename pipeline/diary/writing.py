"""One row more in a diary, whatever that diary looks like by now; no other cell is touched."""

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.diary import words
from pipeline.diary.problems import DiaryRowTooLong
from pipeline.diary.reading import checked_table
from pipeline.diary.table import Table
from pipeline.diary.words import FIRST_HEADINGS, LOW_BACK

NEW_DIARY = (",".join(FIRST_HEADINGS) + "\n").encode()


def with_cells(data: bytes, said: Mapping[str, Any]) -> bytes:
    """Return a diary's bytes with one row more, in its own columns and separator.

    Parameters
    ----------
    data
        The diary; a new one gets `FIRST_HEADINGS`.
    said
        Column of `schemas.DIARY` -> value; null is not said.

    Raises
    ------
    FileProblem
        If the bytes are no diary.
    BadDiaryEntry
        If a column is missing and cannot be added without changing what a row says.
    """
    table = checked_table(data)
    if not table.headings:
        return with_cells(NEW_DIARY, said)
    cells = _cells(said, table)
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


def _cells(values: Mapping[str, Any], table: Table) -> dict[str, str]:
    """Return column -> text of what an entry says, each on one line.

    Where a diary has no column for the time, the time goes beside the date, so that a
    phone that appends lines finds its columns as they were.
    """
    said = {name: value for name, value in values.items() if value is not None}
    if "local_time" in said and "local_time" not in table.columns:
        said["local_date"] = f"{said['local_date'].isoformat()} {said.pop('local_time')}"
    if said.get("body_site") == LOW_BACK and "body_site" not in table.columns:
        del said["body_site"]
    return {name: text for name, value in said.items() if (text := _text(value, table.separator))}


def _text(value: object, separator: str) -> str:
    """Return a value as it stands in a cell; beside semicolons numbers have commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number_text(value).replace(".", "," if separator == ";" else ".")
    return " ".join(str(value).replace("\0", "").split())


def number_text(value: float) -> str:
    """Return all digits of a number, as few as give it back, and never an exponent."""
    return f"{Decimal(repr(value)).normalize():f}"


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
