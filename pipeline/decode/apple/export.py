"""All workouts and symptoms of an Apple Health export -> `Activity`; it has no records."""

from dataclasses import replace
from io import BytesIO
from typing import Final

import numpy as np
import polars as pl

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.apple.fragments import fragments_in
from pipeline.decode.apple.head import Source
from pipeline.decode.apple.symptoms import symptom_of
from pipeline.decode.apple.workouts import session_of
from pipeline.decode.frames import Row, finished
from pipeline.decode.problems import NoDate, NoWorkouts, WrongDate
from pipeline.decode.samples import TIME
from pipeline.decode.times import with_possible_dates
from pipeline.errors import N_, FileProblem, UnreadableFile

MAX_OF_A_KIND: Final = 50_000
"""Five a day for 27 years; each beyond would cost memory only to stretch a hostile file."""
ROW_OF: Final = {"workout": session_of, "symptom": symptom_of}


def decode_apple(data: bytes) -> Activity:
    """Return the workouts and symptoms of an export that is in memory anyhow."""
    return activity_of(BytesIO(data))


def activity_of(source: Source) -> Activity:
    """Return the workouts and symptoms of an export of any size, read once from front to back.

    Parameters
    ----------
    source
        The whole export; it is read to its end unless it holds more of them than anybody's.

    Raises
    ------
    NoWorkouts
        If there are neither.
    UnreadableFile
        If there are none to be read: the file ends before them, or all are damaged.
    NoDate, WrongDate
        If none can be put on a day.
    """
    quality: list[str] = []
    rows = _rows(source, quality)
    workouts, symptoms = rows["workout"], rows["symptom"]
    if not workouts and not symptoms:
        raise _nothing(quality)
    sessions = _dated(workouts, quality, is_all=not symptoms)
    none = np.zeros(0)
    activity = finished("apple", sessions, {TIME: none}, none.astype(np.int32), quality)
    return replace(activity, symptoms=_in_order(symptoms))


def _rows(source: Source, quality: list[str]) -> dict[str, list[Row]]:
    """Return the rows of each kind of fragment."""
    rows: dict[str, list[Row]] = {kind: [] for kind in ROW_OF}
    for kind, text in fragments_in(source, quality):
        row = ROW_OF[kind](text, quality)
        if row is None:
            continue
        if len(rows[kind]) == MAX_OF_A_KIND:
            quality.append("too_long")
            break
        rows[kind].append(row)
    return rows


def _dated(workouts: list[Row], quality: list[str], *, is_all: bool) -> list[Row]:
    """Return the sessions that can be put on a day; the export may hold more than them."""
    try:
        return with_possible_dates(workouts, quality, limit=MAX_OF_A_KIND) if workouts else []
    except (NoDate, WrongDate):
        if is_all:
            raise
        quality.append("wrong_date")
        return []


def _in_order(symptoms: list[Row]) -> pl.DataFrame:
    ordered = sorted(symptoms, key=lambda row: (row["started_at"], row["severity"]))
    return pl.DataFrame(ordered, schema=dict(schemas.SYMPTOMS))


def _nothing(quality: list[str]) -> FileProblem:
    """Tell an export without workouts from one that has lost them."""
    if "damaged_xml" in quality:
        return UnreadableFile(problem=N_("all of its workouts are damaged"))
    if "truncated" in quality:  # they stand behind all single values
        return UnreadableFile(problem=N_("the file ends before its first workout"))
    return NoWorkouts()
