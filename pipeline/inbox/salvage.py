"""A zip cut short has lost its directory, not its members: each has a header of its own."""

import struct
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BufferedReader

from pipeline.files import CHUNK_BYTES
from pipeline.inbox import sentences
from pipeline.inbox.packed import (
    BYTES_DAMAGED,
    CHECKSUM,
    CUT,
    ENDS_EARLY,
    UNKNOWN_PACKING,
    CannotUnpackError,
    Listing,
    Packed,
    RefusedArchiveError,
    posix,
)

LOCAL_HEADER = b"PK\x03\x04"
DESCRIPTOR = b"PK\x07\x08"
FOLLOWERS = (LOCAL_HEADER, b"PK\x01\x02")
HEADER = struct.Struct("<4s2xHHxxxxLLLHH")
STORED, DEFLATED = 0, 8
IS_ENCRYPTED, IS_DESCRIBED, IS_UTF8 = 0x1, 0x8, 0x800
LARGE = 0xFFFFFFFF
ZIP64_TAG = 1
DESCRIPTOR_SIZES = (16, 24, 12, 20)
"""With and without a signature, sizes of 4 bytes and of 8."""


@dataclass
class Local:
    """A member by its own header, read from front to back.

    Attributes
    ----------
    start
        Where its packed bytes begin.
    packed_size
        How many they are; null where only their own end tells.
    end
        Where they end; null until they have been read, where nothing else tells.
    """

    file: BufferedReader
    name: str
    flags: int
    method: int
    crc: int
    start: int
    packed_size: int | None
    end: int | None

    def chunks(self) -> Iterator[bytes]:
        """Yield the unpacked bytes, which must be whole and as the checksum says."""
        crc = 0
        for chunk in self._unpacked():
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if crc != self._expected_crc():
            raise CannotUnpackError(CHECKSUM)

    def _unpacked(self) -> Iterator[bytes]:
        if self.method == STORED and self.packed_size is not None:
            yield from self._packed(self.packed_size)
        elif self.method == DEFLATED:
            yield from self._inflated()
        else:
            raise CannotUnpackError(UNKNOWN_PACKING)

    def _packed(self, size: int) -> Iterator[bytes]:
        self.file.seek(self.start)
        while size:
            chunk = self.file.read(min(size, CHUNK_BYTES))
            if not chunk:
                raise CannotUnpackError(CUT)
            size -= len(chunk)
            yield chunk

    def _inflated(self) -> Iterator[bytes]:
        decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        self.file.seek(self.start)
        while not decoder.eof:
            packed = decoder.unconsumed_tail or self.file.read(CHUNK_BYTES)
            if not packed:
                raise CannotUnpackError(CUT)
            try:
                chunk = decoder.decompress(packed, CHUNK_BYTES)
            except zlib.error as problem:
                raise CannotUnpackError(BYTES_DAMAGED) from problem
            if chunk:
                yield chunk
        self.end = self.file.tell() - len(decoder.unused_data)

    def _expected_crc(self) -> int:
        """Return the checksum: of a header that came before the bytes, what follows them."""
        if not self.flags & IS_DESCRIBED or self.end is None:
            return self.crc
        self.file.seek(self.end)
        described = self.file.read(8)
        crc = described[4:8] if described.startswith(DESCRIPTOR) else described[:4]
        return int.from_bytes(crc, "little")

    def following(self) -> int | None:
        """Return where the next header is to be found, null where nobody can tell."""
        if self.end is None or not self.flags & IS_DESCRIBED:
            return self.end
        self.file.seek(self.end)
        behind = self.file.read(max(DESCRIPTOR_SIZES) + 4)
        sizes = (size for size in DESCRIPTOR_SIZES if behind[size : size + 4] in FOLLOWERS)
        return self.end + next(sizes, len(behind))


def salvaged(file: BufferedReader, document_parts: Collection[str]) -> Listing:
    """Return the members of a zip without a directory, as far as their headers go.

    Raises
    ------
    RefusedArchiveError
        If it is what is left of a document.
    """
    first = _local(file, 0)
    if first and first.name in document_parts:
        raise RefusedArchiveError(sentences.IS_DOCUMENT)
    return Listing(_members(file), [ENDS_EARLY])


def _members(file: BufferedReader) -> Iterator[Packed]:
    size = file.seek(0, 2)
    place: int | None = 0
    while place is not None and (local := _local(file, place)):
        if not local.name.endswith("/"):
            yield Packed(
                path=posix(local.name),
                size=size if local.packed_size is None else min(local.packed_size, size),
                identity=f"{local.crc} {local.start}",
                chunks=local.chunks,
                refusal=sentences.IS_LOCKED if local.flags & IS_ENCRYPTED else None,
            )
        place = local.following()


def _local(file: BufferedReader, place: int) -> Local | None:
    """Return the member whose header stands at a place, null if none does."""
    file.seek(place)
    head = file.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    mark, flags, method, crc, packed_size, _, name_size, extra_size = HEADER.unpack(head)
    name, extra = file.read(name_size), file.read(extra_size)
    if mark != LOCAL_HEADER or len(extra) < extra_size:
        return None
    is_open = bool(flags & IS_DESCRIBED) and not packed_size
    known = _large_size(extra, packed_size) if packed_size == LARGE else packed_size
    known = None if is_open or known is None else min(known, file.seek(0, 2))
    start = place + HEADER.size + name_size + extra_size
    return Local(
        file=file,
        name=name.decode("utf-8" if flags & IS_UTF8 else "cp437", "replace"),
        flags=flags,
        method=method,
        crc=crc,
        start=start,
        packed_size=known,
        end=None if known is None else start + known,
    )


def _large_size(extra: bytes, size: int) -> int | None:
    """Return the packed size of a zip64 member; null where its end alone tells."""
    while len(extra) >= 4:  # noqa: PLR2004 - a tag and a length
        tag, length = struct.unpack_from("<HH", extra)
        if tag == ZIP64_TAG and length >= 16:  # noqa: PLR2004 - two sizes
            return int.from_bytes(extra[12:20], "little") or None
        extra = extra[4 + length :]
    return size
