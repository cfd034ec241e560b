"""Texts inside a document -> numbers and instants, without a Python object for each.

Arrow reads a text where it stands: an array of strings is the places where they begin and end.
What lies between two of ours is declared unknown, so nobody looks at it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.decode.samples import Floats

Places = NDArray[np.int64]
"""Where something stands in the bytes of a document, in order."""

Bytes = NDArray[np.uint8]

EVERY_OTHER = b"\x55"
"""Eight strings, of which the first, the third ... are known."""

UTC_MARK = ord("Z")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def texts_at(data: bytes, starts: Places, ends: Places, kind: Any) -> Any:
    """Return an Arrow array whose every other value is one of the texts, without copying them."""
    count = 2 * len(starts)
    places = np.empty(count + 1, np.int64)
    places[:-1:2], places[1::2], places[-1] = starts, ends, len(data)
    known = EVERY_OTHER * (count // 8 + 8)
    buffers = [pa.py_buffer(known), pa.py_buffer(places), pa.py_buffer(data)]
    return pa.Array.from_buffers(kind, count, buffers)


def plain_numbers(data: bytes, starts: Places, ends: Places) -> Floats | None:
    """Return what the texts say, NaN for 'inf' and the like; null where one is no number."""
    if not len(starts):
        return np.empty(0)
    try:
        read = texts_at(data, starts, ends, pa.large_string()).cast(pa.float64())
    except pa.ArrowInvalid:
        return None
    return _finite(np.frombuffer(read.buffers()[1], np.float64)[::2])


def numbers(data: bytes, starts: Places, ends: Places) -> Floats:
    """Return what the texts say, NaN where they say no number; blanks around one are fine."""
    read = plain_numbers(data, starts, ends)
    if read is not None:
        return read
    texts = pl.Series(pl.from_arrow(texts_at(data, starts, ends, pa.large_string())))
    lenient = texts.gather_every(2).str.strip_chars().cast(pl.Float64, strict=False)
    return _finite(lenient.to_numpy())


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def instants(data: bytes, starts: Places, ends: Places) -> tuple[Floats, Floats | None]:
    """Return microseconds since 1970 and, unless all are in UTC, the offsets in seconds.

    NaN where a text is no time.
    """
    last = np.frombuffer(data, np.uint8)[ends - 1]
    if (last == UTC_MARK).all() and len(starts):
        try:
            read = texts_at(data, starts, ends, pa.large_string()).cast(pa.timestamp("us", "UTC"))
            return np.frombuffer(read.buffers()[1], np.int64)[::2].astype(np.float64), None
        except pa.ArrowInvalid:
            pass  # one by one, then
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    moments = [moment_of(data[start:end].decode("ascii", "replace")) for start, end in pairs]
    return (
        np.array([_microseconds(moment) for moment in moments], np.float64),
        np.array([_offset_s(moment) for moment in moments], np.float64),
    )


def moment_of(text: str | None) -> datetime | None:
    """Return a time as written; without a zone it is UTC, as the standards say."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def instant_at(text: str | None) -> datetime | None:
    """Return a time in UTC; null where the text is none."""
    moment = moment_of(text)
    try:
        return moment.astimezone(UTC) if moment else None
    except OverflowError:
        return None  # in the year 1 or 9999


def _microseconds(moment: datetime | None) -> float:
    return np.nan if moment is None else (moment - EPOCH) // MICROSECOND


def _offset_s(moment: datetime | None) -> float:
    offset = moment.utcoffset() if moment else None
    return np.nan if offset is None else offset.total_seconds()
