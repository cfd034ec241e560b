"""The few different tags of a document, looked at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import TIME

OFFSET = "utc_offset_s"
"""Beside the columns of records: the zone a time is written in; NaN where all are in UTC."""

NAME = rb"(?:[A-Za-z_:]|&#\d+;)(?:[A-Za-z0-9_:.-]|&#\d+;)*"
"""Other letters are numbered in what lxml has written; elsewhere no '&' gets so far."""
BLANKS = rb"[ \t\r\n]*"
VALUE = rb"(?:\"[^\"<]*\"|'[^'<]*')"
ATTRIBUTE = re.compile(rb"[ \t\r\n]+(%b)%b=%b(%b)" % (NAME, BLANKS, BLANKS, VALUE))
ATTRIBUTES = rb"(?:[ \t\r\n]+%b%b=%b%b)*" % (NAME, BLANKS, BLANKS, VALUE)
CLOSING = re.compile(rb"/(%b)%b" % (NAME, BLANKS))
OPENING = re.compile(rb"(%b)(%b)%b(/?)" % (NAME, ATTRIBUTES, BLANKS))

Numbers = NDArray[np.int32]

KEPT_TAGS = 200
"""No device has more different ones; what has is not worth remembering."""

NAME_BYTES = 4
"""A blank and the three letters of an attribute: what a processor compares at once."""

MAX_TAG_BYTES = 10_000
"""No tag of a device is near this; matching an endless one would fill the memory."""


class NotPlain(Exception):
    """Markup that only a real parser should read."""


@dataclass(frozen=True, eq=False)
class Markup:
    """How a format writes a recording; names are without their prefixes.

    Attributes
    ----------
    root
        The element around everything.
    run
        The element whose content is points, one behind the other.
    point
        The element that is a record.
    elements
        Element inside a point, in small letters -> column.
    attributes
        The two attributes of a point, three letters each -> columns.
    parents
        Element inside a point, in small letters -> the only one in which it counts.
    """

    root: str
    run: str
    point: str
    elements: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Return the attributes as a processor sees them, each behind a blank."""
        return tuple(int.from_bytes(b" " + name.encode(), "little") for name in self.attributes)


class Tag(NamedTuple):
    """One of the different tags; `sign` is 1 where it opens, -1 where it closes, else 0."""

    sign: int
    name: bytes

    @property
    def local(self) -> str:
        """Return the name without its prefix, declared or not."""
        return self.name.rpartition(b":")[2].decode("ascii")

    @property
    def small(self) -> str:
        """Return the same in small letters."""
        return self.local.lower()


@dataclass(frozen=True)
class Vocabulary:
    """The different tags of a document, and what each means.

    Attributes
    ----------
    columns
        Column -> its place among those the document fills.
    signs
        1 for a tag that opens, -1 for one that closes, 0 for one that does both.
    names
        A number above 0 for each name.
    points
        Whether a tag is a point's.
    places, is_said
        The place of the column of the text behind a tag, and whether there is one.
    wanted, given
        A text counts only where what its tag wants is what the tag before it gives.
    """

    columns: Mapping[str, int]
    signs: Numbers
    names: Numbers
    points: NDArray[np.bool_]
    places: Numbers
    is_said: NDArray[np.bool_]
    wanted: Numbers
    given: Numbers


def vocabulary_of(texts: tuple[bytes, ...], markup: Markup) -> Vocabulary:
    """Return what the different tags mean; `texts` stand between '<' and '>'.

    Raises
    ------
    NotPlain
        If one is no tag.
    """
    if len(texts) > KEPT_TAGS:
        return _vocabulary(texts, markup)
    return _remembered(texts, markup)


def _vocabulary(texts: tuple[bytes, ...], markup: Markup) -> Vocabulary:
    tags = [tag_of(text) for text in texts]
    said = [markup.elements.get(tag.small) if tag.sign > 0 else None for tag in tags]
    columns = dict.fromkeys([TIME, OFFSET, *markup.attributes.values(), *filter(None, said)])
    places = {column: place for place, column in enumerate(columns)}
    names = {name: place for place, name in enumerate({tag.name for tag in tags}, 1)}
    parents = {parent: place for place, parent in enumerate(set(markup.parents.values()), 1)}
    return Vocabulary(
        columns=places,
        signs=_numbers(tag.sign for tag in tags),
        names=_numbers(names[tag.name] for tag in tags),
        points=_numbers(tag.local == markup.point for tag in tags) == 1,
        places=_numbers(places[column] if column else -1 for column in said),
        is_said=_numbers(column is not None for column in said) == 1,
        wanted=_numbers(parents.get(markup.parents.get(tag.small, ""), 0) for tag in tags),
        given=_numbers(parents.get(tag.small, 0) * (tag.sign > 0) for tag in tags),
    )


_remembered = lru_cache(maxsize=64)(_vocabulary)


def _numbers(values: Iterable[int]) -> Numbers:
    return np.array(list(values), np.int32)


def tag_of(text: bytes) -> Tag:
    """Return what stands between '<' and '>'.

    Raises
    ------
    NotPlain
        If it is no tag.
    """
    if len(text) > MAX_TAG_BYTES:
        raise NotPlain
    if closing := CLOSING.fullmatch(text):
        return Tag(-1, closing[1])
    found = OPENING.fullmatch(text)
    if not found:
        raise NotPlain
    return Tag(0 if found[3] else 1, found[1])
