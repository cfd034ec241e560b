"""Is every original still there, bit for bit? The ledger against archive, quarantine, warehouse."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import inbox, tables, warehouse
from pipeline.home import Home
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
        How many the warehouse does not know; null where there is no warehouse.
    unrecorded
        How many files of the archive no ledger knows.
    """

    intact: int
    missing: list[str]
    changed: list[str]
    unread: int | None
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
        digest = inbox.digest_of(ledger.place_of(home, entry))
        if digest is None and not ledger.is_refused(entry):  # that may be thrown away
            missing.append(entry.name)
        elif digest is None:
            continue
        elif digest != entry.sha256:
            changed.append(entry.name)
        else:
            intact += 1
    report("verify", len(lines), len(lines))
    return Verified(intact, missing, changed, _unread(home, lines), _unrecorded(home, lines))


def _lines(home: Home) -> Iterator[tuple[str, Entry]]:
    """Yield athlete and original; bytes that lie in one place once."""
    for athlete_id, entries in ledger.read_all(home).items():
        by_place = {entry.kept_as: entry for entry in entries}
        yield from ((athlete_id, entry) for entry in by_place.values())


def _unread(home: Home, lines: list[tuple[str, Entry]]) -> int | None:
    if not home.warehouse.exists():
        return None
    with warehouse.reading(home) as con:
        known = {(row["athlete_id"], row["sha256"]) for row in tables.originals(con)}
    return sum(
        (athlete_id, entry.sha256) not in known
        for athlete_id, entry in lines
        if not entry.name.startswith(tables.LIVE) and ledger.place_of(home, entry).exists()
    )


def _unrecorded(home: Home, lines: list[tuple[str, Entry]]) -> int:
    known = {ledger.place_of(home, entry) for _, entry in lines}
    return sum(path not in known for path in home.archive.rglob("*") if path.is_file())
