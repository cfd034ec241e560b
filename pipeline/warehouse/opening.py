"""The warehouse is opened, for the writer or for readers; a damaged one is mended on the way."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pipeline import models
from pipeline.errors import HomeUnwritable, WarehouseDamaged
from pipeline.files import CHUNK_BYTES, write_chunks
from pipeline.home import Home
from pipeline.warehouse.connection import Connection, log_of, migrated
from pipeline.warehouse.troubles import told

log = logging.getLogger(__name__)


@contextmanager
def writing(home: Home) -> Iterator[Connection]:
    """Open the writer's warehouse, migrated; closed again at the end.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    WarehouseOpen
        If another program holds it.
    WarehouseDamaged
        If it cannot be read, and there is no published copy to go on from.
    """
    con = _opened(home)
    try:
        with told(home, home.working_warehouse):
            yield con
    finally:
        con.close()


@contextmanager
def held(home: Home) -> Iterator[None]:
    """Keep the writer's warehouse open: to open it anew for each stage takes a tenth of a second.

    Raises
    ------
    BackstrideError
        As `writing` does.
    """
    with writing(home):
        yield


@contextmanager
def reading(home: Home) -> Iterator[Connection]:
    """Open the published warehouse for questions only.

    Raises
    ------
    WarehouseOpen
        If another program holds it for writing.
    WarehouseDamaged
        If it cannot be read.
    """
    with told(home, home.warehouse):
        con = models.connect(str(home.warehouse), read_only=True)
        try:
            yield con
        finally:
            con.close()


def _opened(home: Home) -> Connection:
    """Return the writer's warehouse; a damaged one is set aside for the published copy."""
    _copy_published(home)
    try:
        return migrated(home, home.working_warehouse)
    except WarehouseDamaged as damage:
        is_sound = _is_published_sound(home, damage)
        _set_aside(home)
        log.warning("%s Set aside; what is missing is read again.", damage)
    if is_sound:
        _copy_published(home)
    return migrated(home, home.working_warehouse)


def _is_published_sound(home: Home, damage: WarehouseDamaged) -> bool:
    """Tell whether there is a published copy to go on from.

    Without one, and without a ledger that says what to read again, starting again would drop
    runs from every chart without a word.

    Raises
    ------
    WarehouseDamaged
        In that case.
    """
    can_read_again = any(home.ledgers())
    try:
        if home.warehouse.exists():
            with reading(home) as con:
                con.execute("from migrations")
            return True
    except WarehouseDamaged:
        if can_read_again:
            return False
        raise
    if any(home.archive.iterdir()) and not can_read_again:
        raise damage
    return False


def _set_aside(home: Home) -> None:
    """Keep the damaged warehouse and its log under another name, the last one only."""
    broken = home.work / "warehouse.broken.duckdb"
    try:
        home.working_warehouse.replace(broken)
        log_of(broken).unlink(missing_ok=True)
        if log_of(home.working_warehouse).exists():
            log_of(home.working_warehouse).replace(log_of(broken))
    except OSError as problem:
        raise HomeUnwritable(path=str(broken), problem=str(problem.strerror)) from problem


def _copy_published(home: Home) -> None:
    """Give the writer the published warehouse where it has none of its own."""
    if home.working_warehouse.exists() or not home.warehouse.exists():
        return
    # A log without its database is a stranger to the copy, which would not open beside it.
    log_of(home.working_warehouse).unlink(missing_ok=True)
    copy(home, home.warehouse, home.working_warehouse)


def copy(home: Home, source: Path, target: Path) -> None:
    """Copy a closed warehouse, in one step.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    with source.open("rb") as file:
        chunks = iter(partial(file.read, CHUNK_BYTES), b"")
        write_chunks(target, chunks, work=home.work)
