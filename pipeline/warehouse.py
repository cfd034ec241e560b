"""The only writer of DuckDB: connect, migrate, load, publish.

The writer works on `work/warehouse.duckdb`; `warehouse.duckdb` is a finished copy that
readers may open at any time, replaced in one step.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from pipeline import models
from pipeline.errors import BackstrideError, HomeUnwritable, WarehouseDamaged, WarehouseOpen
from pipeline.files import CHUNK_BYTES, write_chunks
from pipeline.home import Home

log = logging.getLogger(__name__)

Connection = duckdb.DuckDBPyConnection

LIVE = "../diary/"
"""How the source of a live diary's rows begins, seen from the inbox, as no dropped file's can."""

DECODED_TABLES = (
    "sessions",
    "laps",
    "records",
    "sets",
    "heart_rate_seconds",
    "developer_fields",
    "diary",
    "diary_refused",
)

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
    """Raise unless a sound copy is published, or nothing has ever been read.

    Without that, starting again would drop runs from every chart without a word.
    """
    if home.warehouse.exists():
        with reading(home) as con:
            con.execute("from migrations")
    elif any(home.archive.iterdir()):
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


def insert_parquet(con: Connection, table: str, paths: Iterable[Path], tags: Sequence[int]) -> None:
    """Add rows of Parquet files to a raw table, without passing through Python.

    Parameters
    ----------
    con
        The warehouse.
    table
        Of schema `raw`.
    paths
        Files with the table's columns and `tag`.
    tags
        Whose rows are taken.
    """
    files = [str(path) for path in paths]
    if files and tags:
        con.execute(
            f"""
            insert into raw.{table} by name
            select * exclude (tag) from read_parquet(?) where tag in (select unnest(?))
            """,
            [files, list(tags)],
        )


def replace_rows(con: Connection, table: str, rows: pl.DataFrame) -> None:
    """Write a raw table anew."""
    con.execute(f"delete from raw.{table}")
    models.insert_rows(con, table, rows)


def forget_live_diaries(con: Connection) -> None:
    """Delete what the live diaries said; they are read anew, and what is gone there is gone."""
    for table in ("diary", "diary_refused"):
        con.execute(f"delete from raw.{table} where starts_with(source, ?)", [LIVE])


def athletes_seen(con: Connection) -> set[str]:
    """Return every athlete a file or a diary has been read for."""
    rows = con.sql(
        """
        select athlete_id from raw.files where status = 'loaded'
        union
        select athlete_id from raw.diary
        """
    ).fetchall()
    return {athlete_id for (athlete_id,) in rows}


def contents_seen(con: Connection) -> set[tuple[str, str]]:
    """Return athlete and content hash of every file that needs no second look."""
    rows = con.sql(
        """
        select athlete_id, content_sha256 from raw.files
        where status in ('loaded', 'ignored') and content_sha256 is not null
        """
    ).fetchall()
    return set(rows)


def rows_of(con: Connection, sql: str, *values: object) -> pl.DataFrame:
    """Return the rows of a query; `values` fill its question marks."""
    rows: pl.DataFrame = con.sql(sql, params=list(values) or None).pl()
    return rows


def read_table(con: Connection, table: str, athlete_id: str) -> pl.DataFrame:
    """Return one athlete's rows of a table."""
    return rows_of(con, f"from {table} where athlete_id = ?", athlete_id)


def write_table(con: Connection, table: str, rows: pl.DataFrame) -> None:
    """Make a frame a table of the warehouse, as the models are."""
    con.register("new_rows", rows)
    con.execute(f"create or replace table {table} as select * from new_rows")
    con.unregister("new_rows")


def read_marts(con: Connection, names: Iterable[str], athlete_id: str) -> dict[str, pl.DataFrame]:
    """Return one athlete's rows of several tables; `raw_files` means `raw.files`."""
    return {name: read_table(con, re.sub("^raw_", "raw.", name), athlete_id) for name in names}


def daily_kilometres(con: Connection, athlete_id: str) -> pl.DataFrame:
    """Return local_date, daily_load (km): the load the association tests."""
    return rows_of(
        con,
        """
        select local_date, daily_load from int_daily_load
        where athlete_id = ? and load_measure = 'distance_km'
        """,
        athlete_id,
    )


def daily_pain(con: Connection, athlete_id: str) -> pl.DataFrame:
    """Return local_date, pain_nrs of the lower back."""
    return rows_of(
        con,
        """
        select local_date, pain_nrs from fct_pain_days
        where athlete_id = ? and body_site = 'low_back'
        """,
        athlete_id,
    )


def longest_runs(con: Connection, athlete_id: str) -> pl.DataFrame:
    """Return local_date, longest_km: each day's longest single run."""
    return rows_of(
        con,
        """
        select local_date, max(distance_m) / 1000 as longest_km from fct_sessions
        where athlete_id = ? and sport = 'running' and not is_excluded
        group by all
        """,
        athlete_id,
    )


def publish(home: Home) -> None:
    """Put a finished copy of the writer's warehouse in its public place, in one step.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only; the old copy stays.
    """
    _copy(home, home.working_warehouse, home.warehouse)
