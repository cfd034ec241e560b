"""`backstride query`: a question in SQL, read-only, answered from the published warehouse."""

import duckdb
import polars as pl
import polars.selectors as cs
import typer

from pipeline import warehouse
from pipeline.errors import BadQuery
from pipeline.home import Home

ROWS_SHOWN = 1000


def print_query(home: Home, sql: str, form: str) -> None:
    """Print a query's rows as a table, CSV or a JSON array.

    Raises
    ------
    BadQuery
        If DuckDB does not accept it; nothing can be written in any case.
    """
    with warehouse.reading(home) as con:
        con.execute("set enable_external_access = false")
        try:
            answer = con.sql(sql)
            if answer is None:
                return
            if form == "table":
                answer.show(max_rows=ROWS_SHOWN, max_width=10_000)
            else:
                rows = answer.pl()
                text = _flat(rows).write_csv() if form == "csv" else rows.write_json() + "\n"
                typer.echo(text, nl=False)
        except (duckdb.Error, pl.exceptions.PolarsError) as problem:
            raise BadQuery(problem=str(problem).splitlines()[0]) from problem


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows whose lists have become text, which is all that CSV can hold."""
    return rows.with_columns(cs.list().cast(pl.List(pl.String)).list.join("; "))
