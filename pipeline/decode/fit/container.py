"""The frame of a FIT file: headers, lengths and checksums, before any message is read."""

from collections.abc import Iterator
from typing import NamedTuple

from fastcrc import crc16

from pipeline.errors import N_, UnreadableFile

MARK = b".FIT"
MARK_AT = 8
SMALLEST_HEADER = 12
CRC_BYTES = 2
MAX_SEGMENTS = 1_000
PADDING_BYTES = 32
MAX_BYTES = 64_000_000
"""A day at one record a second with every sensor has 15 MB."""


class Segment(NamedTuple):
    """One of the FIT files a file consists of: usually there is one.

    Attributes
    ----------
    messages
        The bytes between header and checksum.
    spare
        Two bytes where a checksum should stand and none does: a watch that was cut off may
        have written the end of its last message there.
    """

    messages: bytes
    spare: bytes


def segments_of(data: bytes, quality: list[str]) -> Iterator[Segment]:
    """Yield the parts of a file as their headers frame them, repairing stale lengths."""
    if len(data) > MAX_BYTES:
        quality.append("too_long")
        data = data[:MAX_BYTES]
    at = 0
    for count in range(MAX_SEGMENTS):
        header_bytes = data[at] if at < len(data) else 0
        if data[at + MARK_AT : at + SMALLEST_HEADER] != MARK or header_bytes < SMALLEST_HEADER:
            if at == 0:
                raise UnreadableFile(problem=N_("the FIT header at offset 0 is damaged"))
            quality.append("trailing_bytes")
            return
        if count == 1:
            quality.append("chained")
        start = at + header_bytes
        end = _end_of_messages(data, at, start, quality)
        at = end + CRC_BYTES
        is_unclosed = quality[-1:] == ["crc_mismatch"] and at == len(data)
        yield Segment(data[start:end], data[end:] if is_unclosed else b"")
        if at >= len(data):
            return


def _end_of_messages(data: bytes, at: int, start: int, quality: list[str]) -> int:
    """Return where the messages of the segment at `at` really end."""
    length = int.from_bytes(data[at + 4 : at + 8], "little")
    end = start + length
    if length == 0 and start < len(data):
        quality.append("no_data_size")
        return _until_padding(data, start)
    if end + CRC_BYTES > len(data):
        quality.append("truncated")
        return min(end, len(data))
    if crc16.arc(data[at:end]) == int.from_bytes(data[end : end + CRC_BYTES], "little"):
        return end
    quality.append("crc_mismatch")
    after = end + CRC_BYTES
    is_stale = after < len(data) and data[after + MARK_AT : after + SMALLEST_HEADER] != MARK
    return _until_padding(data, end) if is_stale else end


def _until_padding(data: bytes, at_least: int) -> int:
    """Return where bytes end that mean something: flash that was never written is all alike.

    Zeros would pass for messages of the first kind, heights of -500 m and all.
    """
    for blank in (b"\0", b"\xff"):
        end = len(data.rstrip(blank))
        if len(data) - end >= PADDING_BYTES:
            return max(end, at_least)
    return len(data)
