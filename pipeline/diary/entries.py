"""One entry more in the live diary: what it may say, where it goes, alone against other writers."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pipeline.diary import words
from pipeline.diary.cells import HIGHEST, HOURS_OF_A_DAY
from pipeline.diary.problems import (
    NoSuchMoment,
    NothingSaid,
    NotHours,
    NotOnScale,
    NotThatDiary,
)
from pipeline.diary.reading import TASKS, says_something
from pipeline.diary.words import LOW_BACK, NO_SCORE
from pipeline.diary.writing import with_cells
from pipeline.errors import FileProblem, HomeUnwritable
from pipeline.files import work_of, write_atomically
from pipeline.home import Home, checked_athlete_name, files_by_name

if sys.platform != "win32":
    import fcntl

MOMENTS = tuple(dict.fromkeys(words.MOMENTS.values()))
RATINGS = ("pain_nrs", "run_capability", *TASKS, "rpe")


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
    psfs_1: float | None = None
    psfs_2: float | None = None
    psfs_3: float | None = None
    psfs_4: float | None = None
    psfs_5: float | None = None
    sitting_h: float | None = None
    sleep_h: float | None = None
    lifting: str | None = None
    strength: str | None = None
    core: str | None = None
    warm_up: str | None = None
    cross_training: str | None = None
    drills: str | None = None
    shoe: str | None = None

    def __post_init__(self) -> None:
        """Refuse what a diary could not be read back with."""
        said = asdict(self)
        for column in RATINGS:
            _check(words.HEADINGS[column], said[column], HIGHEST, NotOnScale)
        for column in ("sitting_h", "sleep_h"):
            _check(column, said[column], HOURS_OF_A_DAY, NotHours)
        if self.moment is not None and self.moment not in MOMENTS:
            raise NoSuchMoment(value=self.moment)
        if not says_something(said):
            raise NothingSaid


def _check(
    column: str, value: float | None, highest: int, problem: type[NotOnScale | NotHours]
) -> None:
    if value is not None and not 0 <= value <= highest:
        raise problem(column=column, value=value)


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

    An entry says all there is to say of its moment: where it gives no pain, a dash stands for it,
    and no other row of that moment completes it.

    Raises
    ------
    FileProblem
        If the bytes are no diary.
    BadDiaryEntry
        If a column is missing and cannot be added without changing what a row says.
    """
    said = asdict(entry)
    return with_cells(data, said | ({"pain_nrs": NO_SCORE} if said["pain_nrs"] is None else {}))


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
