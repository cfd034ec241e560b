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

from pipeline.decode.xml.attributes import SLASH, Pairs, pairs_of
from pipeline.decode.xml.values import Bytes, Places, texts_at
from pipeline.decode.xml.vocabulary import (
    NAME_BYTES,
    Markup,
    NotPlain,
    Vocabulary,
    vocabulary_of,
)

LESS, EQUAL, GREATER = b"<=>"
"""Neighbours in ASCII, so one comparison finds all three."""

PAIR = np.dtype("<u2")
"""A '<' and the '>' behind it, as one number."""

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
    owners
        For each attribute, in which tag it stands.
    pairs
        The tags told apart by their names alone, since their attributes all differ; of all
        others the attributes are known to be sound.
    """

    data: bytes
    content: Bytes
    starts: Places
    ends: Places
    vocabulary: Vocabulary
    codes: NDArray[np.int32]
    signs: NDArray[np.int32]
    owners: Places
    pairs: Pairs | None


def tags_of(data: bytes, markup: Markup) -> Tags:
    """Return the tags of some whole elements.

    Raises
    ------
    NotPlain
        If these are no tags, or do not match.
    """
    content = np.frombuffer(data, np.uint8)
    starts, ends, equals, owners = _brackets(content)
    pairs = pairs_of(data, equals, owners, markup)
    stops = ends
    if pairs:
        stops = ends.copy()
        stops[pairs.tags] = pairs.first - NAME_BYTES
    texts = texts_at(data, starts + 1, stops, pa.large_binary()).dictionary_encode()
    codes = np.frombuffer(texts.indices.buffers()[1], np.int32)[: 2 * len(starts) : 2]
    vocabulary = vocabulary_of(tuple(texts.dictionary.to_pylist()), markup)
    signs = vocabulary.signs[codes]
    if pairs:
        if (signs[pairs.tags] != 1).any():
            raise NotPlain
        signs[pairs.tags] = content[ends[pairs.tags] - 1] != SLASH
    _check_nesting(vocabulary.names[codes] * signs)
    return Tags(data, content, starts, ends, vocabulary, codes, signs, owners, pairs)


def _brackets(content: Bytes) -> tuple[Places, Places, Places, Places]:
    """Return where tags start and end, where in them an '=' stands, and in which."""
    marks = _marks(content)
    found = content[marks]
    is_equal = found == EQUAL
    is_bracket = ~is_equal
    brackets, places = found[is_bracket], marks[is_bracket]
    if len(brackets) % 2 or (brackets.view(PAIR) != LESS + (GREATER << 8)).any():
        raise NotPlain
    equals = is_equal.nonzero()[0]
    before = equals - np.arange(len(equals))  # so many brackets
    is_inside = before & 1 == 1
    if not is_inside.all():
        equals, before = equals[is_inside], before[is_inside]
    return places[::2], places[1::2], marks[equals], before >> 1


def _marks(content: Bytes) -> Places:
    """Return where a '<', '=' or '>' stands."""
    found = [
        (content[at : at + SEARCHED_BYTES] - np.uint8(LESS) <= GREATER - LESS).nonzero()[0] + at
        for at in range(0, len(content), SEARCHED_BYTES)
    ]
    return found[0] if len(found) == 1 else np.concatenate([np.empty(0, np.int64), *found])


def opening_of(data: bytes, name: str) -> bytes | None:
    """Return how the first element of a name begins: '<', any prefix, the name."""
    found = _opening(name).search(data)
    return found.group() if found else None


@lru_cache(maxsize=8)
def _opening(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[A-Za-z_][A-Za-z0-9_.-]*:)?%b(?=[ \t\r\n/>])" % name.encode())


def _check_nesting(names: NDArray[np.int32]) -> None:
    """Make sure that each tag that opens, a number, is closed, its negative, and in order.

    Put in order of depth, the tags at each depth open and close in turn.

    Raises
    ------
    NotPlain
        If one does not.
    """
    names = names[names != 0]
    if not len(names):
        return
    depths = np.sign(names).cumsum() + (names < 0)
    if len(names) % 2 or depths.min() < 1 or depths.max() > MAX_DEPTH:
        raise NotPlain
    in_turn = names[np.argsort(depths.astype(np.int16), kind="stable")]
    if (in_turn[::2] + in_turn[1::2]).any():
        raise NotPlain
