"""Pairs -> efforts. Not whoever is linked through others: each joins a session that stands.

A chain of sessions, each like the next, would end in one effort whose first and last have
nothing in common.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.matching.preference import Ranks

Row = int
Links = Mapping[Row, Collection[Row]]
Place = Callable[[Row], int]
"""Where a row stands in the order of preference."""


@dataclass
class Effort:
    """Sessions of one effort, by row.

    Attributes
    ----------
    mains
        Those a newcomer is held against: the most preferred, and what the runner said is the
        same as it.
    rows
        All of them, by preference.
    """

    mains: Collection[Row]
    rows: list[Row]


@dataclass(frozen=True)
class Bars:
    """What keeps two sessions apart: the runner's word, or that one file holds both."""

    file: Sequence[str]
    apart: Links

    def let_join(self, rows: Sequence[Row], others: Sequence[Row]) -> bool:
        """Return whether some sessions may be one effort with others."""
        if not self._share_no_file(rows, others):
            return False
        apart = self.apart
        return not apart or all(set(others).isdisjoint(apart.get(row, ())) for row in rows)

    def _share_no_file(self, rows: Sequence[Row], others: Sequence[Row]) -> bool:
        file = self.file
        if len(rows) == len(others) == 1:
            return file[rows[0]] != file[others[0]]
        return {file[row] for row in rows}.isdisjoint([file[other] for other in others])


def bars_of(sessions: pl.DataFrame, words: pl.DataFrame) -> Bars:
    """Return what keeps sessions apart."""
    return Bars(sessions["file"].to_list(), _links(words.filter(verdict="apart")))


def gathered(rank: Ranks, same: pl.DataFrame, words: pl.DataFrame, bars: Bars) -> list[Effort]:
    """Return the efforts of more than one session.

    Parameters
    ----------
    rank
        The order of preference.
    same
        Pairs of rows that are the same by the rules.
    words
        What the runner said, the latest first.
    bars
        What keeps sessions apart.
    """
    place = rank.tolist().__getitem__
    units = _units(words.filter(verdict="same"), bars)
    links = _links(same)
    standing: dict[Row, Effort] = {}
    efforts: list[Effort] = []
    for row in sorted({*links, *units}, key=place):
        if row not in standing:
            unit = units.get(row, [row])
            effort = _first_to_join(unit, links, standing, place, bars)
            if effort is None:
                effort = Effort(unit, [])
                efforts.append(effort)
            effort.rows += unit
            standing.update(dict.fromkeys(unit, effort))
    return [
        Effort(effort.mains, sorted(effort.rows, key=place))
        for effort in efforts
        if len(effort.rows) > 1
    ]


def _first_to_join(
    unit: Sequence[Row], links: Links, standing: Mapping[Row, Effort], place: Place, bars: Bars
) -> Effort | None:
    """Return the effort whose main session is the same as one of the unit, if it may join it."""
    linked = [other for row in unit for other in links.get(row, ()) if other in standing]
    for main in sorted(linked, key=place):
        effort = standing[main]
        if main in effort.mains and bars.let_join(effort.rows, unit):
            return effort
    return None


def _units(said_same: pl.DataFrame, bars: Bars) -> dict[Row, list[Row]]:
    """Return the sessions that the runner said are one, each with all that are one with it."""
    units: dict[Row, list[Row]] = {}
    for row, other in _pairs(said_same):
        one, two = units.get(row, [row]), units.get(other, [other])
        if one is not two and bars.let_join(one, two):
            together = [*one, *two]
            units.update(dict.fromkeys(together, together))
    return units


def _links(pairs: pl.DataFrame) -> Links:
    links: dict[Row, set[Row]] = defaultdict(set)
    for row, other in _pairs(pairs):
        links[row].add(other)
        links[other].add(row)
    return dict(links)


def _pairs(pairs: pl.DataFrame) -> Iterable[tuple[Row, Row]]:
    return zip(pairs["left"].to_list(), pairs["right"].to_list(), strict=True)
