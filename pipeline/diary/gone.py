"""Entries that a live diary held before and holds no more.

A live diary is a file that spreadsheets, phones and sync programs write. An entry that is missing
from it stays in `raw.diary_gone`, written in the transaction that reads the diary anew, until it
is there again or the athlete takes it back.
"""

from typing import Any

from pipeline import warehouse
from pipeline.diary.reading import KEY
from pipeline.home import Home
from pipeline.tables import LIVE
from pipeline.warehouse import Connection

COLUMNS = ("athlete_id", "source", "sha256", "line", *KEY, "pain_nrs")

KEEP = f"""
    insert into raw.diary_gone by name
    select {", ".join(COLUMNS)}
    from raw.diary
    where starts_with(source, '{LIVE}')
    qualify row_number() over (
        partition by athlete_id, {", ".join(KEY)} order by imported_at desc, line desc
    ) = 1
"""

SAME_KEY = " and ".join(
    f"other.{column} is not distinct from gone.{column}" for column in ("athlete_id", *KEY)
)
FORGET = f"""
    delete from raw.diary_gone as gone
    where
        exists (select 1 from raw.diary as other where {SAME_KEY})
        or exists (
            select 1 from raw.retractions as other
            where {SAME_KEY} and other.pain_nrs is not distinct from gone.pain_nrs
        )
        or exists (
            select 1 from raw.diary as other
            where other.athlete_id = gone.athlete_id and other.sha256 = gone.sha256
        )
        or exists (
            select 1 from raw.diary_refused as other
            where other.athlete_id = gone.athlete_id and other.sha256 = gone.sha256
        )
"""
"""A diary that is still as it was has lost nothing, whatever is read of it by now."""


def keep(con: Connection) -> None:
    """Remember every entry of the live diaries, before they are read anew."""
    con.execute(KEEP)


def forget_found(con: Connection) -> None:
    """Forget those that are there again, or were taken back; what is left is missing."""
    con.execute(FORGET)


def rows(con: Connection, athlete_id: str | None = None) -> list[dict[str, Any]]:
    """Return what is missing, of one athlete or of all, by day."""
    sql = f"""
        select {", ".join(COLUMNS)} from raw.diary_gone
        where athlete_id = coalesce(?, athlete_id)
        order by athlete_id, local_date, local_time, line
    """
    found = con.execute(sql, [athlete_id]).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


def published(home: Home, athlete_id: str) -> list[dict[str, Any]]:
    """Return what the latest run has found missing; nothing where none has looked for it yet."""
    if not home.warehouse.exists():
        return []
    with warehouse.reading(home) as con:
        is_there = con.sql(
            "select table_name from duckdb_tables()"
            " where schema_name = 'raw' and table_name = 'diary_gone'"
        ).fetchall()
        return rows(con, athlete_id) if is_there else []


def put_back(con: Connection, missing: list[dict[str, Any]]) -> None:
    """Write what was missing into a warehouse that was made anew."""
    marks = ", ".join("?" for _ in COLUMNS)
    sql = f"insert into raw.diary_gone ({', '.join(COLUMNS)}) values ({marks})"
    for row in missing:
        con.execute(sql, [row[column] for column in COLUMNS])
