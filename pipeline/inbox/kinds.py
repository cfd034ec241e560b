"""Which kind of archive a file is: by its bytes; by its name only what it claims to be."""

import re
import tarfile
from io import BufferedReader
from typing import Literal

from pipeline.files import CHUNK_BYTES
from pipeline.inbox.streams import BZIP2, STREAM_MAGIC, beginning

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BLOCK = 512
HEAD_BYTES = 4096
"""So much of a gzip holds at least the first block of what is inside."""
CLAIM = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
FIT_MARK = slice(8, 12)
ACTIVITY_ROOT = re.compile(rb"<(?:[\w.-]+:)?(gpx|TrainingCenterDatabase)[\s>]")

FOREIGN = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}
"""Archives no library of Python's opens: refused, for runs may lie in them."""

Kind = Literal["zip", "tar", "single"]


def kind_of(head: bytes) -> Kind | None:
    """Return the kind of archive that begins so: `single` is one inside a gzip.

    A gzip, bzip2 or xz of anything else is a file, not an archive.
    """
    if head.startswith(ZIP_MAGIC):
        return "zip"
    if _is_tar(head):
        return "tar"
    if head.startswith(STREAM_MAGIC):
        inside = beginning(head, BLOCK)
        if _is_tar(inside):
            return "tar"
        if inside.startswith(ZIP_MAGIC):
            return "single"
    return None


def is_archive(file: BufferedReader, name: str) -> bool:
    """Tell whether a file is an archive, or claims to be one and is nothing else."""
    head = head_of(file)
    is_one = bool(kind_of(head) or foreign_kind(head))
    return is_one or (bool(CLAIM.search(name)) and not _is_activity(head))


def foreign_kind(head: bytes) -> str | None:
    """Return what a file is packed as that cannot be opened, null where that is not so."""
    return next((kind for magic, kind in FOREIGN.items() if head.startswith(magic)), None)


def head_of(file: BufferedReader) -> bytes:
    """Return the first bytes of a file, enough to tell what is inside."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    # bzip2 packs 900 kB at a time: less of it gives not one byte.
    return head + file.read(CHUNK_BYTES) if head.startswith(BZIP2) else head


def _is_tar(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block[:BLOCK], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _is_activity(head: bytes) -> bool:
    """Tell a recording under a wrong name from a broken download."""
    inside = beginning(head, BLOCK) if head.startswith(STREAM_MAGIC) else head
    return inside[FIT_MARK] == b".FIT" or bool(ACTIVITY_ROOT.search(inside))
