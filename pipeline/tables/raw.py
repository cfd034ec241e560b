"""Rows into the raw tables, and out of them for good."""

from collections.abc import Collection, Iterable, Sequence
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
    "form_speeds",
    "developer_fields",
    "symptoms",
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


def replace_rows_of(
    con: Connection, table: str, rows: pl.DataFrame, athletes: Collection[str]
) -> None:
    """Write some athletes' rows of a raw table anew."""
    whose = "athlete_id in (select unnest(?))"
    con.execute(f"delete from raw.{table} where {whose}", [list(athletes)])
    models.insert_rows(con, table, rows)


def replace_added(con: Connection, sessions: pl.DataFrame, sets: pl.DataFrame) -> None:
    """Write the sessions that have no file anew, with their sets; those of files stay."""
    con.execute(
        """
        delete from raw.sets
        where session_id in (select session_id from raw.sessions where is_added)
        """
    )
    con.execute("delete from raw.sessions where is_added")
    models.insert_rows(con, "sessions", sessions)
    models.insert_rows(con, "sets", sets)


def forget_live_diaries(con: Connection) -> None:
    """Delete what the live diaries said; they are read anew, and what is gone there is gone."""
    for table in ("diary", "diary_refused"):
        con.execute(f"delete from raw.{table} where starts_with(source, ?)", [LIVE])


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
