"""Is every original still there, bit for bit? The ledger against archive, quarantine, warehouse."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import tables, warehouse
from pipeline.home import Home
from pipeline.inbox.arrivals import opened
from pipeline.originals import ledger
from pipeline.originals.ledger import Entry
from pipeline.progress import Report


@dataclass(frozen=True)
class Verified:
    """What was found.

    Attributes
    ----------
    intact
        How many originals are what they were.
    missing, changed
        Names of originals whose bytes are gone or no longer those of their sha256.
    unread
        How many the warehouse does not know.
    unrecorded
        How many files of the archive no ledger knows.
    """

    intact: int
    missing: list[str]
    changed: list[str]
    unread: int
    unrecorded: int


def verify(home: Home, report: Report) -> Verified:
    """Hash every original again and compare it with the ledger, and the ledger with the rows.

    Parameters
    ----------
    home
        Nothing in it is changed.
    report
        Told how far it is.
    """
    lines = list(_lines(home))
    intact, missing, changed = 0, [], []
    for done, (_, entry) in enumerate(lines):
        report("verify", done, len(lines))
        digest = _digest(ledger.place_of(home, entry))
        if digest is None:
            missing.append(entry.name)
        elif digest != entry.sha256:
            changed.append(entry.name)
        else:
            intact += 1
    report("verify", len(lines), len(lines))
    return Verified(intact, missing, changed, _unread(home, lines), _unrecorded(home, lines))


def _lines(home: Home) -> Iterator[tuple[str, Entry]]:
    """Yield athlete and original; bytes that were dropped several times once."""
    for athlete_id in home.ledgers():
        by_bytes = {entry.sha256: entry for entry in ledger.entries(home, athlete_id)}
        yield from ((athlete_id, entry) for entry in by_bytes.values())


def _digest(path: Path) -> str | None:
    try:
        with opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _unread(home: Home, lines: list[tuple[str, Entry]]) -> int:
    with warehouse.reading(home) as con:
        known = {(row["athlete_id"], row["sha256"]) for row in tables.originals(con)}
    return sum(
        (athlete_id, entry.sha256) not in known
        for athlete_id, entry in lines
        if not entry.name.startswith(tables.LIVE)
    )


def _unrecorded(home: Home, lines: list[tuple[str, Entry]]) -> int:
    known = {entry.kept_as for _, entry in lines}
    kept = (path for path in home.archive.rglob("*") if path.is_file())
    return sum(path.relative_to(home.root).as_posix() not in known for path in kept)
