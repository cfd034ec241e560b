"""Rows of decoded files on their way to the warehouse: Parquet below `work/decoded`.

Workers write, the warehouse reads: only numbers travel between processes. A worker gathers
the rows of many files before it writes, for a Parquet file costs as much as decoding a run.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import polars as pl

from pipeline import schemas
from pipeline.errors import HomeUnwritable
from pipeline.files import sha256_of
from pipeline.home import Home

TAG = "tag"
"""The column that says which arrival a row is from; the warehouse takes those of kept ones."""

MAX_ROWS = 500_000
"""So many rows are written at once: 60 MB of records."""

DISK_REFUSED = "File out of specification: "
"""Polars' words for a Parquet file that could not be written to its end."""

Facts = Mapping[str, str | datetime]
"""What all rows of one file have in common."""


def folder_of(home: Home) -> Path:
    """Return where the rows of the portion at hand lie."""
    return home.work / "decoded"


def parquet_files(home: Home, table: str) -> list[Path]:
    """Return the files that hold rows for one of the warehouse's tables."""
    return sorted(folder_of(home).glob(f"{table}-*.parquet"))


def clear(home: Home) -> None:
    """Forget all rows: those that were loaded, or that a killed run has left."""
    shutil.rmtree(folder_of(home), ignore_errors=True)


class Rows:
    """The rows of some files, shaped as the warehouse's tables.

    Parameters
    ----------
    home
        Whose work folder takes them.
    name
        Tells the Parquet files of one worker's portion from another's.
    """

    def __init__(self, home: Home, name: int) -> None:
        self._folder = folder_of(home)
        self._name = name
        self._written = 0
        self._count = 0
        self._frames: dict[str, list[pl.DataFrame]] = defaultdict(list)

    def add(
        self, tag: int, frames: Mapping[str, pl.DataFrame], content_sha256: str, facts: Facts
    ) -> None:
        """Take in the frames of one file."""
        for table, frame in frames.items():
            if frame.height:
                shaped = _shaped(frame, schemas.RAW[table], content_sha256, facts)
                tags = pl.Series(TAG, [tag], pl.Int32).new_from_index(0, frame.height)
                self._frames[table].append(shaped.insert_column(0, tags))
                self._count += frame.height
        if self._count > MAX_ROWS:
            self.write()

    def write(self) -> None:
        """Write what was taken in since the last time.

        Raises
        ------
        HomeUnwritable
            If the disk is full or read-only.
        """
        with _told(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            for table, frames in self._frames.items():
                path = self._folder / f"{table}-{self._name}-{self._written}.parquet"
                pl.concat(frames).write_parquet(path, compression="uncompressed", statistics=False)
        self._frames.clear()
        self._written, self._count = self._written + 1, 0


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn a disk that refuses into its sentence; Polars tells it from other errors by words."""
    try:
        yield
    except OSError as problem:
        raise HomeUnwritable(path=str(folder), problem=str(problem.strerror)) from problem
    except pl.exceptions.ComputeError as problem:
        _, is_disk, text = str(problem).partition(DISK_REFUSED)
        if not is_disk:
            raise
        raise HomeUnwritable(path=str(folder), problem=text) from problem


def _shaped(
    frame: pl.DataFrame, wanted: schemas.Schema, content_sha256: str, facts: Facts
) -> pl.DataFrame:
    """Return rows with the facts about their file, under their session's lasting id.

    Series by series: a join and a `with_columns` would cost more than all the decoding.
    """
    columns = []
    for name, kind in wanted.items():
        if name in frame.columns:
            columns.append(frame[name])
        elif name == "session_id":
            columns.append(_session_ids(frame, str(facts["athlete_id"]), content_sha256))
        elif name in facts:
            columns.append(pl.Series(name, [facts[name]], kind).new_from_index(0, frame.height))
    return pl.DataFrame(columns)


def _session_ids(frame: pl.DataFrame, athlete_id: str, content_sha256: str) -> pl.Series:
    """Return the lasting id of each row's session instead of its index in the file."""
    indices = frame["session_index"]
    last = indices.max()
    count = last + 1 if isinstance(last, int) else 0
    ids = [session_id(athlete_id, content_sha256, index) for index in range(count)]
    named = pl.Series("session_id", ids, pl.String)
    return named.new_from_index(0, frame.height) if count == 1 else named.gather(indices)


def session_id(athlete_id: str, content_sha256: str, session_index: int) -> str:
    """Return a session's id: the same file gives the same ids on any machine, for ever."""
    return sha256_of(f"{athlete_id}/{content_sha256}/{session_index}".encode())[:16]


def with_facts(rows: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Return rows that all carry the same facts about their file."""
    return rows.with_columns(pl.lit(value).alias(name) for name, value in facts.items())
