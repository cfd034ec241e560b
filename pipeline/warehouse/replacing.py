"""Whole files take the place of others: the writer's warehouse, and the one readers see.

DuckDB writes its log into the file when it closes it, and is silent if the disk refuses: a
file that a log still lies beside is not whole and replaces nothing.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline import models
from pipeline.errors import N_, HomeUnwritable, WarehouseDamaged
from pipeline.home import Home
from pipeline.warehouse.connection import log_of, migrated
from pipeline.warehouse.opening import copy, writing
from pipeline.warehouse.troubles import told

NOT_WHOLE = N_("the disk did not take all of it")


def start_anew(home: Home) -> None:
    """Give the writer an empty warehouse, in one step; the published one stays as it is.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    with _replacing(home) as path, closing(migrated(home, path)) as con, told(home, path):
        con.execute("checkpoint")


def compact(home: Home) -> None:
    """Write the writer's warehouse anew: DuckDB leaves the bytes of deleted rows in the file.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    _finish(home)
    with _replacing(home) as path, writing(home) as con:
        name = con.sql("select current_database()").fetchall()[0][0]
        con.execute(f"attach '{_quoted(path)}' as compacted")
        con.execute(f"copy from database {name} to compacted")
        con.execute("checkpoint compacted")
        con.execute("detach compacted")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


@contextmanager
def _replacing(home: Home) -> Iterator[Path]:
    """Yield where to write a warehouse that takes the writer's place, closed, at the end."""
    path = home.work / "warehouse.new.duckdb"
    try:
        _delete(path)
        try:
            yield path
            _check_whole(path)
            log_of(home.working_warehouse).unlink(missing_ok=True)
            path.replace(home.working_warehouse)
        finally:
            _delete(path)  # a full disk needs the room
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def _delete(database: Path) -> None:
    for path in (database, log_of(database)):
        path.unlink(missing_ok=True)


def publish(home: Home) -> None:
    """Put a finished copy of the writer's warehouse in its public place, in one step.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only; the old copy stays.
    """
    _finish(home)
    copy(home, home.working_warehouse, home.warehouse)


def _finish(home: Home) -> None:
    """Have all of the writer's warehouse, closed a moment ago, in its file.

    It is not mended here, or the published copy would take the place of what was just built;
    the next run does that, and reads again what it then lacks.
    """
    path = home.working_warehouse
    try:
        with told(home, path), closing(models.connect(str(path))) as con:
            con.execute("checkpoint")
    except WarehouseDamaged as damage:
        raise HomeUnwritable(path=str(path), problem=NOT_WHOLE) from damage
    _check_whole(path)


def _check_whole(path: Path) -> None:
    log = log_of(path)
    if log.exists() and log.stat().st_size:
        raise HomeUnwritable(path=str(path), problem=NOT_WHOLE)
