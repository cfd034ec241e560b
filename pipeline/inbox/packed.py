"""What an archive lists: members whose bytes can be asked for, and why some cannot."""

import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.errors import N_

DRIVE = re.compile(r"[A-Za-z]:")

ENDS_EARLY = "archive_cut"
OVER_LIMIT = "archive_over_limit"
"""Codes of what was odd about an archive; `dashboards.wording.files` says them."""

CUT = N_("it ends early")
CHECKSUM = N_("its checksum (CRC) does not fit")
UNKNOWN_PACKING = N_("it is packed in a way Backstride does not know")
BYTES_DAMAGED = N_("its bytes are damaged")

OWN_WORDS = {
    "crc": CHECKSUM,
    "not a zip": CUT,
    "truncated": CUT,
    "unexpected end": CUT,
    "ended before": CUT,
    "not supported": UNKNOWN_PACKING,
}
"""What the libraries say, in English only -> what is told in its stead."""

Breach = tuple[str, int]
"""A sentence and the number of the limit it tells of."""

BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    MemoryError,  # a header that asks for a dictionary of gigabytes
    RuntimeError,  # zipfile's word for a method it does not know; headers nested without end
)
"""Everything the libraries say about bytes that are not what they claim to be."""


class CannotUnpackError(Exception):
    """A member whose bytes do not come out; the message is one of our phrases."""


class BreachError(Exception):
    """A stream that has given more than is allowed."""

    def __init__(self, template: str, limit: int) -> None:
        super().__init__(template)
        self.template = template
        self.limit = limit


class RefusedArchiveError(Exception):
    """An archive of which nothing is taken; the template lacks only its name."""

    def __init__(self, template: str, **facts: str | int) -> None:
        super().__init__(template)
        self.template = template
        self.facts = facts


@dataclass(frozen=True)
class Packed:
    """One member as its archive lists it.

    Attributes
    ----------
    path
        Its name, no place to write to.
    size
        Packed bytes, no more than the whole archive has: what its ratio is counted from.
    identity
        What tells it from others of its name where its bytes never come out.
    chunks
        Gives the unpacked bytes; raises CannotUnpackError or BreachError.
    refusal
        Why it is not even opened.
    """

    path: PurePosixPath
    size: int
    identity: str
    chunks: Callable[[], Iterator[bytes]]
    refusal: str | None = None

    @property
    def is_outside(self) -> bool:
        """Tell whether its name leads anywhere but below its archive."""
        path = self.path
        return path.is_absolute() or ".." in path.parts or bool(DRIVE.match(str(path)))


@dataclass
class Listing:
    """An archive's members in their order, each to be read before the next is asked for.

    Attributes
    ----------
    members
        May end early.
    quality
        What was odd; complete once all members have been gone through.
    """

    members: Iterator[Packed]
    quality: list[str] = field(default_factory=list)


def own_words(problem: Exception) -> str:
    """Return one of our phrases for what a library says."""
    if isinstance(problem, EOFError):
        return CUT
    if isinstance(problem, NotImplementedError):
        return UNKNOWN_PACKING
    said = str(problem).lower()
    return next((phrase for words, phrase in OWN_WORDS.items() if words in said), BYTES_DAMAGED)


def posix(name: str) -> PurePosixPath:
    """Return a member's name as a path, whichever way its system leans slashes."""
    return PurePosixPath(name.replace("\\", "/"))
