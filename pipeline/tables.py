"""Rows into the warehouse's tables and out of them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

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
    "listed",
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


def replace_added(con: Connection, sessions: pl.DataFrame) -> None:
    """Write the sessions that have no file anew; those of files stay."""
    con.execute("delete from raw.sessions where is_added")
    models.insert_rows(con, "sessions", sessions)


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


def originals(con: Connection) -> list[dict[str, Any]]:
    """Return athlete, hash, name and date of all that was dropped, members of archives left out.

    Row by row: the way by frames loads numpy, for which a run with nothing new need not wait.
    """
    return _dicts(
        con,
        """
        select
            athlete_id,
            sha256,
            name,
            strftime(timezone('UTC', imported_at), '%Y-%m-%dT%H:%M:%S.%f+00:00') as dropped_at
        from raw.files
        where not coalesce(is_member, false)
        """,
    )


def refused_and_archives(con: Connection) -> list[dict[str, Any]]:
    """Return what is known of refused files, and of the archives that may hold them."""
    return _dicts(
        con,
        """
        select athlete_id, sha256, name, kind, status, is_member from raw.files
        where status = 'quarantined' or kind = 'archive'
        """,
    )


def _dicts(con: Connection, sql: str) -> list[dict[str, Any]]:
    rows = con.sql(sql)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]


def sessions_counted(con: Connection) -> tuple[int, int]:
    """Return how many sessions there are, and how many efforts they tell of."""
    sql = """
        select
            count(*),
            count(*) - count(*) filter (efforts.effort_id is distinct from sessions.session_id
                and efforts.session_id is not null)
        from raw.sessions
        left join raw.efforts on sessions.session_id = efforts.session_id
    """
    sessions, efforts = con.sql(sql).fetchall()[0]
    return sessions, efforts


def sessions_with_kind(con: Connection) -> pl.DataFrame:
    """Return all sessions, with the kind of file they come from."""
    sql = """
        select sessions.*, files.kind
        from raw.sessions
        left join (
            select athlete_id, sha256, any_value(kind) as kind from raw.files
            where status = 'loaded'
            group by all
        ) as files
            on
                sessions.athlete_id = files.athlete_id
                and sessions.sha256 = files.sha256
    """
    return rows_of(con, sql)


def contents_seen(con: Connection) -> set[tuple[str, str]]:
    """Return athlete and content hash of every file that needs no second look."""
    rows = con.sql(
        """
        select athlete_id, content_sha256 from raw.files
        where status in ('loaded', 'ignored') and content_sha256 is not null
        """
    ).fetchall()
    return set(rows)


def forget_refused(con: Connection, keys: Sequence[tuple[str, str]]) -> set[str]:
    """Delete the rows of refused files that have been tried again, and return their hashes.

    Parameters
    ----------
    con
        The warehouse.
    keys
        Athlete and hash of what was just read, whatever became of it.
    """
    if not keys:
        return set()
    tried = pl.DataFrame(keys, schema={"athlete_id": pl.String, "sha256": pl.String}, orient="row")
    con.register("tried", tried)
    rows = con.execute(
        """
        delete from raw.files
        where status = 'quarantined' and (athlete_id, sha256) in (select athlete_id, sha256 from tried)
        returning sha256
        """
    ).fetchall()
    con.unregister("tried")
    return {sha256 for (sha256,) in rows}


def refused(con: Connection) -> set[str]:
    """Return the hash of every refused file."""
    rows = con.sql("select sha256 from raw.files where status = 'quarantined'").fetchall()
    return {sha256 for (sha256,) in rows}


def refused_by(con: Connection, athlete_id: str) -> tuple[set[str], set[str]]:
    """Return the hashes of an athlete's refused files, and those of everybody else's."""
    rows = con.sql("select sha256, athlete_id from raw.files where status = 'quarantined'")
    theirs: set[str] = set()
    others: set[str] = set()
    for sha256, owner in rows.fetchall():
        (theirs if owner == athlete_id else others).add(sha256)
    return theirs, others


def forget_athlete(con: Connection, athlete_id: str) -> None:
    """Delete an athlete's rows; models, which hold them too, are left for the next build."""
    columns = con.sql(
        """
        select table_schema, table_name, list(column_name) from information_schema.columns
        group by all
        """
    ).fetchall()
    of_session = "session_id in (select session_id from raw.sessions where athlete_id = ?)"
    of_athlete = "athlete_id = ?"
    raw = [(name, names) for schema, name, names in columns if schema == "raw"]
    for name, names in sorted(raw, key=lambda table: "athlete_id" in table[1]):
        condition = of_athlete if "athlete_id" in names else of_session
        con.execute(f"delete from raw.{name} where {condition}", [athlete_id])
    for schema, name, _ in columns:
        if schema == "main" and name != "migrations":
            con.execute(f"drop table {name}")


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
