"""What DuckDB says about the file itself, as sentences; it tells the cases by words alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import BackstrideError, HomeUnwritable, WarehouseDamaged, WarehouseOpen
from pipeline.home import Home

HELD = ("Could not set lock", "being used by another process")
DAMAGED = (
    "not a valid DuckDB database file",
    "Corrupt database file",
    "Could not read enough bytes",
    "Failure while replaying WAL",
    "database file with version number",
)
UNWRITABLE = (
    "Could not write",
    "Could not truncate",
    "Failed to create checkpoint",
    "fsync failed",
)
"""DuckDB's words for another program's lock, for bytes that are no warehouse it knows, and
for a disk that refuses: a commit that fails is no IOException."""


@contextmanager
def told(home: Home, path: Path) -> Iterator[None]:
    """Turn what DuckDB says about the file itself into its sentence; the rest is our bug.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    WarehouseOpen
        If another program holds the file.
    WarehouseDamaged
        If it cannot be read.
    """
    try:
        yield
    except duckdb.Error as problem:
        trouble = _trouble(home, path, problem)
        if trouble is None:
            raise
        raise trouble from problem


def _trouble(home: Home, path: Path, problem: duckdb.Error) -> BackstrideError | None:
    """Return what an error means for a warehouse, null where it is none of the file's."""
    text = str(problem).splitlines()[0]
    if any(words in text for words in HELD):
        return WarehouseOpen(path=str(path))
    if any(words in text for words in DAMAGED):
        return WarehouseDamaged(
            path=str(path),
            problem=text.rstrip(".!"),
            archive=str(home.archive),
            inbox=str(home.inbox),
        )
    if isinstance(problem, duckdb.IOException) or any(words in text for words in UNWRITABLE):
        return HomeUnwritable(path=str(path), problem=text.rstrip(".!"))
    return None
