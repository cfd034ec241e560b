"""Points of plain markup -> columns, whatever the dialect."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.decode.samples import TIME, Floats, Samples, joined, part
from pipeline.decode.xml.attributes import values_of_pairs, values_one_by_one
from pipeline.decode.xml.tags import tags_of
from pipeline.decode.xml.values import Places, instants, numbers
from pipeline.decode.xml.vocabulary import OFFSET, Markup, NotPlain

BLOCK_BYTES = 250_000
"""So much is read at once, so that the arrays that takes stay in the processor's cache."""

TAB, RETURN, BLANK = b"\t\r "


class Piece(NamedTuple):
    """Some whole points of one run, as markup."""

    run: int
    text: bytes


class Block(NamedTuple):
    """Several pieces, one behind the other: a file with many pauses has many small ones.

    Attributes
    ----------
    runs, stops
        The run of each piece, and where in `text` it stops.
    """

    text: bytes
    runs: Places
    stops: Places


class Points(NamedTuple):
    """Records in the order of the document, and the number of the run each stands in."""

    samples: Samples
    runs: Places

    def some(self, rows: Any) -> "Points":
        """Return some of them, chosen by a slice or by places."""
        return Points(part(self.samples, rows), self.runs[rows])


def points_of(blocks: Iterable[Block], markup: Markup, limit: int) -> Points:
    """Return the points in some blocks of plain markup; beyond `limit` no block is read.

    Raises
    ------
    NotPlain
        If one is none.
    """
    read: list[Points] = []
    count = 0
    for block in blocks:
        samples, starts = _samples(block.text, markup)
        read.append(Points(samples, block.runs[block.stops.searchsorted(starts, "right")]))
        count += len(starts)
        if count > limit:
            break
    if not read:
        return Points({TIME: np.empty(0), OFFSET: np.empty(0)}, np.empty(0, np.int64))
    samples = joined([points.samples for points in read])
    return Points(samples, np.concatenate([points.runs for points in read]))


def blocks_of(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Yield pieces together until they are worth reading."""
    waiting: list[Piece] = []
    size = 0
    for piece in pieces:
        if waiting and size + len(piece.text) > BLOCK_BYTES:
            yield _block(waiting)
            waiting, size = [], 0
        waiting.append(piece)
        size += len(piece.text)
    if waiting:
        yield _block(waiting)


def _block(pieces: list[Piece]) -> Block:
    texts = [piece.text for piece in pieces]
    stops = np.cumsum([len(text) for text in texts])
    return Block(b"".join(texts), np.array([piece.run for piece in pieces]), stops)


def checked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks as a file holds them: no entities, no other letters, nothing forbidden.

    Raises
    ------
    NotPlain
        If there is.
    """
    for block in blocks:
        content = np.frombuffer(block.text, np.uint8)
        if not block.text.isascii() or b"&" in block.text or content.min(initial=TAB) < TAB:
            raise NotPlain
        between = np.count_nonzero(content - np.uint8(TAB + 2) < BLANK - TAB - 2)
        if between and between > block.text.count(RETURN):
            raise NotPlain
        yield block


def _samples(data: bytes, markup: Markup) -> tuple[Samples, Places]:
    """Return the points in some plain markup, and where each starts."""
    table = _Table(data, markup)
    if len(table.points):
        table.read_texts()
        table.read_attributes()
    columns = table.tags.vocabulary.columns
    return dict(zip(columns, table.values, strict=True)), table.tags.starts[table.points]


class _Table:
    """The points in some plain markup, being read.

    Attributes
    ----------
    points, closings
        The tags, by number, that open and that close a point.
    rows
        For each tag, which point it stands in or behind.
    values
        The columns of the vocabulary.
    """

    def __init__(self, data: bytes, markup: Markup) -> None:
        self.markup, self.tags = markup, tags_of(data, markup)
        is_point = self.tags.vocabulary.points[self.tags.codes]
        is_opening = is_point & (self.tags.signs >= 0)
        self.points = is_opening.nonzero()[0]
        self.closings = (is_point & (self.tags.signs <= 0)).nonzero()[0]
        self.rows = is_opening.cumsum() - 1
        self.values = np.full((len(self.tags.vocabulary.columns), len(self.points)), np.nan)

    def put(self, columns: Places | int, tags: Places, values: Floats) -> None:
        """Fill in values where they are known; what was said first of a point holds."""
        is_known = ~np.isnan(values)
        places = columns * self.values.shape[1] + self.rows[tags]
        if not is_known.all():
            places, values = places[is_known], values[is_known]
        self.values.ravel()[places[::-1]] = values[::-1]  # the last one stays

    def read_texts(self) -> None:
        """Read what stands behind the tags that have a column: up to the next tag."""
        tags, vocabulary = self.tags, self.tags.vocabulary
        counted = self._counted(vocabulary.is_said[tags.codes].nonzero()[0])
        places = vocabulary.places[tags.codes[counted]]
        starts, ends = tags.ends[counted] + 1, tags.starts[counted + 1]
        is_time = places == vocabulary.columns[TIME]
        is_number = ~is_time
        read = numbers(tags.data, starts[is_number], ends[is_number])
        self.put(places[is_number], counted[is_number], read)
        times, offsets = instants(tags.data, starts[is_time], ends[is_time])
        self.put(vocabulary.columns[TIME], counted[is_time], times)
        if offsets is not None:
            self.put(vocabulary.columns[OFFSET], counted[is_time], offsets)

    def _counted(self, tags: Places) -> Places:
        """Return those of some tags that stand inside a point, and in the right element."""
        rows = self.rows[tags]
        is_counted = (rows >= 0) & (tags < self.closings[rows])
        if self.markup.parents:
            codes, vocabulary = self.tags.codes, self.tags.vocabulary
            wanted = vocabulary.wanted[codes[tags]]
            is_counted &= (wanted == 0) | (wanted == vocabulary.given[codes[tags - 1]])
        return tags if is_counted.all() else tags[is_counted]

    def read_attributes(self) -> None:
        """Read the attributes of the points."""
        tags, columns = self.tags, self.tags.vocabulary.columns
        if not self.markup.attributes or not len(tags.owners):
            return
        if tags.pairs and np.array_equal(tags.pairs.tags, self.points):
            found = values_of_pairs(tags.data, tags.content, tags.ends[self.points], tags.pairs)
            for column, values in found.items():
                self.values[columns[column]] = values
            if found:
                return
        has_attribute = np.zeros(len(self.rows), np.bool_)
        has_attribute[tags.owners] = True
        points = self.points[has_attribute[self.points]]
        starts, ends = tags.starts[points], tags.ends[points]
        for column, places, values in values_one_by_one(tags.data, starts, ends, self.markup):
            self.put(columns[column], points[places], values)
