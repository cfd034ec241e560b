"""The only writer of DuckDB: connect, migrate, load, publish.

The writer works on `work/warehouse.duckdb`; `warehouse.duckdb` is a finished copy that
readers may open at any time, replaced in one step.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipeline import models
from pipeline.errors import HomeUnwritable
from pipeline.files import sync_file, sync_folder
from pipeline.home import Home

Connection = duckdb.DuckDBPyConnection

SESSION_TABLES = ("laps", "records", "sets", "heart_rate_seconds")


@contextmanager
def writing(home: Home) -> Iterator[Connection]:
    """Open the writer's warehouse, migrated; closed again at the end.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    if not home.working_warehouse.exists() and home.warehouse.exists():
        shutil.copyfile(home.warehouse, home.working_warehouse)
    con = models.connect(str(home.working_warehouse))
    try:
        migrate(con)
        yield con
    except duckdb.IOException as problem:
        raise HomeUnwritable(path=str(home.working_warehouse), problem=str(problem)) from problem
    finally:
        con.close()


@contextmanager
def reading(home: Home) -> Iterator[Connection]:
    """Open the published warehouse for questions only."""
    con = models.connect(str(home.warehouse), read_only=True)
    try:
        yield con
    finally:
        con.close()


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


def insert_parquet(con: Connection, table: str, paths: Iterable[Path]) -> None:
    """Add the rows of Parquet files to a raw table, without passing through Python."""
    existing = [str(path) for path in paths if path.exists()]
    if existing:
        con.execute(f"insert into raw.{table} by name select * from read_parquet(?)", [existing])


def replace_rows(con: Connection, table: str, rows: pl.DataFrame) -> None:
    """Write a raw table anew."""
    con.execute(f"delete from raw.{table}")
    models.insert_rows(con, table, rows)


def replace_diary(
    con: Connection, source: str, entries: pl.DataFrame, refused: pl.DataFrame
) -> None:
    """Write one live diary anew: what its file says now is all it says."""
    for table, rows in (("diary", entries), ("diary_refused", refused)):
        con.execute(f"delete from raw.{table} where source = ?", [source])
        models.insert_rows(con, table, rows)


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
    copy = home.work / "publish.duckdb"
    try:
        shutil.copyfile(home.working_warehouse, copy)
        sync_file(copy)
        copy.replace(home.warehouse)
        sync_folder(home.root)
    except OSError as problem:
        raise HomeUnwritable(path=str(home.warehouse), problem=str(problem.strerror)) from problem
