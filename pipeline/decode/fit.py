"""FIT bytes -> tables of messages, by fitparse; kept apart so that a faster reader can follow.

fitparse gives up on files that watches do write: COROS field sizes, undescribed developer
fields, stale lengths. So each part of a file gets a clean header and gentler steps.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import polars as pl
from fitparse.base import FitFile
from fitparse.profile import MESSAGE_TYPES
from fitparse.records import (
    BASE_TYPE_BYTE,
    BASE_TYPES,
    BaseType,
    DataMessage,
    DefinitionMessage,
    Field,
    FieldDefinition,
    MessageHeader,
)
from fitparse.utils import FitEOFError, FitParseError

from pipeline.decode.activity import Activity
from pipeline.decode.fit_container import MARK, SMALLEST_HEADER, segments_of
from pipeline.decode.fit_frames import activity_of
from pipeline.decode.fit_plain import Plain, plain_reader
from pipeline.decode.fit_profile import (
    CATEGORIES,
    MESSAGES,
    TEXTS,
    TIMESTAMP_FIELD,
    Tables,
    fields_read,
    table_of,
)
from pipeline.decode.fit_values import Row, number, text, with_first_category
from pipeline.errors import N_, UnreadableFile

MAX_MESSAGES = 1_000_000
"""Eleven days at one record a second."""

ROWS_A_PART = 50_000
"""So many rows wait as Python objects, which take thirty times the room of a frame's."""

SKIPPED = BaseType(name="skipped", identifier=-1, fmt="s", parse=lambda _: None)
"""The type of bytes that we step over; fitparse takes it for one of its own."""

FITPARSE_FAILS = (FitParseError, struct.error, ArithmeticError, LookupError, TypeError, ValueError)
"""What fitparse raises over bytes that make no sense: its own errors and Python's."""


def decode_fit(data: bytes) -> Activity:
    """Return what a FIT file holds.

    Raises
    ------
    NotAnActivity
        If it holds settings, a course, a day's monitoring, ...
    UnreadableFile
        If no message can be read or nothing says when it was.
    """
    tables, quality = read_tables(data)
    return activity_of(tables, quality)


def read_tables(data: bytes) -> tuple[Tables, list[str]]:
    """Return the messages of `MESSAGES` in a FIT file, and what was odd about it.

    Raises
    ------
    UnreadableFile
        If there is not a single message of use.
    """
    quality: list[str] = []
    rows: dict[str, list[Row]] = {message.name: [] for message in MESSAGES.values()}
    parts: dict[str, list[pl.DataFrame]] = {name: [] for name in rows}
    for place, segment in enumerate(segments_of(data, quality)):
        for number_of_message, row in _Reader(segment.messages, quality).rows():
            name = MESSAGES[number_of_message].name
            rows[name].append({"segment": place, **row})
            if len(rows[name]) >= ROWS_A_PART:
                parts[name].append(table_of(name, rows[name]))
                rows[name].clear()
    tables = {name: pl.concat([*parts[name], table_of(name, rows[name])]) for name in rows}
    if not any(table.height for table in tables.values()):
        raise UnreadableFile(problem=N_("a FIT file without a single message of use"))
    return tables, list(dict.fromkeys(quality))


def _row(message: DataMessage) -> Row:
    """Return a message's columns; where a field comes twice, its first value wins.

    What fitparse derives from another field (`enhanced_speed` from `speed`) comes last.
    """
    columns = MESSAGES[message.mesg_num].fields
    row: Row = {}
    for field in sorted(message.fields, key=lambda field: field.field_def is None):
        column = columns.get(field.def_num)
        if column is not None and row.get(column) is None:
            if column in TEXTS:
                row[column] = text(column, field.value)
            elif column in CATEGORIES:
                row[column] = field.raw_value
            else:
                row[column] = number(field.value)
    return with_first_category(row) if row.keys() & CATEGORIES else row


class _Values:
    """Stands in for fitparse's processor, which turns uptimes into dates and costs half the time."""

    def run_type_processor(self, field: object) -> None:
        """Leave types as they are."""

    run_field_processor = run_unit_processor = run_message_processor = run_type_processor


class _Reader(FitFile):  # type: ignore[misc] # fitparse ships no types
    """fitparse without its two habits of giving up, and without its memory.

    Developer fields are stepped over by their size, so their descriptions are not needed and
    fitparse's table of them, which outlives the file, is never written.
    """

    def __init__(self, messages: bytes, quality: list[str]) -> None:
        self._bytes_left: int
        self._quality = quality
        self._sizes: dict[int, int] = {}
        self._plain: dict[int, Plain | None] = {}
        header = struct.pack("<BBHI4s", SMALLEST_HEADER, 0x10, 0, len(messages), MARK)
        super().__init__(BytesIO(header + messages), check_crc=False, data_processor=_Values())

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield number and columns of the messages of `MESSAGES`, until the bytes make no sense."""
        for _ in range(MAX_MESSAGES):
            if self._bytes_left <= 0:
                return
            try:
                message = self._next()
            except FitEOFError:
                self._quality.append("truncated")
                return
            except FITPARSE_FAILS:
                self._quality.append("damaged")
                return
            if message is not None:
                yield message
        self._quality.append("too_long")

    def _next(self) -> tuple[int, Row] | None:
        """Return the next message if it is one we read."""
        header = self._parse_message_header()
        if header.is_definition:
            self._parse_definition_message(header)
            return None
        definition = self._local_mesgs.get(header.local_mesg_num)
        if definition is None:
            raise FitParseError(f"message of undefined local type {header.local_mesg_num}")
        plain = self._plain[header.local_mesg_num]
        if plain and plain.layout.size and header.time_offset is None:
            return definition.mesg_num, self._plain_row(plain)
        if definition.mesg_num in MESSAGES:
            message = self._parsed_or_skipped(header)
            return None if message is None else (definition.mesg_num, _row(message))
        self._skip(header, definition)
        return None

    def _plain_row(self, plain: Plain) -> Row:
        row = plain.row(self._read(plain.layout.size))
        if row.get("timestamp") is not None:
            self._compressed_ts_accumulator = int(row["timestamp"])
        return row

    def _parsed_or_skipped(self, header: MessageHeader) -> DataMessage | None:
        """Return the message, or None where its values make no sense; the next may again."""
        size = self._sizes[header.local_mesg_num]
        at, left = self._file.tell(), self._bytes_left
        try:
            return self._parse_data_message(header)
        except FitEOFError:
            raise
        except FITPARSE_FAILS:
            self._quality.append("unreadable_messages")
            self._file.seek(at + size)
            self._bytes_left = left - size
            return None

    def _skip(self, header: MessageHeader, definition: DefinitionMessage) -> None:
        """Step over a message, keeping the clock that compressed timestamps count from."""
        content = self._read(self._sizes[header.local_mesg_num]) or b""
        at = 0
        for field in definition.field_defs:
            if field.def_num == TIMESTAMP_FIELD and field.size == 4:  # noqa: PLR2004 - uint32
                (self._compressed_ts_accumulator,) = struct.unpack_from(
                    f"{definition.endian}I", content, at
                )
            at += field.size
        if header.time_offset is not None:
            self._compressed_ts_accumulator = self._apply_compressed_accumulation(
                header.time_offset, self._compressed_ts_accumulator, 5
            )

    def _parse_definition_message(self, header: MessageHeader) -> None:
        """Read a definition as fitparse does, but never give up on a field.

        Fields we do not read, fields whose size does not fit their type and developer fields
        are bytes to step over, neighbours in one go; a field of size zero is left out.
        """
        endian = ">" if self._read_struct("xB") else "<"
        message, field_count = self._read_struct("HB", endian=endian)
        fields = [self._field(message, *self._read_struct("3B")) for _ in range(field_count)]
        if header.is_developer_data:
            count = self._read_struct("B")
            fields += [_skipped(self._read_struct("3B")[1]) for _ in range(count)]
        self._sizes[header.local_mesg_num] = sum(field.size for field in fields)
        definition = DefinitionMessage(
            header=header,
            endian=endian,
            mesg_type=MESSAGE_TYPES.get(message),
            mesg_num=message,
            field_defs=_merged(fields),
            dev_field_defs=[],
        )
        self._local_mesgs[header.local_mesg_num] = definition
        self._plain[header.local_mesg_num] = plain_reader(definition)

    def _field(self, message: int, field: int, size: int, base_number: int) -> FieldDefinition:
        base = BASE_TYPES.get(base_number, BASE_TYPE_BYTE)
        if size % base.size:
            self._quality.append("odd_field_size")
            return _skipped(size)
        if field not in fields_read(message):
            return _skipped(size)
        kind = MESSAGE_TYPES.get(message)
        known = kind.fields.get(field) if kind else None
        self._start_accumulators(message, known)
        return FieldDefinition(field=known, def_num=field, base_type=base, size=size)

    def _start_accumulators(self, message: int, field: Field | None) -> None:
        """Let counters that overflow (old watches' distance) start at zero."""
        for component in (field.components if field else None) or ():
            if component.accumulate:
                self._accumulators.setdefault(message, {}).setdefault(component.def_num, 0)


def _skipped(size: int) -> FieldDefinition:
    return FieldDefinition(field=None, def_num=-1, base_type=SKIPPED, size=size)


def _merged(fields: list[FieldDefinition]) -> list[FieldDefinition]:
    """Return fields with neighbours to be stepped over as one, and without empty ones."""
    merged: list[FieldDefinition] = []
    for is_skipped, group in groupby(
        (field for field in fields if field.size), key=lambda field: field.base_type is SKIPPED
    ):
        neighbours = list(group)
        size = sum(field.size for field in neighbours)
        merged += [_skipped(size)] if is_skipped else neighbours
    return merged
