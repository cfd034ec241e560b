"""Attributes that differ from point to point: `lat` and `lon` of a GPX."""

from typing import NamedTuple

import numpy as np

from pipeline.decode.samples import Floats
from pipeline.decode.xml_tags import BLANK, SLASH, Tags
from pipeline.decode.xml_values import Places, numbers, plain_numbers
from pipeline.decode.xml_vocabulary import ATTRIBUTE, MAX_TAG_BYTES, OPENING, NotPlain

Names = tuple[bytes, bytes]

QUOTES = b"\"'"
NAME_BYTES = 4
"""A blank and three letters: what a processor compares at once."""
WORD = np.dtype(f"<u{NAME_BYTES}")


class Attributes(NamedTuple):
    """Numbers in attributes: in which tag, in which of the two names, and what they say."""

    tags: Places
    names: Places
    values: Floats


def attributes_of(tags: Tags, points: Places, names: Names) -> Attributes:
    """Return the numbers in two attributes of some tags.

    Parameters
    ----------
    tags
        All of some bytes.
    points
        Those to look at; each has some attribute.
    names
        Of the two attributes: three letters each.

    Raises
    ------
    NotPlain
        If the attributes are not sound.
    """
    if not len(points):
        return Attributes(points, points, np.empty(0))
    for order in (names, names[::-1]):
        values = _usual(tags, points, order)
        if values is not None:
            which = np.tile([names.index(name) for name in order], len(points))
            return Attributes(np.repeat(points, 2), which, values)
    return _any(tags, points, names)


def _usual(tags: Tags, points: Places, names: Names) -> Floats | None:
    """Return the numbers of tags all written as devices do, null where one is not.

    That is `<name one="1.5" two="2.5">`.
    """
    equals = _two_each(tags, points)
    if equals is None:
        return None
    places = equals - NAME_BYTES
    words = np.ndarray(len(tags.data) - NAME_BYTES + 1, WORD, tags.data, 0, (1,))[places]
    first, second = (np.frombuffer(b" " + name, WORD)[0] for name in names)
    if (words[::2] != first).any() or (words[1::2] != second).any():
        return None
    if (places[::2] != tags.starts[points] + tags.vocabulary.point_bytes + 1).any():
        return None  # something stands between the name and the attributes
    starts, ends = equals + 2, np.empty_like(equals)
    ends[::2], ends[1::2] = places[1::2] - 1, _last_quotes(tags, points)
    return plain_numbers(tags.data, starts, ends) if _are_quoted(tags, starts, ends) else None


def _two_each(tags: Tags, points: Places) -> Places | None:
    """Return where the '=' of some tags stand, null unless each has two."""
    is_ours = np.zeros(len(tags.starts), np.bool_)
    is_ours[points] = True
    ours = is_ours[tags.owners]
    owners = tags.owners[ours]
    if len(owners) != 2 * len(points) or (owners[::2] != points).any():
        return None
    return tags.equals[ours]


def _last_quotes(tags: Tags, points: Places) -> Places:
    """Return where the last attributes of some tags end: before '>', '/>' or ' />'."""
    last = tags.ends[points] - 1
    last = last - (tags.content[last] == SLASH)
    return last - (tags.content[last] == BLANK)


def _are_quoted(tags: Tags, starts: Places, ends: Places) -> bool:
    """Return whether all texts stand between quotes of one kind.

    That there is none inside shows when they are read as numbers.
    """
    quote = tags.content[starts[0] - 1]
    return bool(
        quote in QUOTES
        and (starts <= ends).all()
        and (tags.content[starts - 1] == quote).all()
        and (tags.content[ends] == quote).all()
    )


def _any(tags: Tags, points: Places, names: Names) -> Attributes:
    """Return the numbers, looking at the tags one by one."""
    found: list[tuple[int, int, int, int]] = []
    for tag in points.tolist():
        start, end = tags.starts[tag] + 1, tags.ends[tag]
        whole = OPENING.fullmatch(tags.data, start, min(end, start + MAX_TAG_BYTES))
        if not whole:
            raise NotPlain
        found += (
            (tag, names.index(attribute[1]), attribute.start(2) + 1, attribute.end(2) - 1)
            for attribute in ATTRIBUTE.finditer(tags.data, *whole.span(2))
            if attribute[1] in names
        )
    owners, which, starts, ends = np.array(found, np.int64).reshape(-1, 4).T
    return Attributes(owners, which, numbers(tags.data, starts, ends))
