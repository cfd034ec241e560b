"""Whose load each diary meets: every way in small groups, some drawn by a fixed seed in others.

In a large group each diary meets the loads of its own block only. All pairs would cost as the
square of the group; within blocks the ways are still ways to give each diary one load and each
load one diary, so the test stays as fair as it was.
"""

from collections.abc import Iterator
from itertools import pairwise, permutations
from typing import Final

import numpy as np

from pipeline.association.shift_test import Index

MOST_TO_TRY_ALL: Final = 6
"""So many athletes' diaries are given away in every possible way; with more, some are drawn."""
BLOCK: Final = 50
"""A group of more athletes is dealt by name into blocks of about equal size, none larger."""
DRAWN: Final = 999
SEED: Final = 1


def blocks_of(athletes: int) -> Iterator[tuple[int, int]]:
    """Return first and end of each block of athletes."""
    blocks = -(-athletes // BLOCK)
    return pairwise(number * athletes // blocks for number in range(blocks + 1))


def given_away(athletes: int) -> Index:
    """Return whose load each diary meets, way by way; first each its own."""
    if athletes <= MOST_TO_TRY_ALL:
        return np.array(list(permutations(range(athletes))))
    rng = np.random.default_rng(SEED)
    blocks = list(blocks_of(athletes))
    drawn = [
        np.concatenate([first + rng.permutation(end - first) for first, end in blocks])
        for _ in range(DRAWN)
    ]
    return np.array([np.arange(athletes), *drawn])
