"""All workouts of an Apple Health export -> `Activity`: many sessions, no records."""

from io import BytesIO
from itertools import islice

import numpy as np

from pipeline.decode.activity import Activity
from pipeline.decode.apple.fragments import workouts_in
from pipeline.decode.apple.head import Source
from pipeline.decode.apple.workouts import session_of
from pipeline.decode.frames import Row, finished
from pipeline.decode.problems import NoWorkouts
from pipeline.decode.samples import TIME
from pipeline.decode.times import with_possible_dates
from pipeline.errors import N_, FileProblem, UnreadableFile

MAX_WORKOUTS = 50_000
"""Five a day for 27 years; each beyond would cost memory only to stretch a hostile file."""


def decode_apple(data: bytes) -> Activity:
    """Return the workouts of an export that is in memory anyhow."""
    return activity_of(BytesIO(data))


def activity_of(source: Source) -> Activity:
    """Return the workouts of an export of any size, read once from front to back.

    Parameters
    ----------
    source
        The whole export; it is read to its end unless it holds more workouts than anybody.

    Raises
    ------
    NoWorkouts
        If there is none in it.
    UnreadableFile
        If there is none to be read: the file ends before them, or all are damaged.
    NoDate, WrongDate
        If none can be put on a day.
    """
    quality: list[str] = []
    fragments = islice(workouts_in(source, quality), MAX_WORKOUTS + 1)
    rows = [row for each in fragments if (row := session_of(each, quality)) is not None]
    if not rows:
        raise _nothing(quality)
    sessions: list[Row] = with_possible_dates(rows, quality, limit=MAX_WORKOUTS)
    none = np.zeros(0)
    return finished("apple", sessions, {TIME: none}, none.astype(np.int32), quality)


def _nothing(quality: list[str]) -> FileProblem:
    """Tell an export without workouts from one that has lost them."""
    if "damaged_xml" in quality:
        return UnreadableFile(problem=N_("all of its workouts are damaged"))
    if "truncated" in quality:  # they stand behind all single values
        return UnreadableFile(problem=N_("the file ends before its first workout"))
    return NoWorkouts()
