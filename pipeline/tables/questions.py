"""What stages ask the warehouse, and the frames they hand back."""

import re
from collections.abc import Collection, Iterable

import polars as pl

from pipeline.warehouse import Connection

OF_ATHLETES = "athlete_id in (select unnest(?))"


def rows_of(con: Connection, sql: str, *values: object) -> pl.DataFrame:
    """Return the rows of a query; `values` fill its question marks."""
    rows: pl.DataFrame = con.sql(sql, params=list(values) or None).pl()
    return rows


def read_table(con: Connection, table: str, athlete_id: str) -> pl.DataFrame:
    """Return one athlete's rows of a table."""
    return rows_of(con, f"from {table} where athlete_id = ?", athlete_id)


def is_everyone(con: Connection, athletes: Collection[str]) -> bool:
    """Tell whether these are all athletes there are."""
    rows = con.sql("select athlete_id from raw.athletes").fetchall()
    return {athlete_id for (athlete_id,) in rows} <= set(athletes)


def write_table(con: Connection, table: str, rows: pl.DataFrame, athletes: Collection[str]) -> None:
    """Make a frame a table of the warehouse, as the models are.

    Parameters
    ----------
    con, table
        Where to.
    rows
        All rows of these athletes.
    athletes
        Whose rows they are; nobody else's are touched.
    """
    if is_everyone(con, athletes):
        write_whole_table(con, table, rows)
        return
    con.register("new_rows", rows)
    con.execute(f"delete from {table} where {OF_ATHLETES}", [list(athletes)])
    con.execute(f"insert into {table} by name select * from new_rows")
    con.unregister("new_rows")


def write_whole_table(con: Connection, table: str, rows: pl.DataFrame) -> None:
    """Make a frame a table of the warehouse, whatever it held before."""
    con.register("new_rows", rows)
    con.execute(f"create or replace table {table} as select * from new_rows")
    con.unregister("new_rows")


def read_marts(con: Connection, names: Iterable[str], athlete_id: str) -> dict[str, pl.DataFrame]:
    """Return one athlete's rows of several tables; `raw_files` means `raw.files`."""
    return {name: read_table(con, re.sub("^raw_", "raw.", name), athlete_id) for name in names}


def read_marts_of(
    con: Connection, names: Iterable[str], athletes: Collection[str]
) -> dict[str, dict[str, pl.DataFrame]]:
    """Return athlete -> what `read_marts` returns, in one question a table for all of them."""
    marts: dict[str, dict[str, pl.DataFrame]] = {athlete_id: {} for athlete_id in athletes}
    for name in names:
        table = re.sub("^raw_", "raw.", name)
        rows = rows_of(con, f"from {table} where {OF_ATHLETES}", list(athletes))
        theirs = rows.partition_by("athlete_id", as_dict=True)
        for athlete_id in athletes:
            marts[athlete_id][name] = theirs.get((athlete_id,), rows.clear())
    return marts


def sessions_counted(con: Connection) -> tuple[int, int]:
    """Return how many sessions there are, and how many efforts they tell of."""
    sql = """
        select
            count(*),
            count(*) filter (
                efforts.session_id is null or efforts.effort_id = sessions.session_id
            )
        from raw.sessions
        left join raw.efforts on sessions.session_id = efforts.session_id
    """
    sessions, efforts = con.sql(sql).fetchall()[0]
    return sessions, efforts


SESSIONS_WITH_KIND = """
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
"""All sessions, with the kind of file they come from; null for one typed in."""


def sessions_with_kind(con: Connection, athletes: Collection[str]) -> pl.DataFrame:
    """Return some athletes' rows of `SESSIONS_WITH_KIND`."""
    return rows_of(con, f"from ({SESSIONS_WITH_KIND}) where {OF_ATHLETES}", list(athletes))


def overrules(con: Connection, athletes: Collection[str]) -> pl.DataFrame:
    """Return what some athletes have said about two sessions being the same run or not."""
    return rows_of(con, f"from raw.overrules where {OF_ATHLETES}", list(athletes))


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
    """Return local_date, pain_nrs of the lower back, is_medicated."""
    return rows_of(
        con,
        """
        select local_date, pain_nrs, is_medicated from fct_pain_days
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


def entries_around_runs(con: Connection, athlete_id: str) -> pl.DataFrame:
    """Return session_id, relation, pain_nrs of the lower back: entries that belong to a run."""
    return rows_of(
        con,
        """
        select session_id, relation, pain_nrs from fct_pain_entries
        where athlete_id = ? and body_site = 'low_back' and session_id is not null
        """,
        athlete_id,
    )


def pain_questions(con: Connection, athlete_id: str) -> dict[str, pl.DataFrame]:
    """Return what `pipeline.association.findings` takes, by the names it gives them."""
    return {
        "daily": daily_kilometres(con, athlete_id),
        "diary": daily_pain(con, athlete_id),
        "longest": longest_runs(con, athlete_id),
        "entries": entries_around_runs(con, athlete_id),
    }


def is_counted(con: Connection, athletes: Collection[str]) -> bool:
    """Tell whether one of these athletes has a diary that `fct_pain_counted_days` knows."""
    sql = f"select 1 from fct_pain_counted_days where {OF_ATHLETES} limit 1"
    return not rows_of(con, sql, list(athletes)).is_empty()
