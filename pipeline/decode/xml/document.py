"""A document -> a small tree without its points, and the points as columns.

Nearly all of an export is points, and nearly all exports are plain, so the points are cut out
and read as columns (`xml_points`); the rest is a tree of a few elements. What is not plain goes
through lxml once (`xml_normal`) and comes out as plain markup.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from math import isfinite
from typing import Any

import numpy as np
from lxml import etree

from pipeline.decode.xml.normal import (
    HARDENED,
    MAX_REST_BYTES,
    in_letters,
    is_damaged,
    normalised,
)
from pipeline.decode.xml.points import BLOCK_BYTES, Piece, Points, blocks_of, checked, points_of
from pipeline.decode.xml.tags import opening_of
from pipeline.decode.xml.vocabulary import Markup, NotPlain
from pipeline.errors import N_, UnreadableFile

CLOSING = re.compile(rb"</([\w.-]+:)?$")
LONGEST_PREFIX = 100
LAST_BYTES = 1_000
MAX_PREFIX = 60
MAX_RUNS = 100_000
"""Nobody pauses so often; more would only fill the memory."""


@dataclass(frozen=True)
class Document:
    """A recording as written.

    Attributes
    ----------
    markup
        Its dialect.
    root
        Everything but the points.
    runs
        The elements out of which the points were taken, in order.
    points
        The points of all of them.
    """

    markup: Markup
    root: Any
    runs: list[Any]
    points: Points

    def text(self, *paths: str) -> str | None:
        """Return what the first of some elements that are there says."""
        return next((text for path in paths if (text := text_of(self.root, path))), None)

    def points_in(self, elements: list[Any]) -> list[Points]:
        """Return the points of each of some elements, none of which stands in another."""
        owners = {
            run: place
            for place, element in enumerate(elements)
            for run in element.iter(f"{{*}}{self.markup.run}")
        }
        owner = np.array([owners.get(run, -1) for run in self.runs], np.intp)[self.points.runs]
        points = self.points
        if (owner[1:] < owner[:-1]).any():
            order = np.argsort(owner, kind="stable")
            points, owner = points.some(order), owner[order]
        borders = owner.searchsorted(np.arange(len(elements) + 1)).tolist()
        return [points.some(slice(a, b)) for a, b in pairwise(borders)]


def number_of(text: str | None) -> float | None:
    """Return the number a text says; null where it says none."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if isfinite(number) else None


def text_of(element: Any, path: str) -> str | None:
    """Return the text of an element, without blanks around it; null where there is none."""
    return (element.findtext(path) or "").strip() or None


def document_of(data: bytes, markup: Markup, limit: int, quality: list[str]) -> Document:
    """Return what a document holds, noting in `quality` what is odd about it.

    Parameters
    ----------
    data
        The whole document, from its first '<' on.
    markup
        Its dialect.
    limit
        Points beyond so many are left out.

    Raises
    ------
    UnreadableFile
        If there is no XML at all.
    """
    try:
        root, runs, pieces = _split(data, markup)
        points = points_of(checked(blocks_of(pieces)), markup, limit)
    except NotPlain:
        root, runs, pieces = normalised(data, markup, quality)
        points = _points_of_normalised(pieces, markup, limit)
        if "damaged_xml" in quality and _ends_in_a_point(data, markup):
            points = points.some(slice(-1))  # only half of it is there
    if len(points.runs) > limit:
        quality.append("too_long")
        points = points.some(slice(limit))
    return Document(markup, root, runs, points)


def _ends_in_a_point(data: bytes, markup: Markup) -> bool:
    """Return whether a document breaks off inside a point."""
    if b"</%b" % markup.root.encode() in data[-LAST_BYTES:]:
        return False
    place = data.rfind(markup.point.encode())
    is_closing = CLOSING.search(data[max(place - LONGEST_PREFIX, 0) : place]) is not None
    end = data.find(b">", place)
    return place >= 0 and not is_closing and (end < 0 or data[end - 1 : end] != b"/")


def _points_of_normalised(pieces: Iterable[Piece], markup: Markup, limit: int) -> Points:
    try:
        return points_of(blocks_of(pieces), markup, limit)
    except NotPlain:
        raise UnreadableFile(problem=N_("this is no XML")) from None


def _split(data: bytes, markup: Markup) -> tuple[Any, list[Any], Iterable[Piece]]:
    """Return the tree of a plain document, its runs and, still unread, what is in them."""
    extents = list(islice(_extents(data, markup.run.encode()), MAX_RUNS + 1))
    if len(extents) > MAX_RUNS:
        raise NotPlain
    places = [0, *(place for extent in extents for place in extent), len(data)]
    rest = b"".join(data[a:b] for a, b in zip(places[::2], places[1::2], strict=True))
    if not in_letters(rest)[1]:
        raise NotPlain
    parser = etree.XMLParser(**HARDENED)
    try:
        root = etree.fromstring(rest[: MAX_REST_BYTES + 1], parser)
    except etree.XMLSyntaxError:
        raise NotPlain from None
    runs = [] if root is None else list(root.iter(f"{{*}}{markup.run}"))
    if root is None or is_damaged(parser.error_log) or len(runs) != len(extents):
        raise NotPlain
    return root, runs, _pieces(data, extents, markup)


def _extents(data: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the content of each run starts and ends."""
    at = data.find(name)
    while at >= 0:
        opening = _opening(name).match(data, data.rfind(b"<", max(at - MAX_PREFIX, 0), at))
        if not opening or opening.end(1) != at:
            at = data.find(name, at + 1)  # the word, but no such element
            continue
        start = opening.end()
        is_empty = opening[2].endswith(b"/")
        end = start if is_empty else data.find(b"</%b%b>" % (opening[1], name), start)
        if end < 0:
            raise NotPlain
        yield start, end
        at = data.find(name, end)


@lru_cache(maxsize=8)
def _opening(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<((?:[^ \t\r\n<>/:=\"'&]+:)?)%b((?:[ \t\r\n][^<>]*)?/?)>" % name)


def _pieces(data: bytes, extents: list[tuple[int, int]], markup: Markup) -> Iterator[Piece]:
    """Yield the content of runs; of long ones piece by piece, cut where a point begins."""
    for run, (start, end) in enumerate(extents):
        if start < end:
            for at, cut in pairwise([start, *_cuts(data, start, end, markup), end]):
                yield Piece(run, data[at:cut])


def _cuts(data: bytes, start: int, end: int, markup: Markup) -> Iterator[int]:
    """Yield where to cut a long run."""
    if end - start <= BLOCK_BYTES:
        return
    opening = opening_of(data[start : start + BLOCK_BYTES], markup.point)
    cut = start
    while opening and 0 <= (cut := data.find(opening, cut + BLOCK_BYTES, end)):
        yield cut
