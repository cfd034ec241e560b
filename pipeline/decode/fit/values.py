"""Blocks of FIT messages -> values: columns of records, rows of everything else.

Records come by the thousand and are read column by column; of other messages a file has a
handful, and for those a row in Python costs less than arrays would.
"""

from collections.abc import Callable, Iterator
from functools import partial
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.fit.layout import BYTE, STRING, Field
from pipeline.decode.fit.profile import ARRAYS, BYTES, PACKED, STRINGS
from pipeline.decode.fit.scan import Block
from pipeline.decode.fit.words import ENUMERATIONS, word
from pipeline.decode.samples import Floats

Row = dict[str, Any]
"""Column -> value of one message."""

Columns = dict[str, Floats]

PACKED_BYTES = 3
TWELVE_BITS = 1 << 12
PACKED_SPEED_A_MPS = 100
PACKED_DISTANCE_A_M = 16


def columns_of(block: Block) -> Columns:
    """Return the fields of a block's messages as columns."""
    content = block.content(block.layout.dtype)
    columns: Columns = {}
    for field in block.layout.fields:
        if field.base is STRING:
            continue
        raw = content[field.column]
        if field.column == PACKED:
            if field.length == PACKED_BYTES:
                columns |= _unpacked(raw)
            continue
        columns[field.column] = numbers(raw, field)
    return columns


def numbers(raw: NDArray[Any], field: Field) -> Floats:
    """Return the quantities of a field, NaN where it has none; of an array the first valid."""
    if field.base.invalid is None:
        values = _finite(raw)
    else:
        values = raw.astype(np.float64)
        values[raw == field.base.invalid] = np.nan
    if values.ndim > 1:
        first = np.argmax(~np.isnan(values), axis=1)
        values = values[np.arange(len(values)), first]
    if field.scale.divisor != 1:
        values /= field.scale.divisor
    if field.scale.offset:
        values -= field.scale.offset
    return values


def _finite(raw: NDArray[Any]) -> Floats:
    with np.errstate(invalid="ignore"):  # a signalling NaN would warn
        values = raw.astype(np.float64)
    values[~np.isfinite(values)] = np.nan
    return values


def first_known(first: Floats | None, second: Floats | None) -> Floats:
    """Return a column's values, another's where they are unknown."""
    if first is None or second is None:
        return second if first is None else first  # type: ignore[return-value] # one is there
    unknown = np.isnan(first)
    return np.where(unknown, second, first) if unknown.any() else first


def _unpacked(raw: NDArray[np.uint8]) -> Columns:
    """Return speed and distance of three bytes; the distance rolls over and is not yet summed."""
    low, middle, high = raw.T.astype(np.float64)
    speed = low + middle % 16 * 256
    distance = middle // 16 + high * 16
    is_none = (raw == 0xFF).all(axis=1)  # noqa: PLR2004 - FIT's invalid byte
    speed[is_none] = distance[is_none] = np.nan
    return {"packed_speed": speed / PACKED_SPEED_A_MPS, "packed_distance": distance}


def summed(distance: Floats) -> Floats:
    """Return packed distances in metres, going on where twelve bits rolled over."""
    is_known = ~np.isnan(distance)
    steps = np.diff(distance[is_known], prepend=0) % TWELVE_BITS
    metres = np.full(len(distance), np.nan)
    metres[is_known] = np.cumsum(steps) / PACKED_DISTANCE_A_M
    return metres


def rows_of(block: Block, limit: int) -> Iterator[Row]:
    """Yield a block's messages, the first `limit` of them."""
    content = block.content(block.layout.dtype)[:limit]
    readers = [(field.column, _reader(field)) for field in block.layout.fields]
    for message in content.tolist():
        yield {column: read(raw) for (column, read), raw in zip(readers, message, strict=True)}


def _reader(field: Field) -> Callable[[Any], Any]:
    """Return the function that makes a value of what numpy read."""
    if field.base is STRING or field.column in STRINGS:
        return text if field.base is STRING and field.column in STRINGS else _nothing
    if field.column in BYTES:
        return _bytes if field.base.format == BYTE.format else _nothing
    read = partial(_word, field) if field.column in ENUMERATIONS else partial(_number, field)
    if field.length == 1:
        return (lambda raw: [read(raw)]) if field.column in ARRAYS else read
    return partial(_all if field.column in ARRAYS else _first, read)


def _nothing(_: Any) -> None:
    """Return nothing for a text where a number is due, or the other way round."""


def text(raw: bytes) -> str | None:
    """Return a text without what follows its end and without blanks around it."""
    return raw.partition(b"\0")[0].decode("utf-8", "replace").strip() or None


def _number(field: Field, raw: float) -> float | None:
    if raw == field.base.invalid or not isfinite(raw):
        return None
    return raw / field.scale.divisor - field.scale.offset


def _word(field: Field, raw: float) -> str | None:
    is_none = raw == field.base.invalid or not isfinite(raw)
    return None if is_none else word(field.column, int(raw))


def _bytes(raw: Any) -> list[int]:
    """Return packed bytes, of which each may be anything, nothing where all are invalid."""
    values: list[int] = raw.tolist() if isinstance(raw, np.ndarray) else [raw]
    return [] if all(value == BYTE.invalid for value in values) else values


def _first(read: Callable[[Any], Any], raws: NDArray[Any]) -> Any:
    return next((value for value in map(read, raws.tolist()) if value is not None), None)


def _all(read: Callable[[Any], Any], raws: NDArray[Any]) -> list[Any]:
    return [read(raw) for raw in raws.tolist()]
