"""Rows into the warehouse's tables and out of them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from pipeline import models
from pipeline.warehouse import Connection

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
