"""What was dropped and where its bytes are kept, line by line: `journal/NAME.files.csv`.

    original safe -> warehouse commits -> line in the ledger -> out of the inbox

The warehouse can be made anew from archive, diary and journal alone because the ledger
knows whose each original is and what it was called. Members of archives have no line: they
come out of their archive again.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from pipeline.home import Home
from pipeline.inbox import Arrival
from pipeline.inbox.safekeeping import SHOWN_DIGITS
from pipeline.journal.lines import append_lines, whole_lines

log = logging.getLogger(__name__)

SHA256 = re.compile(r"[0-9a-f]{64}")
PLACE = re.compile(
    r"archive/(?P<folder>[0-9a-f]{2})/(?P<archived>[0-9a-f]{64})(\.[a-z0-9]{1,12}){0,2}"
    rf"|quarantine/(?P<refused>[0-9a-f]{{{SHOWN_DIGITS}}})-[\w.\-]+"
)


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


Ledgers = Mapping[str, Sequence[Entry]]
"""Athlete -> their originals, in the order they were read."""

COLUMNS = tuple(field.name for field in fields(Entry))


def entries(home: Home, athlete_id: str) -> list[Entry]:
    """Return an athlete's originals in the order they were read, each once.

    What a killed run wrote down twice counts once; a refused file that was read after all
    counts where it lies now. Copies that a sync program set aside are read, too. A line that
    no run has written in this way is passed over.
    """
    found: dict[tuple[str, str, str], Entry] = {}
    for path in home.ledgers().get(athlete_id, []):
        for cells in whole_lines(path):
            if cells == list(COLUMNS):
                continue
            entry = Entry(*cells) if len(cells) == len(COLUMNS) else None
            if entry and is_sound(entry):
                found[entry.sha256, entry.name, entry.changed_at] = entry
            else:
                log.warning("%s: passed over, no line of a ledger: %s", path, cells)
    return sorted(found.values(), key=lambda entry: (entry.dropped_at, entry.name))


def read_all(home: Home) -> Ledgers:
    """Return every athlete's originals."""
    return {athlete_id: entries(home, athlete_id) for athlete_id in home.ledgers()}


def is_sound(entry: Entry) -> bool:
    """Tell whether a line is one that a run writes.

    A ledger may come from a synced folder or another program. Its lines say which files are
    read and deleted, so they must name a place in archive or quarantine that belongs to
    their own bytes, in the one way it is spelled.
    """
    sha256 = entry.sha256
    place = PLACE.fullmatch(entry.kept_as)
    if not (place and SHA256.fullmatch(sha256) and _is_moment(entry.dropped_at)):
        return False
    owns = (sha256[:2], sha256, None), (None, None, sha256[:SHOWN_DIGITS])
    return place.group("folder", "archived", "refused") in owns


def _is_moment(text: str) -> bool:
    """Tell whether a text is a date and a time with an offset, which every computer can hold."""
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return moment.tzinfo is not None


def record(home: Home, new: Iterable[tuple[str, Entry]]) -> None:
    """Write lines into athletes' ledgers; they are on disk by then.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    lines = defaultdict(list)
    for athlete_id, entry in new:
        lines[athlete_id].append(astuple(entry))
    for athlete_id, cells in lines.items():
        append_lines(home.ledger(athlete_id), COLUMNS, cells)


def entry_of(home: Home, arrival: Arrival, sha256: str, kept: Path) -> Entry:
    """Return the line of an arrival whose bytes have just been kept."""
    changed_at = str(arrival.stamp[1]) if arrival.stamp else ""
    return line_of(home, arrival.name, sha256, kept, arrival.dropped_at, changed_at=changed_at)


def line_of(
    home: Home, name: str, sha256: str, kept: Path, moment: datetime, *, changed_at: str = ""
) -> Entry:
    """Return a line about bytes that are kept."""
    place = kept.relative_to(home.root).as_posix()
    return Entry(moment.astimezone(UTC).isoformat(), sha256, name, changed_at, place)


def place_of(home: Home, entry: Entry) -> Path:
    """Return where an original's bytes lie: in archive or quarantine, as `is_sound` has seen.

    A folder of the archive that is a link leads elsewhere: nothing lies there.
    """
    place = home.root / entry.kept_as
    return home.archive / entry.sha256 if place.parent.is_symlink() else place


def is_refused(entry: Entry) -> bool:
    """Tell whether an original was refused, and lies where its owner may throw it away."""
    return entry.kept_as.startswith("quarantine/")
