"""Damage that only a FIT can take: lengths, definitions, numbers at the end of their range."""

import struct
from collections.abc import Iterator
from random import Random

from fastcrc import crc16

from tests.fuzz.any_edits import Mutable, place

SIZES = (0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 255)
TYPES = (
    *(0x00, 0x01, 0x02, 0x07, 0x0A, 0x0D, 0x83, 0x84, 0x85, 0x86, 0x88, 0x89, 0x8B, 0x8C),
    *(0x8E, 0x8F, 0x90, 0x33, 0xFF),
)
MESSAGES = (0, 3, 7, 12, 18, 19, 20, 21, 23, 34, 132, 206, 207, 216, 225, 0xFF00)
FIELDS = (*range(18), 23, 39, 41, 52, 53, 73, 78, 84, 85, 108, 110, 192, 193, 253, 254)
NUMBERS = (
    *(0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x0FFFFFFF, 0x10000000, 0x10000001, 0x3B9ACA00),
    *(0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFE, 0xFFFFFFFF),
)
HEADER, LENGTH_AT, DEVELOPER, DEFINITION, COMPRESSED = 14, 4, 0x20, 0x40, 0x80


def definitions(data: Mutable) -> Iterator[tuple[int, int]]:
    """Yield where each definition begins and how many fields it has, as far as they make sense."""
    at, sizes = data[0] if data else 0, {}
    while at + 6 < len(data):
        header = data[at]
        if header & COMPRESSED or not header & DEFINITION:
            local = header >> 5 & 3 if header & COMPRESSED else header & 15
            if local not in sizes:
                return
            at += sizes[local]
            continue
        fields = data[at + 5]
        stop = at + 6 + fields * 3
        size = 1 + sum(data[at + 7 : stop : 3])
        if header & DEVELOPER and stop < len(data):
            extra = stop + 1 + data[stop] * 3
            size, stop = size + sum(data[stop + 2 : extra : 3]), extra
        yield at, fields
        sizes[header & 15] = size
        at = stop


def some_definition(data: Mutable, random: Random) -> tuple[int, int] | None:
    """Return one of a file's definitions that has a field."""
    found = [(at, fields) for at, fields in definitions(data) if fields]
    return random.choice(found) if found else None


def change_length(data: Mutable, random: Random) -> None:
    """Let the header lie about the length, or about its own."""
    if len(data) > HEADER:
        length = random.choice(
            (0, 1, len(data) - 15, len(data) + 1, *NUMBERS, random.randrange(9999))
        )
        struct.pack_into("<I", data, LENGTH_AT, length & 0xFFFFFFFF)
        if random.random() < 0.2:
            data[0] = random.randrange(256)


def change_definition(data: Mutable, random: Random) -> None:
    """Change what a definition says of its messages: kind, order of bytes, number of fields."""
    found = some_definition(data, random)
    if found is None:
        return
    at, fields = found
    match random.randrange(5):
        case 0:
            data[at + 2] ^= random.choice((1, 0xFF))
        case 1:
            struct.pack_into("<H", data, at + 3, random.choice(MESSAGES))
        case 2:
            data[at + 5] = random.choice((0, fields - 1, min(fields + 1, 255), 255))
        case 3:
            data[at] ^= DEVELOPER
        case 4:
            data[at] = DEFINITION | random.randrange(16)


def change_field(data: Mutable, random: Random) -> None:
    """Change what a definition says of a field: number, size or type."""
    found = some_definition(data, random)
    if found is None:
        return
    at, fields = found
    word = at + 6 + 3 * random.randrange(fields)
    if word + 2 < len(data):
        which = random.randrange(3)
        data[word + which] = random.choice((FIELDS, SIZES, TYPES)[which])


def move_definition(data: Mutable, random: Random) -> None:
    """Put a copy of a definition somewhere else."""
    found = some_definition(data, random)
    if found is not None:
        at, fields = found
        start = place(data, random)
        data[start:start] = data[at : at + 6 + 3 * fields]


def compress_time(data: Mutable, random: Random) -> None:
    """Turn a byte into the beginning of a message with five bits of a time."""
    if data:
        data[place(data, random)] = COMPRESSED | random.randrange(128)


def extreme_number(data: Mutable, random: Random) -> None:
    """Write a number from the end of its range over four bytes."""
    at = place(data, random)
    if at + 4 <= len(data):
        struct.pack_into(random.choice("<>") + "I", data, at, random.choice(NUMBERS))


def set_right(data: Mutable, random: Random) -> None:
    """Set length and checksum right, so that the rest is believed."""
    if len(data) > HEADER + 2 and data[0] == HEADER:
        struct.pack_into("<I", data, LENGTH_AT, len(data) - HEADER - 2)
        struct.pack_into("<H", data, len(data) - 2, crc16.arc(bytes(data[:-2])))


EDITS = (
    *(change_length, change_definition, change_definition, change_field, change_field),
    *(change_field, move_definition, compress_time, extreme_number, extreme_number),
)
