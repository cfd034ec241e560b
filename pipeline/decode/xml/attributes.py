"""Attributes that differ from point to point: `lat` and `lon` of a GPX."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pipeline.decode.samples import Floats
from pipeline.decode.xml.values import Bytes, Places, numbers, plain_numbers
from pipeline.decode.xml.vocabulary import (
    ATTRIBUTE,
    MAX_TAG_BYTES,
    NAME_BYTES,
    OPENING,
    Markup,
    NotPlain,
)

SLASH = ord("/")
BLANK = ord(" ")
QUOTES = b"\"'"


class Pairs(NamedTuple):
    """Tags as devices write those of points: `<name one="1.5" two="2.5">`.

    Attributes
    ----------
    tags
        Which tags these are, by number.
    first, second
        Where their '=' stand.
    columns
        What the first and what the second attribute is.
    """

    tags: Places
    first: Places
    second: Places
    columns: tuple[str, str]


def pairs_of(data: bytes, equals: Places, owners: Places, markup: Markup) -> Pairs | None:
    """Return the tags that seem to have both attributes of a point, null unless all are alike.

    Parameters
    ----------
    data
        Some markup.
    equals, owners
        Where an '=' stands inside a tag, and in which.
    markup
        Its dialect.
    """
    if not markup.attributes or not len(equals) or equals[0] < NAME_BYTES:
        return None
    words = np.ndarray(len(data) - NAME_BYTES + 1, "<u4", data, 0, (1,))[equals - NAME_BYTES]
    one, two = markup.words
    is_one = words == one
    is_other = ~is_one & (words != two)
    if is_other.any():
        is_ours = ~is_other
        is_one, equals, owners = is_one[is_ours], equals[is_ours], owners[is_ours]
    if not len(is_one) or len(is_one) % 2 or (owners[::2] != owners[1::2]).any():
        return None
    tags, is_first = owners[::2], bool(is_one[0])
    if (is_one[::2] != is_first).any() or (is_one[1::2] == is_first).any():
        return None
    if (tags[1:] == tags[:-1]).any():
        return None
    first, second = markup.attributes.values()
    columns = (first, second) if is_first else (second, first)
    return Pairs(tags, equals[::2], equals[1::2], columns)


def values_of_pairs(data: bytes, content: Bytes, ends: Places, pairs: Pairs) -> dict[str, Floats]:
    """Return the attributes of such tags, by column; none unless all are as they seem.

    Parameters
    ----------
    data, content
        The markup, and the same as numbers.
    ends
        Where the tags of the pairs end.
    pairs
        The tags.
    """
    last = ends - 1
    last -= content[last] == SLASH  # before '>', '/>' or ' />'
    last -= content[last] == BLANK
    starts = np.empty(2 * len(last), np.int64)
    stops = np.empty_like(starts)
    starts[::2], starts[1::2] = pairs.first + 2, pairs.second + 2
    stops[::2], stops[1::2] = pairs.second - NAME_BYTES - 1, last
    quote = content[starts[0] - 1]
    if (
        quote not in QUOTES
        or (content[starts - 1] != quote).any()
        or (content[stops] != quote).any()
        or (starts > stops).any()
    ):
        return {}
    read = plain_numbers(data, starts, stops)  # with another quote among them they are none
    if read is None:
        return {}
    first, second = pairs.columns
    return {first: read[::2], second: read[1::2]}


def values_one_by_one(
    data: bytes, starts: Places, ends: Places, markup: Markup
) -> Iterator[tuple[str, Places, Floats]]:
    """Yield the attributes of any tags: column, which of the tags, numbers.

    Raises
    ------
    NotPlain
        If one is not sound.
    """
    found: dict[bytes, list[tuple[int, int, int]]]
    found = {name.encode(): [] for name in markup.attributes}
    for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        whole = OPENING.fullmatch(data, start + 1, min(end, start + MAX_TAG_BYTES))
        if not whole:
            raise NotPlain
        for attribute in ATTRIBUTE.finditer(data, *whole.span(2)):
            if attribute[1] in found:
                found[attribute[1]].append((number, attribute.start(2) + 1, attribute.end(2) - 1))
    for column, said in zip(markup.attributes.values(), found.values(), strict=True):
        numbered, begins, stops = np.array(said, np.int64).reshape(-1, 3).T
        yield column, numbered, numbers(data, begins, stops)
