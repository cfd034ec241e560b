"""FIT bytes -> blocks: which messages stand where. No value is looked at.

A message begins with a byte that names its definition, and a definition says how long its
messages are. So the walk is a chain of additions; where messages of one definition follow
each other, as records do for hours, a strided slice tells how many there are in one go.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.fit.layout import Layout, layout_of

MAX_MESSAGES = 1_000_000
"""Eleven days at one record a second."""

MAX_LAYOUTS = 1_000
"""No watch has more kinds of messages; each costs time to understand."""

DEFINITION = 0x40
DEVELOPER = 0x20
COMPRESSED = 0x80
LOCAL = 0x0F
COMPRESSED_LOCAL = 0x03
DEFINITION_BYTES = 6
FIELD_BYTES = 3

WORTH_A_SLICE = 6
"""After so many of a kind in a row a slice is likely to be faster than one more step."""
FIRST_SLICE = 64

Ints = NDArray[np.int64]


@dataclass
class Block:
    """The messages of one definition, in the order of the file.

    Attributes
    ----------
    layout
        What their bytes mean.
    data
        The bytes they are part of.
    starts
        Where each message begins.
    compressed
        Which of them have five bits of a time in their first byte.
    """

    layout: Layout
    data: bytes
    starts: list[int] = field(default_factory=list)
    compressed: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.starts)

    @cached_property
    def places(self) -> Ints:
        """Return where each message begins."""
        return np.array(self.starts, dtype=np.int64)

    def content(self, dtype: np.dtype[np.void]) -> NDArray[np.void]:
        """Return the messages as an array of `dtype`, which is as long as one of them."""
        size, count, first = self.layout.size, len(self.starts), self.starts[0]
        if self.starts[-1] - first == (count - 1) * size:
            return np.frombuffer(self.data, dtype, count, first)
        shape = (len(self.data) - size + 1, size)
        windows: NDArray[np.uint8] = np.ndarray(shape, np.uint8, self.data, strides=(1, 1))
        return windows[self.places].view(dtype)[:, 0]


def blocks_of(data: bytes, quality: list[str], spare: bytes = b"") -> list[Block]:
    """Return the messages in the bytes between a FIT file's header and its checksum.

    Where they stop making sense, what came before is returned and `quality` says so. A last
    message that ends exactly with the `spare` bytes behind them is whole, too.
    """
    scan = _Scan(data + spare, len(data), quality)
    scan.run()
    return [block for block in scan.blocks.values() if block.starts]


class _Scan:
    """The walk over one part of a file.

    `entries` holds, for each byte a message may begin with, size and starts of its kind; None
    for definitions, for compressed times and for what was never defined.
    """

    def __init__(self, data: bytes, end: int, quality: list[str]) -> None:
        self.data = data
        self.end = end
        self.quality = quality
        self.blocks: dict[bytes, Block] = {}
        self.locals: dict[int, Block] = {}
        self.entries: list[tuple[int, list[int]] | None] = [None] * 256

    def run(self) -> None:
        """Walk from message to message; one loop, for nearly all of the time goes here."""
        data, entries, end = self.data, self.entries, self.end
        at, left, last, repeats = 0, MAX_MESSAGES, -1, 0
        starts: list[int] = []
        while at < end and left > 0:
            left -= 1
            header = data[at]
            entry = entries[header]
            if entry is None:
                at, last = self._unusual(at), -1
                continue
            size, starts = entry
            starts.append(at)
            at += size
            if header != last:
                last, repeats = header, 0
                continue
            repeats += 1
            if repeats > WORTH_A_SLICE:
                count = min(left, _repeated(data, at, end, size, header))
                starts.extend(range(at, at + count * size, size))
                at, left, repeats = at + count * size, left - count, 0
        if at > end and at != len(data):
            starts.pop()
            self.quality.append("truncated")
        elif at < end:
            self.quality.append("too_long")

    def _unusual(self, at: int) -> int:
        """Take in what is no plain message; return where it ends, the end of all if nowhere."""
        header = self.data[at]
        if header & COMPRESSED:
            block = self.locals.get(header >> 5 & COMPRESSED_LOCAL)
            if block is None:
                return self._give_up("damaged")
            return self._compressed(at, block)
        return self._defined(at) if header & DEFINITION else self._give_up("damaged")

    def _compressed(self, at: int, block: Block) -> int:
        if at + block.layout.size > self.end:
            return self._give_up("truncated")
        block.compressed.append(len(block.starts))
        block.starts.append(at)
        return at + block.layout.size

    def _give_up(self, why: str) -> int:
        self.quality.append(why)
        return self.end

    def _defined(self, at: int) -> int:
        """Take in the definition at `at`."""
        data, end = self.data, self.end
        stop = at + DEFINITION_BYTES
        if stop <= end:
            stop += data[stop - 1] * FIELD_BYTES
        if data[at] & DEVELOPER:
            stop += 1 + data[stop] * FIELD_BYTES if stop < end else 1
        if stop > end:
            return self._give_up("truncated")
        block = self._block(data[at + 2 : stop])
        if block is None:
            return self._give_up("too_long")
        local = data[at] & LOCAL
        self.locals[local] = block
        self.entries[local:DEFINITION:16] = [(block.layout.size, block.starts)] * 4
        return stop

    def _block(self, definition: bytes) -> Block | None:
        """Return the block of a definition, the same one for the same words."""
        block = self.blocks.get(definition)
        if block is None and len(self.blocks) < MAX_LAYOUTS:
            layout = layout_of(definition)
            if layout.is_odd:
                self.quality.append("odd_field_size")
            block = self.blocks[definition] = Block(layout, self.data)
        return block


def _repeated(data: bytes, at: int, end: int, size: int, header: int) -> int:
    """Return how many whole messages of one kind follow each other from `at`."""
    mark, count, width = bytes([header]), 0, FIRST_SLICE
    while True:
        firsts = data[at + count * size : at + (count + width) * size : size]
        same = len(firsts) - len(firsts.lstrip(mark))
        count += same
        if same < width:
            return min(count, max(end - at, 0) // size)
        width *= 4
