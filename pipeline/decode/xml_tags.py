"""The tags of plain markup, all at once.

Plain is markup in which a '<' always begins a tag and a '>' always ends one: no comments, no
sections, no '>' in a text. Then numpy finds every tag in a few passes over the bytes, and only
the few different ones are looked at one by one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.decode.xml_values import Bytes, Places, texts_at
from pipeline.decode.xml_vocabulary import Markup, NotPlain, Vocabulary, vocabulary_of

LESS, EQUAL, GREATER = b"<=>"
"""Neighbours in ASCII, so one comparison finds all three."""

SLASH = ord("/")
BLANK = ord(" ")
MAX_DEPTH = 256
"""As libxml2's own."""

SEARCHED_BYTES = 100_000
"""For larger arrays the system fetches fresh memory, which takes longer than searching it."""


@dataclass(frozen=True)
class Tags:
    """The tags of some bytes, in their order.

    Attributes
    ----------
    data, content
        The bytes, and the same as numbers.
    starts, ends
        Where the '<' and the '>' of each tag stand.
    vocabulary
        The different tags.
    codes
        Which of them each is.
    signs
        1 for a tag that opens, -1 for one that closes, 0 for one that does both.
    equals, owners
        Where an '=' stands inside a tag, and in which.
    """

    data: bytes
    content: Bytes
    starts: Places
    ends: Places
    vocabulary: Vocabulary
    codes: NDArray[np.int32]
    signs: NDArray[np.int32]
    equals: Places
    owners: Places


def tags_of(data: bytes, markup: Markup) -> Tags:
    """Return the tags of some whole elements.

    A tag that opens a point and has attributes is told apart by its name alone, since
    coordinates all differ; of all others the attributes are known to be sound.

    Raises
    ------
    NotPlain
        If these are no tags, or do not match.
    """
    content = np.frombuffer(data, np.uint8)
    starts, ends, equals, owners = _brackets(content)
    stops = ends.copy()
    differing, name_ends = _differing(data, content, starts, ends, owners, markup)
    stops[differing] = name_ends
    texts = texts_at(data, starts + 1, stops, pa.large_binary()).dictionary_encode()
    codes = np.frombuffer(texts.indices.buffers()[1], np.int32)[: 2 * len(starts) : 2]
    vocabulary = vocabulary_of(tuple(texts.dictionary.to_pylist()), markup)
    signs = vocabulary.signs[codes]
    signs[differing] = content[ends[differing] - 1] != SLASH
    _check_nesting(vocabulary.names[codes] * signs)
    return Tags(data, content, starts, ends, vocabulary, codes, signs, equals, owners)


def _brackets(content: Bytes) -> tuple[Places, Places, Places, Places]:
    """Return where tags start and end, where in them an '=' stands, and in which."""
    marks = _marks(content)
    found = content[marks]
    is_equal = found == EQUAL
    is_bracket = ~is_equal
    brackets, places = found[is_bracket], marks[is_bracket]
    if len(brackets) % 2 or (brackets[::2] != LESS).any() or (brackets[1::2] != GREATER).any():
        raise NotPlain
    equals = np.flatnonzero(is_equal)
    before = equals - np.arange(len(equals))  # so many brackets; inside a tag it is odd
    is_inside = before % 2 == 1
    return places[::2], places[1::2], marks[equals[is_inside]], before[is_inside] // 2


def _marks(content: Bytes) -> Places:
    """Return where a '<', '=' or '>' stands."""
    parts = [
        np.flatnonzero(content[at : at + SEARCHED_BYTES] - np.uint8(LESS) <= GREATER - LESS) + at
        for at in range(0, len(content), SEARCHED_BYTES)
    ]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _differing(
    data: bytes, content: Bytes, starts: Places, ends: Places, owners: Places, markup: Markup
) -> tuple[Places, Places]:
    """Return the tags that open a point and have attributes, and where their names end."""
    opening = opening_of(data, markup.point)
    if opening is None or not len(owners):
        return owners[:0], owners[:0]
    is_first = np.empty(len(owners), np.bool_)
    is_first[0] = True
    np.not_equal(owners[1:], owners[:-1], out=is_first[1:])
    tags = owners[is_first]
    tags = tags[(ends - starts)[tags] > len(opening)]
    for place, byte in enumerate(opening):
        tags = tags[content[starts[tags] + place] == byte]
    name_ends = starts[tags] + len(opening)
    is_whole = content[name_ends] <= BLANK
    return tags[is_whole], name_ends[is_whole]


def opening_of(data: bytes, name: str) -> bytes | None:
    """Return how the first element of a name begins: '<', any prefix, the name."""
    found = _opening(name).search(data)
    return found.group() if found else None


@lru_cache(maxsize=8)
def _opening(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[A-Za-z_][A-Za-z0-9_.-]*:)?%b(?=[ \t\r\n/>])" % name.encode())


def _check_nesting(left: NDArray[np.int32]) -> None:
    """Make sure that each tag that opens, a number, is closed, its negative, and in order.

    Round by round the innermost pairs are taken away, until nothing is left.

    Raises
    ------
    NotPlain
        If something is left.
    """
    left = left[left != 0]
    for _ in range(MAX_DEPTH):
        if not len(left):
            return
        is_pair = (left[:-1] > 0) & (left[:-1] == -left[1:])
        is_left = np.ones(len(left), np.bool_)
        is_left[:-1] ^= is_pair
        is_left[1:] ^= is_pair
        left = left[is_left]
    raise NotPlain
