"""FIT bytes -> messages: records as columns, all others as rows.

Nothing is read before it is asked for: of most files' events and devices nobody wants to know.
"""

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter

import numpy as np

from pipeline.decode.fit.compressed import times_of
from pipeline.decode.fit.container import Segment, segments_of
from pipeline.decode.fit.developer import (
    App,
    Description,
    Values,
    descriptions_of,
    fill_native,
    values_of,
)
from pipeline.decode.fit.profile import MESSAGES, RECORD
from pipeline.decode.fit.scan import Block, Ints, blocks_of
from pipeline.decode.fit.values import Columns, Row, columns_of, first_known, rows_of, summed
from pipeline.decode.samples import Floats, height, joined, part

MAX_ROWS = 20_000
"""Of one kind of message that is no record: a lap every four seconds for a day."""

NUMBERS = {message.name: number for number, message in MESSAGES.items()}


class Messages:
    """The messages of a file."""

    def __init__(self, data: bytes, quality: list[str]) -> None:
        self._quality = quality
        self._parts = {
            number: _Part(segment, quality)
            for number, segment in enumerate(segments_of(data, quality))
        }
        self._rows: dict[str, list[Row]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether the file holds no message that we read."""
        return not any(part.blocks for part in self._parts.values())

    def keep(self, segments: Collection[int]) -> None:
        """Forget the other parts."""
        self._parts = {n: part for n, part in self._parts.items() if n in segments}
        self._rows.clear()

    def with_records(self) -> set[int]:
        """Return which parts have records."""
        return {n for n, part in self._parts.items() if RECORD in part.blocks}

    def rows(self, name: str) -> list[Row]:
        """Return the messages of a kind, each with `segment`, in the order of the file."""
        if name not in self._rows:
            rows = [
                row | {"segment": number}
                for number, part in self._parts.items()
                for row in part.rows(NUMBERS[name])
            ]
            if len(rows) > MAX_ROWS:
                self._quality.append("too_long")
            self._rows[name] = rows[:MAX_ROWS]
        return self._rows[name]

    def values(self, name: str, column: str) -> list[object]:
        """Return what the messages of a kind say in a column, where they say something."""
        return [row[column] for row in self.rows(name) if row.get(column) is not None]

    def records(self) -> Columns:
        """Return the records' fields, their `segment` and `row`, in the order of the file."""
        columns = joined([part.records(number) for number, part in self._parts.items()])
        return columns | {"row": np.arange(height(columns), dtype=np.float64)}

    def developer(self) -> Iterator[Values]:
        """Yield what apps wrote into the records, field by field; call it after `records`."""
        first = 0
        for part_ in self._parts.values():
            for found in part_.developer():
                yield found._replace(rows=found.rows + first)
            first += part_.record_count


class _Part:
    """One of the FIT files of which a file consists: usually there is one."""

    def __init__(self, segment: Segment, quality: list[str]) -> None:
        self._quality = quality
        blocks = blocks_of(segment.messages, quality, segment.spare)
        times = times_of(blocks)
        self.blocks: dict[int, list[tuple[Block, Floats | None]]] = {}
        for place, block in enumerate(blocks):
            if block.layout.message in MESSAGES:
                same = self.blocks.setdefault(block.layout.message, [])
                same.append((block, times.get(place)))

    def rows(self, message: int) -> list[Row]:
        """Return the messages of one kind, a few more than `MAX_ROWS` at most."""
        blocks = self.blocks.get(message, [])
        if len(blocks) <= 1:
            return [*islice(chain.from_iterable(_timed_rows(*b) for b in blocks), MAX_ROWS + 1)]
        placed = (
            zip(block.starts, _timed_rows(block, times), strict=False) for block, times in blocks
        )
        rows = sorted(islice(chain.from_iterable(placed), MAX_ROWS + 1), key=itemgetter(0))
        return [row for _, row in rows]

    @property
    def record_count(self) -> int:
        """How many records it has."""
        return sum(len(block) for block, _ in self.blocks.get(RECORD, []))

    @cached_property
    def _described(self) -> dict[App, Description]:
        """What the part says of apps' fields."""
        fields = self.rows(NUMBERS["field_description"])
        apps = self.rows(NUMBERS["developer_data_id"])
        return descriptions_of(fields, apps, self._quality) if fields else {}

    def records(self, segment: int) -> Columns:
        """Return the part's records, in the order of the file."""
        blocks = self.blocks.get(RECORD, [])
        if not blocks:
            return {"segment": np.empty(0)}
        columns = joined([_columns_of(*block, segment) for block in blocks])
        if len(blocks) > 1:
            columns = part(columns, self._order())
        columns = _unpacked(columns)
        for found in self.developer():
            fill_native(columns, found)
        return columns

    def _order(self) -> Ints:
        """Return the order in which the records of all blocks stand in the file."""
        places = [block.places for block, _ in self.blocks[RECORD]]
        return np.argsort(np.concatenate(places), kind="stable")

    def developer(self) -> Iterator[Values]:
        """Yield what apps wrote into the part's records, field by field."""
        blocks = [block for block, _ in self.blocks.get(RECORD, [])]
        if not self._described or not any(block.layout.developer for block in blocks):
            return
        rows = np.empty(self.record_count, np.int64)
        rows[self._order()] = np.arange(len(rows))
        for block, own in zip(
            blocks, np.split(rows, np.cumsum([len(b) for b in blocks])), strict=False
        ):
            yield from values_of(block, own, self._described)


def _columns_of(block: Block, times: Floats | None, segment: int) -> Columns:
    columns = {"segment": np.full(len(block), float(segment)), **columns_of(block)}
    if times is not None:
        columns["timestamp"] = first_known(times, columns.get("timestamp"))
    return columns


def _timed_rows(block: Block, times: Floats | None) -> Iterator[Row]:
    """Yield a block's messages, with the times that its headers gave."""
    rows = rows_of(block, MAX_ROWS + 1)
    if times is None:
        return rows
    timed = zip(rows, times.tolist(), strict=False)
    return (row if time != time else row | {"timestamp": time} for row, time in timed)  # noqa: PLR0124 - NaN


def _unpacked(columns: Columns) -> Columns:
    """Return columns with the speed and the distance that old watches pack together."""
    if "packed_distance" not in columns:
        return columns
    distance, speed = summed(columns.pop("packed_distance")), columns.pop("packed_speed")
    return columns | {
        "distance": first_known(columns.get("distance"), distance),
        "speed": first_known(columns.get("speed"), speed),
    }
