"""One thing that lies in the inbox, and how to look at it without being fooled."""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path, PurePosixPath

from pipeline.errors import HomeUnwritable, Reason

Stamp = tuple[int, int, int]
"""Size, time of change and identity of a file: while it stands still, so do the bytes."""

SYSTEM_FOLDER = re.compile(
    r"\..*|__macosx|@eadir|\$recycle\.bin|system volume information|.*\.download",
    re.IGNORECASE | re.DOTALL,
)
SYSTEM_FILE = re.compile(
    r"\..*|~\$.*|~syncthing~.*|thumbs\.db|desktop\.ini|icon\r"
    r"|.*\.(part|partial|filepart|crdownload|opdownload|download|tmp|!sync|icloud)",
    re.IGNORECASE | re.DOTALL,
)
UNPRINTABLE = {"Cc", "Zl", "Zp"}
BIDI_CONTROLS = {*"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}

NEVER_FOLLOW = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class Arrival:
    """A plain file, an archive, or a member of an archive.

    Attributes
    ----------
    original
        What lies in the inbox; for a member, the outermost archive.
    content
        Where the bytes can be read: the same file, or the member unpacked below
        `work/unpacked`. For a member that was not unpacked, the archive that holds it.
    name
        Posix path below the inbox, `outer.zip/inner.fit` for a member; text to show and
        store, never a path to open.
    athlete_id
        Whose it is.
    is_container
        An archive: it has a row of its own and is not counted among the files.
    refused
        Why it must not be read, for a bomb, a path outside, a link, a password and so on.
    stand_in
        For a member that was not unpacked, what takes the place of its sha256.
    stamp
        The original as it was when it was scanned.
    dropped_at
        When a scan first found it; the same for all that one scan finds.
    is_kept
        The original lies in the archive and stays there.
    is_part
        It came out of an archive once, though it lies alone now: a refused member, tried again.
    sha256
        Of its bytes, where they have been hashed already.
    replaces
        The sha256 of the refused file that is tried again.
    quality
        What was odd about an archive: codes that `dashboards.wording.files` puts in words.
    """

    original: Path
    content: Path
    name: str
    athlete_id: str
    is_container: bool = False
    refused: Reason | None = None
    stand_in: str | None = None
    stamp: Stamp | None = None
    dropped_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    is_kept: bool = False
    is_part: bool = False
    sha256: str | None = None
    replaces: str | None = None
    quality: tuple[str, ...] = ()

    @property
    def is_member(self) -> bool:
        """Tell whether it comes out of an archive, which is kept in its stead."""
        return self.is_part or self.stand_in is not None or self.content != self.original


@dataclass(frozen=True)
class Scan:
    """What a look into the inbox found.

    Attributes
    ----------
    arrivals
        Everything that can be taken now, by name; an archive stands before its members.
    notices
        What the user has not been told before: things left alone, folders that are
        nobody's.
    growing
        How many files are still being written and wait for the next run.
    """

    arrivals: tuple[Arrival, ...] = ()
    notices: tuple[Reason, ...] = ()
    growing: int = 0


def printable(name: str) -> str:
    """Return a name as it can be shown and stored: no control characters, valid text."""
    categories = ((letter, unicodedata.category(letter)) for letter in name)
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if category == "Cs" else letter
        for letter, category in categories
        if category not in UNPRINTABLE and letter not in BIDI_CONTROLS
    )


def is_left_alone(path: PurePosixPath) -> bool:
    """Tell whether a file belongs to a system or a sync program, not to the user."""
    if not path.parts:
        return True
    *folders, file = path.parts
    return bool(SYSTEM_FILE.fullmatch(file)) or any(map(SYSTEM_FOLDER.fullmatch, folders))


def opened(path: Path) -> BufferedReader:
    """Open a plain file for reading: never through a link, never waiting on a pipe.

    Raises
    ------
    OSError
        If it is anything but a plain file, or cannot be read.
    """
    handle = os.open(path, NEVER_FOLLOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    return os.fdopen(handle, "rb")


def size_of(arrival: Arrival) -> int:
    """Return an arrival's bytes; one that has vanished since has none."""
    try:
        return arrival.content.stat().st_size
    except FileNotFoundError:
        return 0


def stamp_of(status: os.stat_result) -> Stamp:
    """Return what changes whenever a file's bytes do."""
    return status.st_size, status.st_mtime_ns, status.st_ino


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a disk that is full or read-only into its sentence.

    Raises
    ------
    HomeUnwritable
        If anything inside the block cannot be written.
    """
    try:
        yield
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem
