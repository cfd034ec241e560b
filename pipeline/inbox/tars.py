"""Members of a tar, plain or packed, read in one pass: nothing but headers is in memory."""

import tarfile
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from pathlib import PurePosixPath
from typing import IO, cast

from pipeline.inbox import sentences
from pipeline.inbox.kinds import BLOCK
from pipeline.inbox.limits import Budget
from pipeline.inbox.packed import (
    BROKEN,
    ENDS_EARLY,
    OVER_LIMIT,
    BreachError,
    Listing,
    Packed,
    posix,
)
from pipeline.inbox.streams import Forward, unpacking

HEADER_BYTES = 1_000_000
"""A long name or a list of attributes takes a few blocks; tarfile would read gigabytes."""


class _Headers:
    """A stream as tarfile sees it, who reads headers only: so many bytes between two members.

    Attributes
    ----------
    left
        How many bytes the next header may still take.
    """

    def __init__(self, stream: Forward) -> None:
        self._stream = stream
        self._last = b""
        self.left = HEADER_BYTES
        self.tell, self.seek = stream.tell, stream.seek

    def read(self, size: int) -> bytes:
        """Return so many bytes of a header."""
        self.left -= size
        if size < 0 or self.left < 0:
            raise tarfile.ReadError("header too long")
        self._last = self._stream.read(size)
        return self._last

    @property
    def has_ended(self) -> bool:
        """Tell whether the last block is the empty one that ends every tar."""
        return self._last == bytes(BLOCK)


def tar_listing(file: BufferedReader, budget: Budget) -> Listing:
    """Return the members of a tar in its own order."""
    size = file.seek(0, 2)
    stream = Forward(unpacking(file), partial(budget.breach_of_stream, packed=size))
    quality: list[str] = []
    return Listing(_members(stream, size, quality), quality)


def single_listing(file: BufferedReader, name: str, budget: Budget) -> Listing:
    """Return the one archive that lies packed inside a gzip, bzip2 or xz."""
    size = file.seek(0, 2)
    stream = Forward(unpacking(file), partial(budget.breach_of_stream, packed=size))
    path = PurePosixPath(PurePosixPath(name).name)
    inner = Packed(path.with_suffix("") if path.suffix else path, size, str(size), stream.chunks)
    return Listing(iter([inner]))


def _members(stream: Forward, size: int, quality: list[str]) -> Iterator[Packed]:
    headers = _Headers(stream)
    try:
        archive = tarfile.TarFile(fileobj=cast("IO[bytes]", headers))
        while info := archive.next():
            if not info.isdir():
                yield _packed(stream, info, size)
            archive.members.clear()  # type: ignore[attr-defined]
            headers.left = HEADER_BYTES
    except BreachError:
        quality.append(OVER_LIMIT)
    except BROKEN:
        quality.append(ENDS_EARLY)
    else:
        if not headers.has_ended:
            quality.append(ENDS_EARLY)


def _packed(stream: Forward, info: tarfile.TarInfo, size: int) -> Packed:
    return Packed(
        path=posix(info.name),
        size=max(size, info.size),  # the stream as a whole has a ratio, its members have none
        identity=f"{info.size} {info.mtime}",
        chunks=partial(stream.chunks, info.size),
        refusal=_refusal(info),
    )


def _refusal(info: tarfile.TarInfo) -> str | None:
    if info.issparse():
        return sentences.IS_SPARSE
    return None if info.isreg() else sentences.IS_PACKED_LINK
