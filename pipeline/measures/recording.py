"""One session's records, and what several of its measures need from them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import TIME, Floats, Samples, height, known
from pipeline.measures.fast import Fast, fast_of
from pipeline.measures.grades import Grades, grades_of
from pipeline.measures.heights import climb_m, smoothed
from pipeline.measures.intensity import GradedSpeeds, graded_speeds_of
from pipeline.measures.track import MOVING_MPS, SECOND_US, way_m

PAUSE_S = 10.0
"""A longer gap between records is a pause."""
SPARSE_GAPS = 2.0
"""Where a watch saves power and records every n seconds, a pause is longer than 2 n."""

SPEED_SIDE_S = 5.0


@dataclass(frozen=True)
class Held:
    """How long each record holds.

    Attributes
    ----------
    held_s
        The time to the next record; before a pause the session's usual gap, NaN where nothing
        follows.
    is_pause
        Whether a pause follows: a gap of more than 10 s (of more than twice the usual gap,
        where that is longer: watches that save power).
    is_recorded
        Whether another record follows without a pause.
    """

    held_s: Floats
    is_pause: NDArray[np.bool_]
    is_recorded: NDArray[np.bool_]


def held_of(time_us: Floats) -> Held:
    """Return how long the records of one session hold."""
    gap_s = np.full(len(time_us), np.nan)
    gap_s[:-1] = (time_us[1:] - time_us[:-1]) / SECOND_US
    positive = gap_s[gap_s > 0]
    usual = _median(positive)
    pause_s = np.fmax(PAUSE_S, usual * SPARSE_GAPS)
    is_pause = gap_s > pause_s
    held_s = np.where(is_pause, usual, np.where(gap_s >= 0, gap_s, np.nan))
    return Held(held_s, is_pause, is_recorded=gap_s <= pause_s)


def _median(values: Floats) -> float:
    """Return the median, NaN of nothing: numpy's own takes longer to look for NaN than to find it."""
    if not len(values):
        return np.nan
    low, high = (len(values) - 1) // 2, len(values) // 2
    values.partition((low, high))
    return float(values[low] + values[high]) / 2


@dataclass
class Recording:
    """Records of one session; what is worked out of them is so once, when first asked for.

    Attributes
    ----------
    samples
        The records, by time.
    sport
        In FIT's words.
    climb_step_m
        A climb counts once it reaches this.
    is_level
        Whether it was made where there are no hills.
    """

    samples: Samples
    sport: str
    climb_step_m: float
    is_level: bool

    def values(self, column: str) -> Floats:
        """Return a column, NaN where nothing is known."""
        if column in self.samples:
            return self.samples[column]
        return np.full(height(self.samples), np.nan)

    @cached_property
    def held(self) -> Held:
        """How long each record holds."""
        return held_of(self.samples[TIME])

    @cached_property
    def time_s(self) -> Floats | None:
        """How long after the first each record was made; null where no time is known."""
        time_us = self.samples[TIME]
        if np.isnan(time_us).all():
            return None
        time_us = _filled(time_us)
        time_s: Floats = (time_us - time_us[0]) / SECOND_US
        return time_s

    @cached_property
    def steps(self) -> Floats | None:
        """The steps of each record: its cadence times the time it was held.

        Null where no record knows any, no step where this one does not.
        """
        steps = self.values("cadence_spm") * self.held.held_s / 60
        is_known = ~np.isnan(steps)
        return np.where(is_known, steps, 0.0) if is_known.any() else None

    @cached_property
    def placed_m(self) -> Floats | None:
        """How far from the start each record lies, NaN where nothing says it."""
        counted = self.values("distance_m")
        metres = known(counted)
        if 0 < len(metres) >= len(counted) / 2 and metres[-1] > metres[0]:
            return counted
        return way_m(self.samples, self.sport)

    @cached_property
    def way_m(self) -> Floats | None:
        """How far from the start each record lies: by the watch, else along the track."""
        return None if self.placed_m is None else _filled(self.placed_m)

    @cached_property
    def is_placed(self) -> NDArray[np.bool_]:
        """Whether something says of each record how far from the start it lies."""
        if self.placed_m is None:
            return np.zeros(height(self.samples), np.bool_)
        return ~np.isnan(self.placed_m)

    @cached_property
    def onward_m(self) -> Floats | None:
        """The way without a step back; null where most records know no place, or no time."""
        if self.way_m is None or self.time_s is None:
            return None
        if np.count_nonzero(self.is_placed) * 2 < len(self.is_placed):
            return None
        onward: Floats = np.maximum.accumulate(self.way_m)
        return onward

    @cached_property
    def is_moving(self) -> NDArray[np.bool_] | None:
        """Whether each record moves, by the watch's speed or else by its way; null without both.

        A sensor that reads nothing but 0 measured nothing: a treadmill has no footpod.
        """
        speed = self._mostly_known("speed_mps")
        if speed is None or speed.max() <= 0:
            speed = self._speed_along_way()
        return None if speed is None else speed >= MOVING_MPS

    def _speed_along_way(self) -> Floats | None:
        """Return the speed in the ten seconds around each record.

        From one to the next would not do: places are rounded to a metre, and distances grow
        in stairs.
        """
        way, time_s = self.way_m, self.time_s
        if way is None or time_s is None:
            return None
        next_row = np.arange(1, len(way) + 1)
        last = np.searchsorted(time_s, time_s + SPEED_SIDE_S, "right") - 1
        last = np.minimum(np.maximum(last, next_row), len(way) - 1)
        first = np.searchsorted(time_s, time_s - SPEED_SIDE_S, "left")
        span_s = time_s[last] - time_s[first]
        return (way[last] - way[first]) / np.where(span_s > 0, span_s, np.inf)

    @cached_property
    def heights_m(self) -> Floats:
        """The known altitudes, smoothed."""
        return smoothed(known(self.values("altitude_m")))

    @cached_property
    def climb(self) -> tuple[float | None, float | None]:
        """Ascent and descent."""
        return climb_m(self.heights_m, self.climb_step_m)

    @cached_property
    def grades(self) -> Grades | None:
        """How steep the way was; null where less than half of the records have an altitude."""
        is_high = ~np.isnan(self.values("altitude_m"))
        if self.way_m is None or is_high.sum() * 2 < len(is_high):
            return None
        return grades_of(self.way_m[is_high], self.heights_m)

    @cached_property
    def grade_at(self) -> Floats | None:
        """How steep the way is at each record; null where no grade is known."""
        if self.grades is None or self.way_m is None:
            return None
        return self.grades.at(self.way_m)

    @cached_property
    def graded_speeds(self) -> GradedSpeeds | None:
        """How fast it was in metres on the flat; null where most records know no way."""
        way, time_s = self.onward_m, self.time_s
        flat = None if way is None else self._on_the_flat(way)
        if way is None or flat is None or time_s is None:
            return None
        is_within = _is_within(self.is_placed)
        return graded_speeds_of(time_s, way, flat, self.held.is_recorded & is_within)

    def _on_the_flat(self, way_m: Floats) -> Floats | None:
        """Return the way in metres on the flat; null where only some altitudes are known.

        Without any it is taken as level: its own speed is the best that is known.
        """
        if self.is_level or not len(self.heights_m):
            return way_m
        return None if self.grades is None else self.grades.on_the_flat(way_m)

    @cached_property
    def fast(self) -> Fast | None:
        """What of it was too fast to be on foot; null where no speed is known."""
        return fast_of(self.samples, self.held.held_s) if height(self.samples) else None

    def _mostly_known(self, column: str) -> Floats | None:
        """Return a column that at least half of the records have, its gaps filled evenly."""
        values = self.values(column)
        known_count = len(known(values))
        if known_count == 0 or known_count * 2 < len(values):
            return None
        return _filled(values)


def _is_within(is_known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return whether what is known began by each place, and goes on after it."""
    is_within = np.zeros(len(is_known), np.bool_)
    rows = np.flatnonzero(is_known)
    is_within[rows[0] : rows[-1]] = True
    return is_within


def _filled(values: Floats) -> Floats:
    """Return values with what is unknown put on the line between its known neighbours."""
    is_known = ~np.isnan(values)
    if is_known.all():
        return values
    rows = np.arange(len(values))
    return np.interp(rows, rows[is_known], values[is_known])
