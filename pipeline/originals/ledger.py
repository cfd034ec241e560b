"""What was dropped and where its bytes are kept, line by line: `journal/NAME.files.csv`.

    original safe -> warehouse commits -> line in the ledger -> out of the inbox

The warehouse can be made anew from archive, diary and journal alone because the ledger
knows whose each original is and what it was called. Members of archives have no line: they
come out of their archive again.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from pipeline.home import Home
from pipeline.inbox import Arrival
from pipeline.journal.lines import append_lines, whole_lines


@dataclass(frozen=True)
class Entry:
    """One original.

    Attributes
    ----------
    dropped_at
        When a scan first found it, in ISO 8601.
    sha256
        Of its bytes.
    name
        Posix path below the inbox.
    changed_at
        When the file was last written to, in nanoseconds: it tells one file that a killed run
        left in the inbox from a second copy.
    kept_as
        Posix path of its bytes below the home folder.
    """

    dropped_at: str
    sha256: str
    name: str
    changed_at: str
    kept_as: str


COLUMNS = tuple(field.name for field in fields(Entry))


def entries(home: Home, athlete_id: str) -> list[Entry]:
    """Return an athlete's originals in the order they were read, each once.

    What a killed run wrote down twice counts once; a refused file that was read after all
    counts where it lies now.
    """
    found: dict[tuple[str, str, str], Entry] = {}
    for cells in whole_lines(home.ledger(athlete_id)):
        if len(cells) == len(COLUMNS) and cells != list(COLUMNS):
            entry = Entry(*cells)
            found[entry.sha256, entry.name, entry.changed_at] = entry
    return sorted(found.values(), key=lambda entry: (entry.dropped_at, entry.name))


def record(home: Home, athlete_id: str, new: Iterable[Entry]) -> None:
    """Write lines into an athlete's ledger; they are on disk by then.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    lines = [astuple(entry) for entry in new]
    if lines:
        append_lines(home.ledger(athlete_id), COLUMNS, lines)


def entry_of(home: Home, arrival: Arrival, sha256: str, kept: Path) -> Entry:
    """Return the line of an arrival whose bytes have just been kept."""
    return Entry(
        dropped_at=arrival.dropped_at.astimezone(UTC).isoformat(),
        sha256=sha256,
        name=arrival.name,
        changed_at=str(arrival.stamp[1]) if arrival.stamp else "",
        kept_as=kept.relative_to(home.root).as_posix(),
    )


def version_of(home: Home, name: str, sha256: str, kept: Path) -> Entry:
    """Return the line of a live diary as it was just read."""
    return Entry(
        dropped_at=datetime.now(UTC).isoformat(),
        sha256=sha256,
        name=name,
        changed_at="",
        kept_as=kept.relative_to(home.root).as_posix(),
    )


def place_of(home: Home, entry: Entry) -> Path:
    """Return where an original's bytes lie, in archive or quarantine and nowhere else.

    A ledger may come from a synced folder: it must not lead out of the home.
    """
    place = home.root / entry.kept_as
    is_ours = place.parent.parent == home.archive or place.parent == home.quarantine
    if is_ours and ".." not in place.parts:
        return place
    return home.archive / entry.sha256[:2] / entry.sha256
