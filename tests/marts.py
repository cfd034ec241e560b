"""All a warehouse says, for comparing two of them."""

from pathlib import Path
from typing import Any

from pipeline import warehouse
from pipeline.home import Home

MADE = ("int_", "fct_", "dim_")

Tables = dict[str, list[tuple[Any, ...]]]


def marts_of(home: Home) -> Tables:
    """Return the sorted rows of every table that is made from the raw ones, `rounded`."""
    with warehouse.reading(home) as con:
        names = con.sql("select table_name from duckdb_tables() where schema_name = 'main'")
        tables = {name for (name,) in names.fetchall() if name.startswith(MADE)}
        return {
            name: [rounded(row) for row in con.sql(f"select * from {name} order by all").fetchall()]
            for name in sorted(tables)
        }


def rounded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row with numbers to nine digits: sums over windows may differ in their last one.

    What was read in another order lies elsewhere, and DuckDB adds up in blocks.
    """
    return tuple(float(f"{each:.9g}") if isinstance(each, float) else each for each in row)


def files_of(home: Home) -> list[tuple[Any, ...]]:
    """Return what became of each file, sorted; when it was read is left out."""
    with warehouse.reading(home) as con:
        return con.sql(
            "select athlete_id, name, status, kind, sha256, reason from raw.files order by all"
        ).fetchall()


def files_below(folder: Path) -> set[str]:
    """Return every file below a folder, by its path inside."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
