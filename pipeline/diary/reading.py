"""A diary becomes entries; a row that cannot be one says why, with its line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.diary import cells
from pipeline.diary.cells import RefusedRowError
from pipeline.diary.done import other_sport, tag
from pipeline.diary.meanings import several_words, signs, word
from pipeline.diary.problems import DiaryWithoutDate, NotADiary
from pipeline.diary.stamps import Order, order_of, stamped
from pipeline.diary.table import Row, Table, table_of
from pipeline.diary.words import LONGEST_CELL, LOW_BACK, QUALITIES, SIDES, SITES, STAMP
from pipeline.errors import Reason, UnreadableFile

HEAD_BYTES = 8192
SHOWN_HEADINGS = 12
TASKS = tuple(f"psfs_{number}" for number in range(1, 6))
KEY = ("local_date", "local_time", "moment", "body_site")
"""What tells one entry of an athlete from another."""
UNSAID = frozenset((*KEY, "side", "leg_pain", "altered_stride", "note", "line"))

Entry = dict[str, Any]

READERS: Mapping[str, Callable[[str], Any]] = {
    "moment": cells.moment,
    "pain_nrs": cells.pain,
    **{task: partial(cells.scale, task) for task in TASKS},
    "run_capability": partial(cells.scale, "run_capability"),
    "body_site": partial(word, words=SITES),
    "side": partial(word, words=SIDES),
    "leg_pain": partial(cells.yes_or_no, "leg_pain"),
    "quality": partial(several_words, words=QUALITIES),
    "altered_stride": partial(cells.yes_or_no, "altered_stride"),
    "rpe": partial(cells.scale, "rpe"),
    "medication": cells.unless_no,
    "red_flags": signs,
    "note": str,
    "sitting_h": partial(cells.hours, "sitting_h"),
    "sleep_h": partial(cells.hours, "sleep_h"),
    **dict.fromkeys(("lifting", "strength", "core", "warm_up", "drills", "shoe"), tag),
    "cross_training": other_sport,
}
"""Column -> how its cell is read, in the order in which what is wrong is told."""

WHOLE = (str, signs, tag, other_sport, cells.unless_no)
"""What keeps all letters of a cell; the other readers search only the first of a long one."""


@dataclass(frozen=True)
class DiaryRead:
    """What a diary says.

    Attributes
    ----------
    entries
        One row per entry, after `schemas.DIARY`.
    refused
        One row per line that could not be read, after `schemas.DIARY_REFUSED`.
    """

    entries: pl.DataFrame
    refused: pl.DataFrame


def is_diary(data: bytes) -> bool:
    """Tell by the heading alone whether a file is a pain diary."""
    try:
        return "pain_nrs" in table_of(data[:HEAD_BYTES]).columns
    except UnreadableFile:
        return False


def parse_diary(data: bytes, today: date) -> DiaryRead:
    """Read a diary row by row; a bad row costs only itself.

    Parameters
    ----------
    data
        A CSV as a phone, a spreadsheet or a person writes it; a file without any text
        holds no entries.
    today
        The athlete's calendar date; entries after it are refused.

    Raises
    ------
    NotADiary
        If there is no pain column.
    DiaryWithoutDate
        If there is no date column.
    UnreadableFile
        If the bytes are no text.
    """
    table = checked_table(data)
    rows = list(table.rows())
    order = _order_of(table, rows)
    entries, refused = [], []
    for row in rows:
        try:
            entries.append(_entry(_said(table, row), today, order) | {"line": row.line})
        except RefusedRowError as problem:
            reason = Reason(problem.template, {"line": row.line, **problem.facts})
            refused.append(_refusal(row.line, reason))
    _complete(entries)
    return DiaryRead(
        schemas.conform(pl.DataFrame(entries, schema=dict(schemas.DIARY)), schemas.DIARY),
        schemas.conform(
            pl.DataFrame(refused, schema=dict(schemas.DIARY_REFUSED)), schemas.DIARY_REFUSED
        ),
    )


def checked_table(data: bytes) -> Table:
    """Return a diary's table, known to have a day and a pain column or no text at all.

    Raises
    ------
    NotADiary, DiaryWithoutDate, UnreadableFile
        As `parse_diary` says.
    """
    table = table_of(data)
    found = ", ".join(cells.shown(heading) for heading in table.headings[:SHOWN_HEADINGS])
    if table.headings and "pain_nrs" not in table.columns:
        raise NotADiary(columns=found)
    if table.headings and not table.days:
        raise DiaryWithoutDate(columns=found)
    return table


def _refusal(line: int, reason: Reason) -> dict[str, Any]:
    return {
        "line": line,
        "reason": reason.told(),
        "reason_template": reason.template,
        "reason_facts": reason.facts_json(),
    }


def _order_of(table: Table, rows: Sequence[Row]) -> Order | None:
    """Return in which order a form writes day and month, if it writes when it was sent."""
    places = table.columns.get(STAMP, [])
    return order_of(
        row.cells[place].strip()
        for row in rows
        for place in places
        if row.cells and place < len(row.cells)
    )


def _said(table: Table, row: Row) -> Entry:
    """Return what a row says, column by column: the first cell of a name that is not empty."""
    if row.cells is None:
        raise RefusedRowError(cells.NEVER_CLOSED)
    fitted = table.fitted(row.cells)
    if fitted is None:
        found, expected = len(row.cells), len(table.headings)
        raise RefusedRowError(cells.TOO_MANY_CELLS, found=found, expected=expected)
    said: Entry = {}
    for column, places in table.columns.items():
        for place in places:
            if text := cells.clean(fitted[place]):
                said[column] = text if READERS.get(column) in WHOLE else text[:LONGEST_CELL]
                break
    return said


def _entry(said: Entry, today: date, order: Order | None) -> Entry:
    """Return one row's entry, or raise what is wrong with it."""
    if STAMP in said and "local_date" not in said:
        local_date, time_beside_date = stamped(said[STAMP], today, order)
    else:
        local_date, time_beside_date = cells.day(said.get("local_date", ""), today)
    entry: Entry = {
        "local_date": local_date,
        "local_time": cells.time_of_day(said.get("local_time") or time_beside_date),
        "body_site": LOW_BACK,
    }
    for column, read in READERS.items():
        if column not in said:
            continue
        value = read(said[column])
        if value is not None or column == "pain_nrs":
            entry[column] = value
    if rated := [entry[task] for task in TASKS if task in entry]:
        entry.setdefault("run_capability", sum(rated) / len(rated))
    if not says_something(entry):
        raise RefusedRowError(cells.PAIN_EMPTY)
    return entry


def says_something(entry: Mapping[str, Any]) -> bool:
    """Tell whether a row gives pain, or without it what must not be lost all the same.

    Where, when and a note alone are no entry; nor is a no to what pain alone can do.
    """
    given = {column for column, value in entry.items() if value not in (None, "")}
    is_answered = bool(entry.get("leg_pain") or entry.get("altered_stride"))
    return is_answered or not given <= UNSAID


def _complete(entries: Sequence[Entry]) -> None:
    """Let rows of one moment complete each other where one says nothing of pain.

    A line about sleep must not take the place of the line with that morning's pain. Rows with a
    score stand for themselves, as those with a dash do: of two of them the later is a correction.
    """
    latest: dict[tuple[Any, ...], Entry] = {}
    for entry in entries:
        key = tuple(entry.get(column) for column in KEY)
        before = latest.get(key)
        if before and ("pain_nrs" not in entry or "pain_nrs" not in before):
            entry.update({name: told for name, told in before.items() if name not in entry})
        latest[key] = entry
