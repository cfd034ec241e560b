"""Runs the SQL models in dependency order, then the checks that must return no rows.

A model is one `select` in one file, named as its table. `run_model` makes it a function
from frames to a frame, so it can be asked and tested without a warehouse.
"""

import functools
import logging
import re
from collections.abc import Collection, Iterable, Mapping
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb
import polars as pl

from pipeline import schemas
from pipeline.errors import CheckFailed

log = logging.getLogger(__name__)

ROOMS = ("staging", "intermediate", "marts")
RAW_PREFIX = "raw_"
STAGING = "stg_"
PRIVATE_PREFIXES = (STAGING, "int_")
PUBLIC_PREFIXES = ("fct_", "dim_")
PUBLIC = ("int_daily_load",)
"""A private name that is public all the same: a new load measure begins there."""
BY_MEASURE = ("int_load_windows", "int_load_averages", "fct_training_load")
"""Large models that others ask for one load measure of: as views they compute no other."""

READING = re.compile(r"\b(?:from|join)\s+(\w+)")
COMMENT = re.compile(r"--.*")


def connect(database: str, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads instants as UTC and never reaches for the network."""
    con = duckdb.connect(database, read_only=read_only)
    con.execute("set timezone = 'UTC'")
    con.execute("set autoinstall_known_extensions = false")
    return con


def _sql_files(room: str) -> Iterable[Traversable]:
    """Return the SQL files of one room, by name."""
    return sorted(
        (file for file in files("sql").joinpath(room).iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )


@functools.cache
def migrations() -> dict[str, str]:
    """Return migration name -> text, in the order they apply."""
    return {
        file.name.removesuffix(".sql"): file.read_text("utf-8") for file in _sql_files("migrations")
    }


@functools.cache
def model_texts() -> Mapping[str, str]:
    """Return model name -> its `select`, for every room."""
    return {
        file.name.removesuffix(".sql"): file.read_text("utf-8")
        for room in ROOMS
        for file in _sql_files(room)
    }


@functools.cache
def _upstream() -> Mapping[str, list[str]]:
    """Return model name -> the models it reads (raw tables left out), by name.

    Two patterns do what DuckDB's parser does in a tenth of a second, which every run would
    wait for; a test holds them against it.
    """
    texts = model_texts()
    return {
        name: sorted(texts.keys() & READING.findall(COMMENT.sub("", text)))
        for name, text in texts.items()
    }


def build_order(wanted: Iterable[str] | None = None, given: Iterable[str] = ()) -> list[str]:
    """Return the models to build, upstream first.

    Parameters
    ----------
    wanted
        Models asked for; all where None.
    given
        Models that exist already: neither they nor what only they need is built.
    """
    stop = frozenset(given)
    graph: dict[str, list[str]] = {}
    queue = sorted(model_texts() if wanted is None else wanted)
    while queue:
        name = queue.pop()
        if name in graph or name in stop:
            continue
        graph[name] = [model for model in _upstream()[name] if model not in stop]
        queue.extend(graph[name])
    return list(TopologicalSorter(graph).static_order())


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
        form = "table" if _is_public(name) else _temporary(name)
        con.execute(f"create or replace {form} {name} as {model_texts()[name]}")
        log.debug("built %s", name)
    run_checks(con, archive)
    _drop_temporary(con, [name for name in names if not _is_public(name)])


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
    for name in filter(_is_public, names):
        own = f'"{warehouse}".main.{name}'
        con.execute(f"delete from {own} where athlete_id in (from temp.touched)")
        con.execute(f"insert into {own} by name select * from temp.{name}")
    _drop_temporary(con, [*names, "touched"])


def _is_public(name: str) -> bool:
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
    for file in _sql_files("checks"):
        found = con.sql(file.read_text("utf-8")).fetchall()
        if found:
            log.error("%s: %s", file.name, found[:5])
            raise CheckFailed(
                check=file.name.removesuffix(".sql"), rows=len(found), archive=archive
            )


def run_model(name: str, **upstream: pl.DataFrame) -> pl.DataFrame:
    """Return one model as a function of its inputs, in memory.

    Whatever lies between the given frames and the named model is built from its SQL.

    Parameters
    ----------
    name
        A model, for example `fct_training_load`.
    **upstream
        Frames under model names (`int_daily_load=...`) or raw tables' (`raw_sessions=...`).
        A raw table that is not given is empty; a column that is not given is null.

    Returns
    -------
    pl.DataFrame
        The model's rows.

    Raises
    ------
    KeyError
        If there is no such model or raw table.
    schemas.WrongShape
        If a frame's column has a type that does not fit.
    """
    return run_models([name], **upstream)[name]


def run_models(names: Iterable[str], **upstream: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return several models built in one pass; see `run_model`."""
    wanted = list(names)
    con = _empty_warehouse()
    models = {name: frame for name, frame in upstream.items() if not _is_raw(name)}
    for name in upstream.keys() - models.keys():
        _replace_raw(con, name.removeprefix(RAW_PREFIX), upstream[name])
    for model, frame in models.items():
        con.register(model, schemas.conform(frame, _model_schema(model)))
    for model in build_order(wanted, given=models):
        form = "view" if model in BY_MEASURE or model.startswith(STAGING) else "table"
        con.execute(f"create {form} {model} as {model_texts()[model]}")
    return {name: con.sql(f"select * from {name}").pl() for name in wanted}


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Add rows to a raw table; columns are matched by name after `schemas.RAW`."""
    con.register("new_rows", schemas.conform(rows, schemas.RAW[table]))
    con.execute(f"insert into raw.{table} by name select * from new_rows")
    con.unregister("new_rows")


def _replace_raw(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Put rows in a raw table's place, free of its constraints: what is not given is null."""
    con.register("given_rows", schemas.conform(rows, schemas.RAW[table]))
    con.execute(f"create or replace table raw.{table} as select * from given_rows")


def _is_raw(name: str) -> bool:
    """Tell a raw table from a model; a name that is neither is a mistake worth a shout."""
    if name in model_texts():
        return False
    if name.removeprefix(RAW_PREFIX) in schemas.RAW and name.startswith(RAW_PREFIX):
        return True
    raise KeyError(f"{name} is neither a model nor a raw table")


@functools.cache
def _model_schema(name: str) -> schemas.Schema:
    """Return the columns and types a model has, found by building it over nothing."""
    return dict(run_models([name])[name].schema)


def _empty_warehouse() -> duckdb.DuckDBPyConnection:
    """Return an in-memory warehouse with its raw tables, all empty."""
    con = connect(":memory:")
    for text in migrations().values():
        con.execute(text)
    return con
