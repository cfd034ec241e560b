"""Records in one go: a message of plain numbers is one struct, not twenty fields.

Nearly all of a file is records, and in nearly all of them every field is a single number.
fitparse builds three objects for each; here one `unpack` and fitparse's own profile do.
Arrays, packed fields and compressed timestamps stay with fitparse.
"""

import struct
from collections.abc import Callable
from typing import Any, NamedTuple

from fitparse.records import DefinitionMessage, FieldDefinition

from pipeline.decode.fit_profile import EXPANDED, MESSAGES
from pipeline.decode.fit_values import Row, number

RECORD = 20
NUMBERS = frozenset("bBhHiIqQfd")


class Column(NamedTuple):
    """One field of a message: its column, and how its bytes become a value."""

    name: str
    parse: Callable[[Any], Any]
    scale: float
    offset: float


class Plain(NamedTuple):
    """How to read a message whose fields are plain numbers."""

    layout: struct.Struct
    columns: tuple[Column, ...]

    def row(self, content: bytes) -> Row:
        """Return a message's columns; where two fields share one, its first value wins."""
        row: Row = {}
        for column, raw in zip(self.columns, self.layout.unpack(content), strict=True):
            value = column.parse(raw)
            if value is not None and row.get(column.name) is None:
                row[column.name] = number(value / column.scale - column.offset)
        return row


def plain_reader(definition: DefinitionMessage) -> Plain | None:
    """Return the reader of a record's definition, None where fitparse has to do it."""
    if definition.mesg_num != RECORD:
        return None
    if not all(_is_skipped(field) or _is_plain(field) for field in definition.field_defs):
        return None
    names = MESSAGES[RECORD].fields
    columns = tuple(
        Column(
            names[field.def_num],
            field.base_type.parse,
            (field.field.scale if field.field else None) or 1,
            (field.field.offset if field.field else None) or 0,
        )
        for field in definition.field_defs
        if not _is_skipped(field)
    )
    parts = (
        f"{field.size}x" if _is_skipped(field) else field.base_type.fmt
        for field in definition.field_defs
    )
    return Plain(struct.Struct(definition.endian + "".join(parts)), columns)


def _is_skipped(field: FieldDefinition) -> bool:
    return bool(field.def_num < 0)


def _is_plain(field: FieldDefinition) -> bool:
    """Tell a single number from arrays, texts and fields that hold others."""
    return (
        field.base_type.fmt in NUMBERS
        and field.base_type.name != "byte"
        and field.size == field.base_type.size
        and field.def_num not in EXPANDED[RECORD]
        and field.def_num in MESSAGES[RECORD].fields
        and not (field.field and field.field.subfields)
    )
