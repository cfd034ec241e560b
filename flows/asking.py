"""`backstride query`: a question in SQL, read-only, answered from the published warehouse."""

import duckdb
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
                typer.echo(rows.write_csv() if form == "csv" else rows.write_json())
        except duckdb.Error as problem:
            raise BadQuery(problem=str(problem).splitlines()[0]) from problem
