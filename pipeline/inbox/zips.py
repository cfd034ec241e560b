"""Members of a zip: through its directory, which is counted before it is believed."""

import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from typing import IO, cast

from pipeline.files import CHUNK_BYTES
from pipeline.inbox import sentences
from pipeline.inbox.limits import Budget
from pipeline.inbox.packed import (
    BROKEN,
    CannotUnpackError,
    Listing,
    Packed,
    RefusedArchiveError,
    own_words,
    posix,
)
from pipeline.inbox.salvage import LOCAL_HEADER, salvaged

IS_ENCRYPTED = 0x1
DIRECTORY_ENTRY = b"PK\x01\x02"
DIRECTORY_BYTES = 64_000_000
"""The directory of 100 000 members takes 15 MB; it is read in one piece."""
DOCUMENT_PARTS = {"[Content_Types].xml", "mimetype"}


class _Counted:
    """A file that gives zipfile no directory with more members than allowed."""

    def __init__(self, file: BufferedReader, budget: Budget) -> None:
        self._file = file
        self._budget = budget
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Return bytes as the file does."""
        data = self._file.read(min(size, DIRECTORY_BYTES + 1))
        is_directory = data.startswith(DIRECTORY_ENTRY)
        if is_directory and (
            len(data) > DIRECTORY_BYTES or data.count(DIRECTORY_ENTRY) > self._budget.members_left
        ):
            raise RefusedArchiveError(sentences.TOO_MANY, limit=self._budget.limits.members)
        return data


def zip_listing(file: BufferedReader, budget: Budget) -> Listing:
    """Return the members of a zip, by name; of one without a directory, those still whole.

    Raises
    ------
    RefusedArchiveError
        If it is damaged beyond that, a document, or holds more members than allowed.
    """
    size = file.seek(0, 2)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(cast("IO[bytes]", _Counted(file, budget)))
    except BROKEN as problem:
        if not _starts_with_member(file):
            raise RefusedArchiveError(sentences.IS_DAMAGED, problem=own_words(problem)) from problem
        return salvaged(file, DOCUMENT_PARTS)
    members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    if DOCUMENT_PARTS & {member.filename for member in members}:
        raise RefusedArchiveError(sentences.IS_DOCUMENT)
    members.sort(key=lambda member: member.filename)
    # Members are read from the file itself: what they hold is not a directory.
    archive.fp = file
    return Listing(_packed(archive, info, size) for info in members)


def _starts_with_member(file: BufferedReader) -> bool:
    file.seek(0)
    return file.read(4) == LOCAL_HEADER


def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> Packed:
    return Packed(
        path=posix(info.filename),
        size=min(info.compress_size, size),
        identity=f"{info.CRC} {info.file_size}",
        chunks=partial(_chunks, archive, info),
        refusal=_refusal(info),
    )


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return sentences.IS_PACKED_LINK
    return sentences.IS_LOCKED if info.flag_bits & IS_ENCRYPTED else None


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's bytes, which must come out as the checksum says."""
    try:
        with archive.open(info) as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except BROKEN as problem:
        raise CannotUnpackError(own_words(problem)) from problem
