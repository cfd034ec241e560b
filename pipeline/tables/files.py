"""What `raw.files` knows: whose each file is, what became of it, what was refused."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from pipeline.warehouse import Connection

Tried = tuple[str, str, str | None]
"""Athlete and hash of a file, and its name where only what was refused under it is meant."""


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
    """Return what is known of refused files, and of the archives that may hold them.

    An archive that was dropped twice is the same one: its status is of no interest.
    """
    return _dicts(
        con,
        """
        select distinct
            athlete_id,
            sha256,
            name,
            kind,
            case when status = 'quarantined' then status end as status,
            is_member
        from raw.files
        where status = 'quarantined' or kind = 'archive'
        """,
    )


def _dicts(con: Connection, sql: str) -> list[dict[str, Any]]:
    rows = con.sql(sql)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]


def contents_seen(con: Connection) -> set[tuple[str, str]]:
    """Return athlete and content hash of every file that needs no second look."""
    rows = con.sql(
        """
        select athlete_id, content_sha256 from raw.files
        where status in ('loaded', 'ignored') and content_sha256 is not null
        """
    ).fetchall()
    return set(rows)


def forget_refused(con: Connection, tried: Sequence[Tried]) -> set[str]:
    """Delete the rows of refused files that have been tried again, and return their hashes.

    Parameters
    ----------
    con
        The warehouse.
    tried
        What was just read, whatever became of it.
    """
    if not tried:
        return set()
    names = ("athlete_id", "sha256", "name")
    con.register("tried", pl.DataFrame(tried, schema=dict.fromkeys(names, pl.String), orient="row"))
    rows = con.execute(
        """
        delete from raw.files
        using tried
        where
            files.status = 'quarantined'
            and files.athlete_id = tried.athlete_id
            and files.sha256 = tried.sha256
            and files.name = coalesce(tried.name, files.name)
        returning files.sha256
        """
    ).fetchall()
    con.unregister("tried")
    return {sha256 for (sha256,) in rows}


def refused(con: Connection) -> set[str]:
    """Return the hash of every refused file."""
    rows = con.sql("select sha256 from raw.files where status = 'quarantined'").fetchall()
    return {sha256 for (sha256,) in rows}


def refused_files(con: Connection) -> list[dict[str, Any]]:
    """Return athlete, hash and name of every refused file."""
    return _dicts(
        con, "select athlete_id, sha256, name from raw.files where status = 'quarantined'"
    )
