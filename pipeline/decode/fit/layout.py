"""A FIT definition -> where each field of its messages lies, and how its bytes are numbers."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipeline.decode.fit.profile import MESSAGES, TIMESTAMP_FIELD, Scale, scale_of

HEADER_BYTES = 1
BIG_ENDIAN = 1
TYPE_BITS = 0x1F


class BaseType(NamedTuple):
    """One of FIT's types of numbers.

    Attributes
    ----------
    format
        numpy's letter and size for it.
    size
        Bytes of one.
    invalid
        The value that stands for none; null where not-a-number does.
    """

    format: str
    size: int
    invalid: int | None


STRING = BaseType("S", 1, None)
BYTE = BaseType("u1", 1, 0xFF)
BASE_TYPES: dict[int, BaseType] = {
    0x00: BaseType("u1", 1, 0xFF),  # enum
    0x01: BaseType("i1", 1, 0x7F),
    0x02: BaseType("u1", 1, 0xFF),
    0x07: STRING,
    0x0A: BaseType("u1", 1, 0),
    0x0D: BYTE,
    0x03: BaseType("i2", 2, 0x7FFF),
    0x04: BaseType("u2", 2, 0xFFFF),
    0x05: BaseType("i4", 4, 0x7FFFFFFF),
    0x06: BaseType("u4", 4, 0xFFFFFFFF),
    0x08: BaseType("f4", 4, None),
    0x09: BaseType("f8", 8, None),
    0x0B: BaseType("u2", 2, 0),
    0x0C: BaseType("u4", 4, 0),
    0x0E: BaseType("i8", 8, 0x7FFFFFFFFFFFFFFF),
    0x0F: BaseType("u8", 8, 0xFFFFFFFFFFFFFFFF),
    0x10: BaseType("u8", 8, 0),
}
"""FIT's number of a type, without the bit that says whether the order of bytes matters: not
every writer sets it."""


class Field(NamedTuple):
    """One field that we read.

    Attributes
    ----------
    column
        Its name in our tables and in the layout's `dtype`; of two fields the first has it.
    base
        Its type.
    length
        How many values it holds.
    scale
        What makes its numbers a quantity.
    """

    column: str
    base: BaseType
    length: int
    scale: Scale


class DeveloperField(NamedTuple):
    """A field that an app on the watch has defined: its number, its app and its bytes."""

    number: int
    developer: int
    offset: int
    size: int


class Layout(NamedTuple):
    """The messages of one definition.

    Attributes
    ----------
    message
        FIT's number of the kind of message.
    size
        Bytes of one message, its header included.
    fields
        Those that we read.
    dtype
        Of one message, with these fields only.
    time
        Of one message, with its timestamp only; null where it has none.
    developer
        Fields defined by apps.
    order
        numpy's sign for the order of bytes.
    is_odd
        Whether the size of a field does not fit its type.
    """

    message: int
    size: int
    fields: tuple[Field, ...]
    dtype: np.dtype[np.void]
    time: np.dtype[np.void] | None
    developer: tuple[DeveloperField, ...]
    order: str
    is_odd: bool


@lru_cache(maxsize=1_000)
def layout_of(definition: bytes) -> Layout:
    """Return what the messages of a definition look like.

    Parameters
    ----------
    definition
        Its bytes from the order of bytes on; files of one watch repeat them, so they are
        understood once.
    """
    order = ">" if definition[0] == BIG_ENDIAN else "<"
    message = int.from_bytes(definition[1:3], "big" if order == ">" else "little")
    count, words = definition[3], definition[4:]
    own, others = words[: count * 3], words[count * 3 + 1 :]
    columns = MESSAGES[message].fields if message in MESSAGES else {}
    parts: dict[str, tuple[str, int]] = {}
    fields, time, is_odd, at = [], None, False, HEADER_BYTES
    for number, size, kind in zip(own[::3], own[1::3], own[2::3], strict=True):
        base = BASE_TYPES.get(kind & TYPE_BITS)
        is_odd |= base is None or size % base.size > 0
        if size and base and size % base.size == 0:
            column = columns.get(number)
            if column is not None and column not in parts:
                fields.append(_field(column, base, size, scale_of(message, number)))
                parts[column] = (_format(order, base, size), at)
            if number == TIMESTAMP_FIELD and base.format == "u4" and size == base.size:
                time = at
        at += size
    developer = []
    for number, size, index in zip(others[::3], others[1::3], others[2::3], strict=True):
        developer.append(DeveloperField(number, index, at, size))
        at += size
    return Layout(
        message,
        at,
        tuple(fields),
        dtype_of(parts, at),
        None if time is None else dtype_of({"time": (f"{order}u4", time)}, at),
        tuple(developer),
        order,
        is_odd,
    )


def _field(column: str, base: BaseType, size: int, scale: Scale) -> Field:
    return Field(column, base, 1 if base is STRING else size // base.size, scale)


def _format(order: str, base: BaseType, size: int) -> str:
    """Return numpy's word for a field: a number, several, or a text of some bytes."""
    if base is STRING:
        return f"S{size}"
    count = size // base.size
    return f"{order}{base.format}" if count == 1 else f"({count},){order}{base.format}"


def dtype_of(parts: dict[str, tuple[str, int]], size: int) -> np.dtype[np.void]:
    """Return a message's type with some of its fields: key -> format and place."""
    return np.dtype(
        {
            "names": list(parts),
            "formats": [form for form, _ in parts.values()],
            "offsets": [at for _, at in parts.values()],
            "itemsize": size,
        }
    )
