"""Packed bytes read once, from front to back, never more of them than allowed."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Protocol

from pipeline.files import CHUNK_BYTES
from pipeline.inbox.packed import (
    BROKEN,
    CUT,
    Breach,
    BreachError,
    CannotUnpackError,
    own_words,
)

GZIP, BZIP2, XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
STREAM_MAGIC = (GZIP, BZIP2, XZ)
XZ_MEMORY = 100_000_000
"""The strongest usual setting of xz takes 65 MB to unpack."""

Decoder = bz2.BZ2Decompressor | lzma.LZMADecompressor


class Source(Protocol):
    """What gives at most so many bytes at a time, and none at its end."""

    def read1(self, size: int, /) -> bytes:
        """Return some bytes."""


class _Unpacking:
    """A bzip2 or xz file, streams one behind the other and all."""

    def __init__(self, file: BufferedReader, decoder: Callable[[], Decoder]) -> None:
        self._file = file
        self._new = decoder
        self._decoder = decoder()

    def read1(self, size: int, /) -> bytes:
        while True:
            if self._decoder.eof:
                rest = self._decoder.unused_data or self._file.read(CHUNK_BYTES)
                if not rest:
                    return b""
                self._decoder = self._new()
            else:
                rest = self._file.read(CHUNK_BYTES) if self._decoder.needs_input else b""
                if self._decoder.needs_input and not rest:
                    raise EOFError
            if chunk := self._decoder.decompress(rest, size):
                return chunk


def unpacking(file: BufferedReader) -> Source:
    """Return a file without its gzip, bzip2 or xz, or as it is."""
    file.seek(0)
    head = file.read(len(XZ))
    file.seek(0)
    if head.startswith(GZIP):
        return gzip.GzipFile(fileobj=file)
    if head.startswith(BZIP2):
        return _Unpacking(file, bz2.BZ2Decompressor)
    if head.startswith(XZ):
        return _Unpacking(file, _xz)
    return file


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=XZ_MEMORY)


def beginning(head: bytes, size: int) -> bytes:
    """Return the first bytes inside a packed file, as far as its own first bytes tell."""
    try:
        if head.startswith(GZIP):
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, size)
        if head.startswith(BZIP2):
            return bz2.BZ2Decompressor().decompress(head, size)
        return _xz().decompress(head, size)
    except BROKEN:
        return b""


class Forward:
    """A stream that only goes forward, as `tarfile` reads it.

    Parameters
    ----------
    source
        Gives the bytes.
    breach
        Tells which limit is broken once so many bytes have passed.

    Attributes
    ----------
    position
        How many bytes have passed.
    problem
        Why the source broke off; null while it has not.
    """

    def __init__(self, source: Source, breach: Callable[[int], Breach | None]) -> None:
        self._source = source
        self._breach = breach
        self.position = 0
        self.problem: str | None = None

    def tell(self) -> int:
        """Return how many bytes have passed."""
        return self.position

    def seek(self, position: int) -> int:
        """Pass over bytes; there is no way back."""
        if position < self.position:
            raise ValueError(position)
        while self.position < position:
            if not self.read(min(position - self.position, CHUNK_BYTES)):
                break
        return self.position

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer where the stream ends or breaks off.

        Raises
        ------
        BreachError
            If more has passed than is allowed.
        """
        parts = []
        while size > 0 and (part := self._part(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def chunks(self, size: int | None = None) -> Iterator[bytes]:
        """Yield so many bytes, which must all come; those to the end where none are named."""
        left = CHUNK_BYTES if size is None else size
        while left and (chunk := self.read(min(left, CHUNK_BYTES))):
            left -= len(chunk) if size is not None else 0
            yield chunk
        if self.problem or (size is not None and left):
            raise CannotUnpackError(self.problem or CUT)

    def _part(self, size: int) -> bytes:
        if self.problem:
            return b""
        try:
            part = self._source.read1(size)
        except BROKEN as problem:
            self.problem = own_words(problem)
            return b""
        self.position += len(part)
        if broken := self._breach(self.position):
            raise BreachError(*broken)
        return part
