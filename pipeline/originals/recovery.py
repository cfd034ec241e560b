"""Files read again: those the warehouse has lost, and those that were refused before.

    ledger - rows of the warehouse -> archive  -> Arrivals
    refused rows                   -> quarantine, or the archive they lie in -> Arrivals

What is said here of originals holds after a kill at any moment: a line without its row is
read again, a row without its line is written down.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline import inbox, tables
from pipeline.home import Home
from pipeline.inbox import Arrival
from pipeline.originals import ledger
from pipeline.originals.ledger import Entry
from pipeline.settings import Settings

log = logging.getLogger(__name__)

Row = Mapping[str, Any]
"""A row of `raw.files`."""


def lost(home: Home, settings: Settings, originals: Iterable[Row]) -> list[Arrival]:
    """Return the originals that the ledger knows and the warehouse does not, oldest first.

    Parameters
    ----------
    home
        Whose ledgers and archive are read.
    settings
        With the limits for archives.
    originals
        athlete_id, sha256 of every original the warehouse has read.
    """
    known = {(row["athlete_id"], row["sha256"]) for row in originals}
    missing = [
        (athlete_id, entry)
        for athlete_id in home.ledgers()
        for entry in ledger.entries(home, athlete_id)
        if (athlete_id, entry.sha256) not in known and not entry.name.startswith(tables.LIVE)
    ]
    arrivals = [_arrival(home, athlete_id, entry) for athlete_id, entry in missing]
    found = [arrival for arrival in arrivals if arrival.original.is_file()]
    opened = _with_members(home, found, settings)
    return sorted(opened, key=lambda arrival: (arrival.dropped_at, arrival.name))


def _arrival(home: Home, athlete_id: str, entry: Entry) -> Arrival:
    path = ledger.place_of(home, entry)
    return Arrival(
        original=path,
        content=path,
        name=entry.name,
        athlete_id=athlete_id,
        dropped_at=datetime.fromisoformat(entry.dropped_at),
        is_kept=True,
    )


def catch_up(home: Home, originals: Iterable[Row]) -> None:
    """Write originals into the ledger that a killed run has not: their rows say all of it."""
    missing = defaultdict(list)
    written: dict[str, set[str]] = {}
    for row in originals:
        athlete_id = row["athlete_id"]
        if athlete_id not in written:
            written[athlete_id] = {entry.sha256 for entry in ledger.entries(home, athlete_id)}
        kept = _kept(home, row) if row["sha256"] not in written[athlete_id] else None
        if kept:
            missing[athlete_id].append(
                Entry(
                    dropped_at=row["dropped_at"],
                    sha256=row["sha256"],
                    name=row["name"],
                    changed_at="",
                    kept_as=kept.relative_to(home.root).as_posix(),
                )
            )
    for athlete_id, entries in missing.items():
        ledger.record(home, athlete_id, entries)


def _kept(home: Home, row: Row) -> Path | None:
    """Return where the bytes of a file lie, null for none."""
    refuge = inbox.refuge(home, row["sha256"], row["name"])
    return inbox.archived(home, row["sha256"]) or (refuge if refuge.is_file() else None)


def refused(home: Home, settings: Settings, rows: Sequence[Row]) -> list[Arrival]:
    """Return the refused files as if they were dropped again.

    Parameters
    ----------
    home
        Whose quarantine is read.
    settings
        With the limits for archives.
    rows
        Of `raw.files`: the refused ones and the archives.
    """
    apart: list[Row] = []
    inside: list[Row] = []
    for row in rows:
        if row["status"] == "quarantined":
            path = inbox.refuge(home, row["sha256"], row["name"])
            (apart if path.is_file() else inside).append(row)
    again = [_from_quarantine(home, row) for row in apart]
    return [
        *_with_members(home, again, settings),
        *_from_archives(home, settings, inside, [row for row in rows if row["kind"] == "archive"]),
    ]


def _from_quarantine(home: Home, row: Row) -> Arrival:
    path = inbox.refuge(home, row["sha256"], row["name"])
    return Arrival(
        original=path,
        content=path,
        name=row["name"],
        athlete_id=row["athlete_id"],
        replaces=row["sha256"],
    )


def _from_archives(
    home: Home, settings: Settings, inside: Sequence[Row], archives: Sequence[Row]
) -> Iterator[Arrival]:
    """Yield the refused members that were never unpacked, from the archives they lie in."""
    refused = {(row["athlete_id"], row["name"]): row["sha256"] for row in inside}
    holding = [
        _archived(home, archive)
        for archive in archives
        if not archive["is_member"] and any(_lies_in(row, archive) for row in inside)
    ]
    for arrival in _with_members(home, [each for each in holding if each], settings):
        sha256 = refused.get((arrival.athlete_id, arrival.name))
        if sha256:
            yield replace(arrival, replaces=sha256)


def _lies_in(row: Row, archive: Row) -> bool:
    is_same_athlete = row["athlete_id"] == archive["athlete_id"]
    return is_same_athlete and str(row["name"]).startswith(f"{archive['name']}/")


def _archived(home: Home, row: Row) -> Arrival | None:
    path = inbox.archived(home, row["sha256"])
    if path is None:
        return None
    return Arrival(path, path, row["name"], row["athlete_id"], is_kept=True)


def _with_members(home: Home, arrivals: Iterable[Arrival], settings: Settings) -> list[Arrival]:
    """Return arrivals, and the members of those that are archives."""
    found: list[Arrival] = []
    for number, arrival in enumerate(arrivals):
        folder = inbox.unpacked_folder(home) / f"again-{number:06d}"
        found += inbox.with_members(arrival, folder, settings)
    return found
