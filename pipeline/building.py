"""Builds the models in a warehouse, for everybody or for some, and holds them against the checks."""

import logging
from collections.abc import Collection, Iterable

import duckdb

from pipeline.errors import CheckFailed
from pipeline.models import STAGING, build_order, model_texts, sql_files

log = logging.getLogger(__name__)

PRIVATE_PREFIXES = (STAGING, "int_")
PUBLIC_PREFIXES = ("fct_", "dim_")
PUBLIC = ("int_daily_load",)
"""A private name that is public all the same: a new load measure begins there."""


def build_models(con: duckdb.DuckDBPyConnection, archive: str) -> None:
    """Make every public model a table of the warehouse; the caller holds the transaction.

    Private ones are gone again at the end: nobody has to write them to disk.

    Parameters
    ----------
    con
        A warehouse with its raw tables.
    archive
        Where the originals lie, for the sentence of a check that fails.

    Raises
    ------
    CheckFailed
        If a check returns a row.
    """
    _drop_leftovers(con)
    names = build_order()
    for name in names:
        form = "table" if is_public(name) else _temporary(name)
        con.execute(f"create or replace {form} {name} as {model_texts()[name]}")
        log.debug("built %s", name)
    run_checks(con, archive)
    _drop_temporary(con, [name for name in names if not is_public(name)])


def rebuild_models(con: duckdb.DuckDBPyConnection, archive: str, athletes: Collection[str]) -> None:
    """Replace some athletes' rows of every public model; nobody else's are looked at.

    All models are built as temporary ones over staging that holds these athletes alone. What is
    temporary hides the warehouse's own of the same name, so texts and checks are the same.

    Parameters
    ----------
    con
        A warehouse that `build_models` has built once; the caller holds the transaction.
    archive, athletes
        As for `build_models`, and whose rows.

    Raises
    ------
    CheckFailed
        If a check returns a row of theirs.
    """
    con.execute("create temp table touched as select unnest(?) as athlete_id", [list(athletes)])
    names, (warehouse,) = build_order(), con.sql("select current_database()").fetchall()[0]
    for name in names:
        con.execute(f"create {_temporary(name)} {name} as {_of_touched(name)}")
    run_checks(con, archive)
    for name in filter(is_public, names):
        own = f'"{warehouse}".main.{name}'
        con.execute(f"delete from {own} where athlete_id in (from temp.touched)")
        con.execute(f"insert into {own} by name select * from temp.{name}")
    _drop_temporary(con, [*names, "touched"])


def is_public(name: str) -> bool:
    """Tell what others may read from what only models do."""
    return name.startswith(PUBLIC_PREFIXES) or name in PUBLIC


def _temporary(name: str) -> str:
    """Return the form of a model that does not stay: staging only renames, so it is a view."""
    return "temp view" if name.startswith(STAGING) else "temp table"


def _of_touched(name: str) -> str:
    """Return a model's text; staging, where all rows come in, holds the touched athletes' alone."""
    text = model_texts()[name]
    if not name.startswith(STAGING):
        return text
    return f"select * from (\n{text}\n) where athlete_id in (from temp.touched)"


def _drop_temporary(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Drop temporary models, those that read others first."""
    for name in reversed(list(names)):
        con.execute(f"drop {_temporary(name).removeprefix('temp ')} temp.{name}")


def _drop_leftovers(con: duckdb.DuckDBPyConnection) -> None:
    """Drop private tables that an earlier version of the program left in the warehouse."""
    tables = con.sql("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    for (name,) in tables:
        if name.startswith(PRIVATE_PREFIXES) and name not in PUBLIC:
            con.execute(f"drop table {name}")


def run_checks(con: duckdb.DuckDBPyConnection, archive: str) -> None:
    """Ask every check for rows that should not exist.

    Raises
    ------
    CheckFailed
        If one returns a row.
    """
    for file in sql_files("checks"):
        found = con.sql(file.read_text("utf-8")).fetchall()
        if found:
            log.error("%s: %s", file.name, found[:5])
            raise CheckFailed(
                check=file.name.removesuffix(".sql"), rows=len(found), archive=archive
            )
