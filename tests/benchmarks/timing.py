"""Least CPU time of some rounds, in which the works to compare take turns.

Single times drift with the machine; the ratio of two least times within one run does not.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

ROUNDS = 2
TURN_S = 0.3
"""A turn repeats short works so long: of many rounds, one is undisturbed."""

Work = Callable[[], object]


class Row(NamedTuple):
    """One line of a table.

    Attributes
    ----------
    what
        The work in words.
    ours, instead
        Who did it.
    ours_s, instead_s
        In so many CPU seconds.
    wanted
        The ratio below which something has gone wrong, null where none is promised.
    """

    what: str
    ours: str
    ours_s: float
    instead: str
    instead_s: float
    wanted: float | None = None

    @property
    def ratio(self) -> float:
        """How many times longer the other one took."""
        return self.instead_s / self.ours_s


def least_s(*works: Work) -> list[float]:
    """Return the least CPU time of each work; they take turns, quick ones between slow ones."""
    least = [_turn_s(work) for work in works]
    for _ in range(ROUNDS):
        for next_one in range(len(works)):
            for place, work in enumerate(works):
                if place == next_one or least[place] < TURN_S:
                    least[place] = min(least[place], _turn_s(work))
    return least


def _turn_s(work: Work) -> float:
    until = time.process_time() + TURN_S
    least = float("inf")
    while least == float("inf") or time.process_time() < until:
        started = time.process_time()
        work()
        least = min(least, time.process_time() - started)
    return least
