"""Every public table of the warehouse as files in a folder of their own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from pipeline import tables, warehouse
from pipeline.building import is_public
from pipeline.export.cells import as_csv, as_parquet, in_order
from pipeline.export.folders import COLUMNS, README, check_is_free, in_place_of
from pipeline.export.meanings import columns_of
from pipeline.home import Home
from pipeline.progress import Report

WRITERS: Final[dict[str, Callable[[pl.DataFrame], bytes]]] = {
    "csv": as_csv,
    "parquet": as_parquet,
}
"""The end of a file's name -> what makes its bytes."""


@dataclass(frozen=True)
class Exported:
    """One table that was written."""

    table: str
    rows: int


def export_tables(
    home: Home,
    folder: Path,
    *,
    forms: Collection[str],
    athlete_id: str | None,
    readme: Callable[[Sequence[Exported]], str],
    report: Report,
) -> list[Exported]:
    """Write every public table of the published warehouse, in place of the export before.

    Parameters
    ----------
    home
        Whose warehouse.
    folder
        Absent, empty or an export; readers see the old export or the new one.
    forms
        What to write, of `WRITERS`.
    athlete_id
        Whose rows; everybody's where none is named.
    readme
        Makes the text beside them.
    report
        Told how far it is.

    Raises
    ------
    KeptFolder, NotAnExport
        If the folder is none to write into.
    HomeUnwritable
        If the disk refuses.
    """
    place = folder.resolve()
    check_is_free(home, place)
    with in_place_of(place) as made, warehouse.reading(home) as con:
        names = public_tables(con)
        done, shapes = [], {}
        for number, table in enumerate(names):
            report("export", number, len(names))
            rows = in_order(_rows(con, table, athlete_id))
            _write(rows, made / table, forms)
            done.append(Exported(table, rows.height))
            shapes[table] = rows.clear()
        (made / COLUMNS).write_bytes(as_csv(columns_of(shapes, {})))
        (made / README).write_text(readme(done), "utf-8")
        report("export", len(names), len(names))
    return done


def public_tables(con: warehouse.Connection) -> list[str]:
    """Return the tables others may read, by name."""
    sql = """
        select table_name from duckdb_tables()
        where database_name = current_database() and schema_name = 'main'
        order by table_name
    """
    return [name for (name,) in con.sql(sql).fetchall() if is_public(name)]


def _rows(con: warehouse.Connection, table: str, athlete_id: str | None) -> pl.DataFrame:
    if athlete_id is None:
        return tables.rows_of(con, f"from {table}")
    return tables.read_table(con, table, athlete_id)


def _write(rows: pl.DataFrame, path: Path, forms: Collection[str]) -> None:
    """Write a table in each form asked for."""
    for form in forms:
        path.with_name(f"{path.name}.{form}").write_bytes(WRITERS[form](rows))
