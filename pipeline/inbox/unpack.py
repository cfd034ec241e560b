"""Zip archives: members out, one by one, within limits, believing no header.

Members are written under numbers below `work/unpacked`; their own names are only text.
"""

import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path, PurePosixPath

from pipeline.errors import Reason
from pipeline.files import CHUNK_BYTES, sha256_of
from pipeline.home import Home
from pipeline.inbox import sentences
from pipeline.inbox.arrivals import Arrival, is_left_alone, opened, printable, writing
from pipeline.settings import InboxLimits

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
IS_ENCRYPTED = 0x1
DOCUMENT_PARTS = {"[Content_Types].xml", "mimetype"}
DRIVE = re.compile(r"[A-Za-z]:")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,  # zipfile's word for a method it does not know
)
"""Everything zipfile says about bytes that are not what they claim to be."""


class CannotUnpackError(Exception):
    """A member whose bytes do not come out; the message is zipfile's."""


@dataclass(frozen=True)
class Packed:
    """One member as its archive lists it; `path` is its name, no place to write to."""

    listing: zipfile.ZipFile
    info: zipfile.ZipInfo
    path: PurePosixPath
    archive_size: int

    @property
    def size(self) -> int:
        """Packed bytes; a header that lies gains no more than the archive's own size."""
        return min(self.info.compress_size, self.archive_size)

    def chunks(self) -> Iterator[bytes]:
        """Yield the unpacked bytes.

        Raises
        ------
        CannotUnpackError
            If they do not come out, or not as the checksum says.
        """
        try:
            with self.listing.open(self.info) as file:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk
        except BROKEN as problem:
            raise CannotUnpackError(_short(problem)) from problem


@dataclass
class Budget:
    """What one dropped archive, with all archives inside it, has used of its limits."""

    folder: Path
    limits: InboxLimits
    members: int = 0
    unpacked_bytes: int = 0

    def breach(self, written: int, packed: int, *, is_archive: bool) -> tuple[str, int] | None:
        """Return the limit a half-written member breaks, if any, as a sentence and a number."""
        limits = self.limits
        if written > limits.ratio * packed:
            return sentences.TOO_DENSE, limits.ratio
        if self.unpacked_bytes > limits.archive_bytes:
            return sentences.TOO_MUCH, limits.archive_megabytes
        if written > limits.member_bytes and not is_archive:
            return sentences.TOO_BIG, limits.member_megabytes
        return None


def unpacked_folder(home: Home) -> Path:
    """Return where members lie until they are removed."""
    return home.work / "unpacked"


def is_zip(content: BufferedReader, name: str) -> bool:
    """Tell whether a file is an archive by its bytes; of 0 bytes, by its name."""
    head = content.read(4)
    return head in ZIP_MAGIC or (not head and name.lower().endswith(".zip"))


def unpack(archive: Arrival, folder: Path, limits: InboxLimits) -> list[Arrival]:
    """Return an archive's own row and one for each member; refused ones say why.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return _members(replace(archive, is_container=True), Budget(folder, limits), depth=1)


def _members(archive: Arrival, budget: Budget, depth: int) -> list[Arrival]:
    with opened(archive.content) as file:
        size = file.seek(0, 2)
        try:
            listing = zipfile.ZipFile(file)
        except BROKEN as problem:
            return [_refused_whole(archive, size, problem)]
        members = [member for member in listing.infolist() if not member.filename.endswith("/")]
        if DOCUMENT_PARTS & {member.filename for member in members}:
            reason = Reason(sentences.IS_DOCUMENT, {"name": archive.name})
            return [replace(archive, is_container=False, refused=reason)]
        arrivals = [archive]
        for info in sorted(members, key=lambda member: member.filename):
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if not _is_outside(path) and is_left_alone(path):
                continue
            arrivals += _member(archive, Packed(listing, info, path, size), budget, depth)
        return arrivals


def _refused_whole(archive: Arrival, size: int, problem: Exception) -> Arrival:
    """Return an archive nothing comes out of: it counts as a file, not as a container."""
    damaged = Reason(sentences.IS_DAMAGED, {"name": archive.name, "problem": _short(problem)})
    reason = damaged if size else Reason(sentences.NO_BYTES, {"name": archive.name})
    return replace(archive, is_container=False, refused=reason)


def _member(archive: Arrival, packed: Packed, budget: Budget, depth: int) -> list[Arrival]:
    """Return one member's row, and those of its own members if it is an archive."""
    budget.members += 1
    name = f"{archive.name}/{printable(str(packed.path))}"
    member = replace(archive, name=name, is_container=False)
    target = budget.folder / f"{budget.members:06d}"
    reason = _not_opened(name, packed, budget) or _written(name, packed, target, budget)
    if reason:
        info = packed.info
        stand_in = sha256_of(f"{info.CRC} {info.file_size} {name}".encode())
        return [replace(member, refused=reason, stand_in=stand_in)]
    member = replace(member, content=target)
    with opened(target) as content:
        if not is_zip(content, name):
            return [member]
    if depth >= budget.limits.depth:
        too_deep = Reason(sentences.TOO_DEEP, {"name": name, "limit": budget.limits.depth})
        return [replace(member, refused=too_deep)]
    return _members(replace(member, is_container=True), budget, depth + 1)


def _is_outside(path: PurePosixPath) -> bool:
    """Tell whether a member's name leads anywhere but below its archive."""
    return path.is_absolute() or ".." in path.parts or bool(DRIVE.match(str(path)))


def _not_opened(name: str, packed: Packed, budget: Budget) -> Reason | None:
    """Return why a member is not even opened."""
    file_type = stat.S_IFMT(packed.info.external_attr >> 16)
    if _is_outside(packed.path):
        return Reason(sentences.IS_OUTSIDE, {"name": name})
    if file_type not in (0, stat.S_IFREG):
        return Reason(sentences.IS_PACKED_LINK, {"name": name})
    if packed.info.flag_bits & IS_ENCRYPTED:
        return Reason(sentences.IS_LOCKED, {"name": name})
    if budget.members > budget.limits.members:
        return Reason(sentences.TOO_MANY, {"name": name, "limit": budget.limits.members})
    return None


def _written(name: str, packed: Packed, target: Path, budget: Budget) -> Reason | None:
    """Write a member's bytes, or return why not and leave nothing behind."""
    reason = None
    written = 0
    is_archive = False
    with writing(target), target.open("xb") as file:
        try:
            for chunk in packed.chunks():
                is_archive = is_archive or (not written and chunk.startswith(ZIP_MAGIC))
                written += len(chunk)
                budget.unpacked_bytes += len(chunk)
                if breach := budget.breach(written, packed.size, is_archive=is_archive):
                    reason = Reason(breach[0], {"name": name, "limit": breach[1]})
                    break
                file.write(chunk)
        except CannotUnpackError as problem:
            reason = Reason(sentences.CANNOT_UNPACK, {"name": name, "problem": str(problem)})
    if reason:
        target.unlink()
    return reason


def _short(problem: Exception) -> str:
    """Return zipfile's own words, fit for one line."""
    return printable(str(problem) or type(problem).__name__)[:120]
