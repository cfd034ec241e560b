"""The file of the warehouse: open it, migrate it, mend it, publish it.

The writer works on `work/warehouse.duckdb`; `warehouse.duckdb` is a finished copy that
readers may open at any time, replaced in one step.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb

from pipeline import models
from pipeline.errors import BackstrideError, HomeUnwritable, WarehouseDamaged, WarehouseOpen
from pipeline.files import CHUNK_BYTES, write_chunks
from pipeline.home import Home

log = logging.getLogger(__name__)

Connection = duckdb.DuckDBPyConnection

HELD = ("Could not set lock", "being used by another process")
DAMAGED = (
    "not a valid DuckDB database file",
    "Corrupt database file",
    "Could not read enough bytes",
    "Failure while replaying WAL",
    "database file with version number",
)
"""DuckDB's words for another program's lock, and for bytes that are no warehouse it knows."""


@contextmanager
def writing(home: Home) -> Iterator[Connection]:
    """Open the writer's warehouse, migrated; closed again at the end.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    WarehouseOpen
        If another program holds it.
    WarehouseDamaged
        If it cannot be read, and there is no published copy to go on from.
    """
    con = _opened(home)
    try:
        with _told(home, home.working_warehouse):
            yield con
    finally:
        con.close()


@contextmanager
def held(home: Home) -> Iterator[None]:
    """Keep the writer's warehouse open: to open it anew for each stage takes a tenth of a second.

    Raises
    ------
    BackstrideError
        As `writing` does.
    """
    with writing(home):
        yield


@contextmanager
def reading(home: Home) -> Iterator[Connection]:
    """Open the published warehouse for questions only.

    Raises
    ------
    WarehouseOpen
        If another program holds it for writing.
    WarehouseDamaged
        If it cannot be read.
    """
    with _told(home, home.warehouse):
        con = models.connect(str(home.warehouse), read_only=True)
        try:
            yield con
        finally:
            con.close()


def _opened(home: Home) -> Connection:
    """Return the writer's warehouse; a damaged one is set aside for the published copy."""
    _copy_published(home)
    try:
        return _migrated(home)
    except WarehouseDamaged as damage:
        _check_can_start_again(home, damage)
        _set_aside(home)
        log.warning("%s Set aside; going on from the published copy.", damage)
    _copy_published(home)
    return _migrated(home)


def _migrated(home: Home) -> Connection:
    with _told(home, home.working_warehouse):
        con = models.connect(str(home.working_warehouse))
        try:
            migrate(con)
        except BaseException:
            con.close()  # else the next to connect would be handed this one again
            raise
        return con


@contextmanager
def _told(home: Home, path: Path) -> Iterator[None]:
    """Turn what DuckDB says about the file itself into its sentence; the rest is our bug."""
    try:
        yield
    except duckdb.Error as problem:
        trouble = _trouble(home, path, problem)
        if trouble is None:
            raise
        raise trouble from problem


def _trouble(home: Home, path: Path, problem: duckdb.Error) -> BackstrideError | None:
    """Return what an error means for a warehouse; DuckDB tells the cases by words alone."""
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
    if isinstance(problem, duckdb.IOException):
        return HomeUnwritable(path=str(path), problem=text)
    return None


def _check_can_start_again(home: Home, damage: WarehouseDamaged) -> None:
    """Raise unless a sound copy is published, or there is none and all can be read again.

    Without a ledger, starting again would drop runs from every chart without a word.
    """
    if home.warehouse.exists():
        with reading(home) as con:
            con.execute("from migrations")
    elif any(home.archive.iterdir()) and not any(home.ledgers()):
        raise damage


def _set_aside(home: Home) -> None:
    """Keep the damaged warehouse and its log under another name, the last one only."""
    broken = home.work / "warehouse.broken.duckdb"
    try:
        home.working_warehouse.replace(broken)
        _log_of(broken).unlink(missing_ok=True)
        if _log_of(home.working_warehouse).exists():
            _log_of(home.working_warehouse).replace(_log_of(broken))
    except OSError as problem:
        raise HomeUnwritable(path=str(broken), problem=str(problem.strerror)) from problem


def _log_of(database: Path) -> Path:
    """Return where DuckDB keeps what it has not yet written into a database."""
    return database.with_name(f"{database.name}.wal")


def _copy_published(home: Home) -> None:
    """Give the writer the published warehouse where it has none of its own."""
    if home.working_warehouse.exists() or not home.warehouse.exists():
        return
    # A log without its database is a stranger to the copy, which would not open beside it.
    _log_of(home.working_warehouse).unlink(missing_ok=True)
    _copy(home, home.warehouse, home.working_warehouse)


def _copy(home: Home, source: Path, target: Path) -> None:
    with source.open("rb") as file:
        chunks = iter(partial(file.read, CHUNK_BYTES), b"")
        write_chunks(target, chunks, work=home.work)


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """Commit what is done inside, all of it or nothing."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def migrate(con: Connection) -> None:
    """Apply the migrations this warehouse has not seen, in order, each with its record."""
    con.execute("create table if not exists migrations (name varchar, applied_at timestamptz)")
    applied = {name for (name,) in con.sql("select name from migrations").fetchall()}
    for name, text in models.migrations().items():
        if name not in applied:
            with transaction(con):
                con.execute(text)
                con.execute("insert into migrations values (?, ?)", [name, datetime.now(UTC)])


def start_anew(home: Home) -> None:
    """Give the writer an empty warehouse, in one step; the published one stays as it is.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    with _replacing(home) as path, closing(models.connect(str(path))) as con:
        migrate(con)


def compact(home: Home) -> None:
    """Write the writer's warehouse anew: DuckDB leaves the bytes of deleted rows in the file.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    with _replacing(home) as path, writing(home) as con:
        name = con.sql("select current_database()").fetchall()[0][0]
        con.execute(f"attach '{_quoted(path)}' as compacted")
        con.execute(f"copy from database {name} to compacted")
        con.execute("detach compacted")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


@contextmanager
def _replacing(home: Home) -> Iterator[Path]:
    """Yield where to write a warehouse that takes the writer's place, closed, at the end."""
    path = home.work / "warehouse.new.duckdb"
    try:
        path.unlink(missing_ok=True)
        _log_of(path).unlink(missing_ok=True)
        yield path
        _log_of(home.working_warehouse).unlink(missing_ok=True)
        path.replace(home.working_warehouse)
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def publish(home: Home) -> None:
    """Put a finished copy of the writer's warehouse in its public place, in one step.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only; the old copy stays.
    """
    _copy(home, home.working_warehouse, home.warehouse)
