"""Files read again: those the warehouse has lost, and those that were refused before.

    ledger - rows of the warehouse -> archive, quarantine -> Arrivals
    refused rows                   -> quarantine, or the archive they lie in -> Arrivals

What is said here of originals holds after a kill at any moment: a line without its row is
read again, a row without its line is written down.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from pipeline import inbox, tables
from pipeline.errors import Reason
from pipeline.home import Home
from pipeline.inbox import Arrival
from pipeline.originals import ledger, sentences
from pipeline.originals.ledger import Entry, Ledgers
from pipeline.settings import Settings

Row = Mapping[str, Any]
"""A row of `raw.files`."""


@dataclass
class Earlier:
    """What is read again, archives unpacked.

    Attributes
    ----------
    arrivals
        In the order they are to be read.
    notices
        Originals that are gone, or no longer what they were.
    """

    home: Home
    settings: Settings
    arrivals: list[Arrival] = field(default_factory=list)
    notices: list[Reason] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)

    def opened(self, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """Yield arrivals, and the members of those that are archives."""
        for arrival in arrivals:
            folder = inbox.unpacked_folder(self.home) / f"again-{next(self._number):06d}"
            try:
                yield from inbox.with_members(self.home, arrival, folder, self.settings)
            except OSError:
                self.notices.append(Reason(sentences.MISSING, {"name": arrival.name}))

    def add_lost(self, originals: Iterable[Row], ledgers: Ledgers) -> None:
        """Add the originals that the ledger knows and the warehouse does not, oldest first.

        Parameters
        ----------
        originals
            athlete_id, sha256 of every original the warehouse has read.
        ledgers
            What there is to know.
        """
        known = {(row["athlete_id"], row["sha256"]) for row in originals}
        missing = [
            _from_ledger(self.home, athlete_id, entry)
            for athlete_id, lines in ledgers.items()
            for entry in _where_they_are_now(lines)
            if (athlete_id, entry.sha256) not in known and not entry.name.startswith(tables.LIVE)
        ]
        found = self.opened(arrival for arrival in missing if self._is_sound(arrival))
        self.arrivals += sorted(found, key=lambda arrival: (arrival.dropped_at, arrival.name))

    def _is_sound(self, arrival: Arrival) -> bool:
        """Tell whether an original is still what it was; else it is told.

        A refused file may be thrown away: its reason says so.
        """
        digest = inbox.digest_of(arrival.original)
        if digest != arrival.sha256 and not (digest is None and arrival.replaces):
            told = sentences.CHANGED if digest else sentences.MISSING
            self.notices.append(Reason(told, {"name": arrival.name}))
        return digest == arrival.sha256

    def add_refused(self, rows: Sequence[Row]) -> None:
        """Add the refused files as if they were dropped again.

        Parameters
        ----------
        rows
            Of `raw.files`: the refused ones and the archives.
        """
        apart: list[Row] = []
        inside: list[Row] = []
        for row in rows:
            if row["status"] == "quarantined":
                (apart if _refuge(self.home, row).is_file() else inside).append(row)
        archives = [row for row in rows if row["kind"] == "archive"]
        self.arrivals += self.opened(_from_quarantine(self.home, row) for row in apart)
        self.arrivals += self._members(inside, archives)

    def _members(self, inside: Sequence[Row], archives: Sequence[Row]) -> Iterator[Arrival]:
        """Yield the refused members that were never unpacked, from the archives they lie in."""
        refused = {(row["athlete_id"], row["name"]): row["sha256"] for row in inside}
        holding = (
            _from_archive(self.home, archive)
            for archive in archives
            if not archive["is_member"] and any(_lies_in(row, archive) for row in inside)
        )
        for arrival in self.opened(each for each in holding if each):
            sha256 = refused.get((arrival.athlete_id, arrival.name))
            if sha256:
                yield replace(arrival, replaces=sha256)


def catch_up(home: Home, originals: Iterable[Row], ledgers: Ledgers) -> None:
    """Write originals into the ledger that a killed run has not: their rows say all of it."""
    written = {
        (athlete_id, entry.sha256) for athlete_id, lines in ledgers.items() for entry in lines
    }
    ledger.record(
        home,
        (
            (row["athlete_id"], _line_of(home, row, kept))
            for row in originals
            if (row["athlete_id"], row["sha256"]) not in written and (kept := _kept(home, row))
        ),
    )


def _line_of(home: Home, row: Row, kept: Path) -> Entry:
    moment = datetime.fromisoformat(row["dropped_at"])
    return ledger.line_of(home, row["name"], row["sha256"], kept, moment)


def write_down_archives(home: Home, arrivals: Iterable[Arrival]) -> None:
    """Write archives into the ledger before their first member is loaded.

    Whatever happens then, their members come out of them again.
    """
    hashed = (
        (arrival, inbox.fingerprint(arrival))
        for arrival in arrivals
        if arrival.is_container and not arrival.is_member and not arrival.is_kept
    )
    ledger.record(
        home,
        (
            (arrival.athlete_id, ledger.entry_of(home, arrival, sha256, kept))
            for arrival, sha256 in hashed
            if (kept := inbox.archived(home, sha256))
        ),
    )


def _where_they_are_now(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Leave out where a file lay while it was refused, if it has been read since."""
    archived = {entry.sha256 for entry in entries if not ledger.is_refused(entry)}
    for entry in entries:
        if not (ledger.is_refused(entry) and entry.sha256 in archived):
            yield entry


def _from_ledger(home: Home, athlete_id: str, entry: Entry) -> Arrival:
    path = ledger.place_of(home, entry)
    return Arrival(
        original=path,
        content=path,
        name=entry.name,
        athlete_id=athlete_id,
        dropped_at=datetime.fromisoformat(entry.dropped_at),
        is_kept=not ledger.is_refused(entry),
        sha256=entry.sha256,
        replaces=entry.sha256 if ledger.is_refused(entry) else None,
    )


def _from_quarantine(home: Home, row: Row) -> Arrival:
    path = _refuge(home, row)
    return Arrival(
        original=path,
        content=path,
        name=row["name"],
        athlete_id=row["athlete_id"],
        replaces=row["sha256"],
        is_part=bool(row["is_member"]),
    )


def _from_archive(home: Home, row: Row) -> Arrival | None:
    path = inbox.archived(home, row["sha256"])
    if path is None:
        return None
    return Arrival(path, path, row["name"], row["athlete_id"], is_kept=True)


def _lies_in(row: Row, archive: Row) -> bool:
    is_same_athlete = row["athlete_id"] == archive["athlete_id"]
    return is_same_athlete and str(row["name"]).startswith(f"{archive['name']}/")


def _refuge(home: Home, row: Row) -> Path:
    return inbox.refuge(home, row["sha256"], row["name"])


def _kept(home: Home, row: Row) -> Path | None:
    """Return where the bytes of a file lie, null for none."""
    refuge = _refuge(home, row)
    return inbox.archived(home, row["sha256"]) or (refuge if refuge.is_file() else None)
