"""A diary becomes entries; a row that cannot be one says why, with its line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.diary import cells
from pipeline.diary.cells import RefusedRowError
from pipeline.diary.problems import DiaryWithoutDate, NotADiary
from pipeline.diary.table import Row, Table, table_of
from pipeline.diary.words import LOW_BACK, QUALITIES, SIDES, SITES
from pipeline.errors import Reason, UnreadableFile

HEAD_BYTES = 8192
SHOWN_HEADINGS = 12
TASKS = tuple(f"psfs_{number}" for number in range(1, 6))


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
    entries, refused = [], []
    for row in table.rows():
        try:
            entries.append(_entry(table, row, today) | {"line": row.line})
        except RefusedRowError as problem:
            reason = Reason(problem.template, {"line": row.line, **problem.facts})
            refused.append(_refusal(row.line, reason))
    return DiaryRead(
        schemas.conform(pl.DataFrame(entries, schema=dict(schemas.DIARY)), schemas.DIARY),
        schemas.conform(
            pl.DataFrame(refused, schema=dict(schemas.DIARY_REFUSED)), schemas.DIARY_REFUSED
        ),
    )


def checked_table(data: bytes) -> Table:
    """Return a diary's table, known to have a date and a pain column or no text at all.

    Raises
    ------
    NotADiary, DiaryWithoutDate, UnreadableFile
        As `parse_diary` says.
    """
    table = table_of(data)
    found = ", ".join(cells.shown(heading) for heading in table.headings[:SHOWN_HEADINGS])
    if table.headings and "pain_nrs" not in table.columns:
        raise NotADiary(columns=found)
    if table.headings and "local_date" not in table.columns:
        raise DiaryWithoutDate(columns=found)
    return table


def _refusal(line: int, reason: Reason) -> dict[str, Any]:
    return {
        "line": line,
        "reason": reason.told(),
        "reason_template": reason.template,
        "reason_facts": reason.facts_json(),
    }


def _entry(table: Table, row: Row, today: date) -> dict[str, Any]:
    """Return one row's entry, or raise what is wrong with it."""
    said = _said(table, row)
    local_date, time_beside_date = cells.day(said("local_date"), today)
    local_time = cells.time_of_day(said("local_time") or time_beside_date)
    moment = cells.moment(said("moment"))
    pain_nrs = cells.pain(said("pain_nrs"))
    tasks = [cells.scale(task, said(task)) for task in TASKS]
    rated = [rating for rating in tasks if rating is not None]
    run_capability = cells.scale("run_capability", said("run_capability"))
    if run_capability is None and rated:
        run_capability = sum(rated) / len(rated)
    entry = {
        "local_date": local_date,
        "local_time": local_time,
        "moment": moment,
        "body_site": cells.word(said("body_site"), SITES) or LOW_BACK,
        "side": cells.word(said("side"), SIDES),
        "pain_nrs": pain_nrs,
        "leg_pain": cells.yes_or_no("leg_pain", said("leg_pain")),
        "quality": cells.several_words(said("quality"), QUALITIES),
        "altered_stride": cells.yes_or_no("altered_stride", said("altered_stride")),
        "run_capability": run_capability,
        "rpe": cells.scale("rpe", said("rpe")),
        "medication": cells.unless_no(said("medication")),
        "red_flags": cells.unless_no(said("red_flags")),
        "note": said("note") or None,
    }
    if pain_nrs is None and not _says_something_else(entry):
        raise RefusedRowError(cells.PAIN_EMPTY)
    return entry


def _says_something_else(entry: Mapping[str, Any]) -> bool:
    """Tell whether a row without pain still carries what must not be lost."""
    is_rated = entry["run_capability"] is not None or entry["rpe"] is not None
    return is_rated or bool(entry["red_flags"] or entry["leg_pain"] or entry["altered_stride"])


def _said(table: Table, row: Row) -> Callable[[str], str]:
    """Return what a row says in a column: the first cell of that name that is not empty."""
    if row.cells is None:
        raise RefusedRowError(cells.NEVER_CLOSED)
    fitted = table.fitted(row.cells)
    if fitted is None:
        found, expected = len(row.cells), len(table.headings)
        raise RefusedRowError(cells.TOO_MANY_CELLS, found=found, expected=expected)

    def said(column: str) -> str:
        texts = (cells.clean(fitted[place]) for place in table.columns.get(column, ()))
        return next(filter(None, texts), "")

    return said
