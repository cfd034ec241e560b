"""Way and altitudes -> how steep the way was, and what that costs (SCIENCE A.1).

Formula: C(i) = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6 J/kg/m, i = grade.
Source: Minetti 2002. Objection: this is the metabolic cost, not the mechanical load: downhill
is cheap for the heart and hard for the back, so descent always stands beside it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.decode.samples import Floats, run_starts

STRETCH_M = 30.0
"""Grade is the rise between the mean heights of stretches this long. Cost is convex in grade, so
noise makes a way dearer: a metre up or down at random each second by 0.7 % here, by 11 % over
10 m. Over 100 m most of a hill 200 m long would be gone."""
STEEPEST = 0.45
"""Nobody was measured on anything steeper."""
DOWNHILL = -0.05
LEVEL = 0.02
"""Less steep than this either way."""

COST = np.array([155.4, -30.4, -43.3, 46.3, 19.5, 3.6])
LEVEL_COST = 3.6


@dataclass(frozen=True)
class Grades:
    """How steep the pieces of a way are.

    Attributes
    ----------
    ends_m
        Where on the way the pieces begin and end, one more than there are pieces.
    grades
        Rise over length, positive uphill.
    """

    ends_m: Floats
    grades: Floats

    @cached_property
    def lengths_m(self) -> Floats:
        """How long the pieces are."""
        return np.diff(self.ends_m)

    @cached_property
    def flat_m(self) -> Floats:
        """The metres on the flat that cost as much as each piece."""
        return self.lengths_m * cost(self.grades)

    def mean_cost(self) -> float:
        """Return what a metre of this way costs, in metres on the flat."""
        return float(self.flat_m.sum() / self.lengths_m.sum())

    def on_the_flat(self, way_m: Floats) -> Floats:
        """Return each place on the way in metres on the flat; where no grade is known, level."""
        flat = np.concatenate([[0.0], np.cumsum(self.flat_m)])
        beyond = way_m - np.clip(way_m, self.ends_m[0], self.ends_m[-1])
        on_the_flat: Floats = np.interp(way_m, self.ends_m, flat) + beyond
        return on_the_flat

    def at(self, way_m: Floats) -> Floats:
        """Return the grade of the piece that each place on the way lies on."""
        found: Floats = self.grades[np.searchsorted(self.ends_m[1:-1], way_m, "right")]
        return found


def grades_of(way_m: Floats, heights_m: Floats) -> Grades | None:
    """Return the grades of a way; null where it is too short to have one.

    Parameters
    ----------
    way_m
        How far from the start each record lies.
    heights_m
        Its smoothed height.
    """
    way = np.maximum.accumulate(way_m)
    stretch = np.floor((way - way[0]) / STRETCH_M)
    starts = run_starts(stretch[1:] != stretch[:-1])
    if len(starts) == 1:
        return None
    counts = np.diff(starts, append=len(way))
    middles, heights = (np.add.reduceat(each, starts) / counts for each in (way, heights_m))
    grades = np.clip(np.diff(heights) / np.diff(middles), -STEEPEST, STEEPEST)
    ends = np.concatenate([way[:1], middles[1:-1], way[-1:]])
    return Grades(ends, grades)


def cost(grade: Floats) -> Floats:
    """Return what running a metre at this grade costs, in metres on the flat."""
    return np.polyval(COST, grade) / LEVEL_COST
