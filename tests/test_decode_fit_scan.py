"""Where messages stand in a FIT: the fast walk finds what a plain one does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode.fit.compressed import times_of
from pipeline.decode.fit.layout import Layout, layout_of
from pipeline.decode.fit.scan import MAX_LAYOUTS, blocks_of
from tests.test_decode_made_up import RECORD, definition

KINDS = ((RECORD, 4, 0x86), (21, 1, 0x02), (RECORD, 2, 0x84), (65280, 3, 0x0D))
"""Message, size and type of the one field of each local type."""

Walked = dict[bytes, list[int]]


def plain_walk(data: bytes) -> Walked:
    """Return where messages begin, by definition, one step at a time, for whole data only."""
    sizes: dict[int, tuple[bytes, int]] = {}
    found: Walked = {}
    at = 0
    while at < len(data):
        header = data[at]
        if header & 0xC0 == 0x40:
            words = data[at + 2 : at + 6 + data[at + 5] * 3]
            sizes[header & 15] = words, 1 + sum(words[5::3])
            at += 2 + len(words)
        else:
            words, size = sizes[header >> 5 & 3 if header & 0x80 else header & 15]
            found.setdefault(words, []).append(at)
            at += size
    return found


def body_of(kinds: list[tuple[int, int]]) -> bytes:
    """Return messages of some local types, each so many times in a row."""
    parts = [
        definition(number, [(253, size, base)], local=i)
        for i, (number, size, base) in enumerate(KINDS)
    ]
    for local, count in kinds:
        parts += [bytes([local]) + bytes([count % 251]) * KINDS[local][1]] * count
    return b"".join(parts)


runs = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 400)), max_size=12)


@given(runs)
def test_the_fast_walk_finds_every_message(kinds: list[tuple[int, int]]) -> None:
    """However kinds of messages alternate, each is found where it stands."""
    data = body_of(kinds)
    quality: list[str] = []

    found = {definition_of(block.layout): block.starts for block in blocks_of(data, quality)}

    assert quality == []
    assert {words[1:3] + words[5:6]: starts for words, starts in plain_walk(data).items()} == found


def definition_of(layout: Layout) -> bytes:
    """Return number and size of a kind of message."""
    return layout.message.to_bytes(2, "little") + bytes([layout.size - 1])


@given(runs.filter(bool), st.integers(1, 60))
def test_a_cut_loses_only_the_last_message(kinds: list[tuple[int, int]], missing: int) -> None:
    """Whole messages before a cut are all found; the broken one is not."""
    data = body_of(kinds)[:-missing]
    whole = plain_walk(body_of(kinds))
    quality: list[str] = []

    found = sorted(start for block in blocks_of(data, quality) for start in block.starts)

    sizes = {words: 1 + sum(words[5::3]) for words in whole}
    fits = [s for words, starts in whole.items() for s in starts if s + sizes[words] <= len(data)]
    if not quality or quality == ["truncated"]:
        assert sorted(fits)[: len(found)] == found
        assert len(fits) - len(found) == 0


@given(runs.filter(bool))
def test_content_is_the_same_in_one_piece_and_in_many(kinds: list[tuple[int, int]]) -> None:
    """Messages are read alike whether they follow each other or lie apart."""
    data = body_of(kinds)

    for block in blocks_of(data, []):
        dtype = np.dtype(("V", block.layout.size))
        expected = [data[at : at + block.layout.size] for at in block.starts]
        assert [bytes(each) for each in block.content(dtype)] == expected


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 40)), min_size=1, max_size=60),
    st.integers(1_000_000_000, 1_100_000_000),
)
def test_five_bits_count_on_from_the_last_time(steps: list[tuple[bool, int]], start: int) -> None:
    """Whole and compressed times mixed: a compressed one is the next second with these bits."""
    parts = [
        definition(RECORD, [(253, 4, 0x86)], local=0),
        definition(RECORD, [(3, 1, 2)], local=1),
    ]
    now, expected = start, []
    parts.append(b"\0" + now.to_bytes(4, "little"))
    for is_whole, step in steps:
        now += step if is_whole else step % 32
        if is_whole:
            parts.append(b"\0" + now.to_bytes(4, "little"))
        else:
            parts.append(bytes([0x80 | 1 << 5 | now & 31, 100]))
            expected.append(float(now))
    times = times_of(blocks_of(b"".join(parts), []))

    assert expected == [time for each in times.values() for time in each.tolist()]


def test_more_kinds_of_messages_than_any_watch_has() -> None:
    """A file that defines kinds without end is read up to a limit, and says so."""
    parts = [definition(n, [(0, 1, 2)]) + b"\0\1" for n in range(MAX_LAYOUTS + 5)]
    quality: list[str] = []

    assert len(blocks_of(b"".join(parts), quality)) == MAX_LAYOUTS
    assert quality == ["too_long"]


@pytest.mark.parametrize("order", [0, 1], ids=["little", "big"])
def test_a_definition_in_both_orders(order: int) -> None:
    """The order of bytes changes how numbers are read, not where they stand."""
    number = (20).to_bytes(2, "big" if order else "little")
    layout = layout_of(bytes([order]) + number + bytes([2, 253, 4, 0x86, 7, 2, 0x84]))

    assert (layout.message, layout.size) == (20, 7)
    assert layout.dtype.fields is not None
    assert [layout.dtype.fields[field.column][1] for field in layout.fields] == [1, 5]
    assert layout.dtype[0].newbyteorder("=") == np.dtype("u4")
