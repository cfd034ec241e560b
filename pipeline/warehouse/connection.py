"""One connection to a warehouse: its tables up to date, its changes all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline import models
from pipeline.home import Home
from pipeline.warehouse.troubles import told

Connection = duckdb.DuckDBPyConnection


def migrated(home: Home, path: Path) -> Connection:
    """Return a connection to a warehouse for writing, its tables up to date.

    Raises
    ------
    BackstrideError
        As `told` does.
    """
    with told(home, path):
        con = models.connect(str(path))
        try:
            migrate(con)
        except BaseException:
            con.close()  # else the next to connect would be handed this one again
            raise
        return con


def migrate(con: Connection) -> None:
    """Apply the migrations this warehouse has not seen, in order, each with its record."""
    con.execute("create table if not exists migrations (name varchar, applied_at timestamptz)")
    applied = {name for (name,) in con.sql("select name from migrations").fetchall()}
    for name, text in models.migrations().items():
        if name not in applied:
            with transaction(con):
                con.execute(text)
                con.execute("insert into migrations values (?, ?)", [name, datetime.now(UTC)])


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """Commit what is done inside, all of it or nothing."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # a full disk closes the database: what it said first counts
            con.execute("rollback")
        raise
    con.execute("commit")


def log_of(database: Path) -> Path:
    """Return where DuckDB keeps what it has not yet written into a database."""
    return database.with_name(f"{database.name}.wal")
