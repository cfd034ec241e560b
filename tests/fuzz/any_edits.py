"""Damage that any file may take: bits, bytes and blocks."""

from random import Random

MAX_BLOCK = 400
MAX_REPEATS = 60

Mutable = bytearray


def place(data: Mutable, random: Random) -> int:
    """Return a place in some bytes."""
    return random.randrange(max(len(data), 1))


def block(data: Mutable, random: Random) -> slice:
    """Return a short stretch of some bytes."""
    start = place(data, random)
    return slice(start, start + random.randint(1, MAX_BLOCK))


def flip_bit(data: Mutable, random: Random) -> None:
    """Flip one bit."""
    if data:
        data[place(data, random)] ^= 1 << random.randrange(8)


def set_byte(data: Mutable, random: Random) -> None:
    """Set one byte to an extreme or to anything."""
    if data:
        data[place(data, random)] = random.choice(
            (0, 1, 0x7F, 0x80, 0xFE, 0xFF, random.randrange(256))
        )


def blank(data: Mutable, random: Random) -> None:
    """Set a stretch to zeros or to ones, as a worn memory does."""
    stretch = block(data, random)
    data[stretch] = random.choice((b"\x00", b"\xff")) * len(data[stretch])


def delete(data: Mutable, random: Random) -> None:
    """Lose a stretch."""
    del data[block(data, random)]


def double(data: Mutable, random: Random) -> None:
    """Write a stretch twice, or many times."""
    stretch = block(data, random)
    times = random.choice((1, 1, 2, random.randint(1, MAX_REPEATS)))
    data[stretch.start : stretch.start] = data[stretch] * times


def swap(data: Mutable, random: Random) -> None:
    """Exchange two stretches."""
    first, second = block(data, random), block(data, random)
    data[first], data[second] = data[second], data[first]


def insert(data: Mutable, random: Random) -> None:
    """Put in something that was never there."""
    at = place(data, random)
    data[at:at] = random.randbytes(random.randint(1, MAX_BLOCK))


def cut(data: Mutable, random: Random) -> None:
    """End the file early."""
    del data[place(data, random) :]


EDITS = (flip_bit, flip_bit, set_byte, set_byte, blank, delete, double, swap, insert, cut)
