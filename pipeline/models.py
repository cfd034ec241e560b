"""The SQL models: their texts, the order they depend on each other in, each as a function.

A model is one `select` in one file, named as its table. `run_model` makes it a function
from frames to a frame, so it can be asked and tested without a warehouse.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb
import polars as pl

from pipeline import schemas

ROOMS = ("staging", "intermediate", "marts")
RAW_PREFIX = "raw_"
STAGING = "stg_"
BY_MEASURE = (
    "int_load_windows",
    "int_load_averages",
    "int_usual_loads",
    "int_source_mixes",
    "fct_training_load",
)
"""Large models that others ask for one load measure of: as views they compute no other."""

READING = re.compile(r"\b(?:from|join)\s+(\w+)")
COMMENT = re.compile(r"--.*")


def connect(database: str, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads instants as UTC and never reaches for the network."""
    con = duckdb.connect(database, read_only=read_only)
    con.execute("set timezone = 'UTC'")
    con.execute("set autoinstall_known_extensions = false")
    return con


def sql_files(room: str) -> Iterable[Traversable]:
    """Return the SQL files of one room, by name."""
    return sorted(
        (file for file in files("sql").joinpath(room).iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )


@functools.cache
def migrations() -> dict[str, str]:
    """Return migration name -> text, in the order they apply."""
    return {
        file.name.removesuffix(".sql"): file.read_text("utf-8") for file in sql_files("migrations")
    }


@functools.cache
def model_texts() -> Mapping[str, str]:
    """Return model name -> its `select`, for every room."""
    return {
        file.name.removesuffix(".sql"): file.read_text("utf-8")
        for room in ROOMS
        for file in sql_files(room)
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
