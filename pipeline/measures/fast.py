"""Speeds nobody keeps up on foot: a ride with the watch still running.

Speed is distance made good in 30 s, as the crow flies between positions: a satellite jump
there and back, or a pause that ends elsewhere, spoils half a minute, and a stretch has to last
a whole one. So nothing is dropped as a glitch here, and a car stays visible.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import Floats, Samples, known, run_starts
from pipeline.measures.track import METRES_A_DEGREE, POSITION

FAST_MPS = 7.0
"""A kilometre in 2:23: world class over a few minutes, everyday on wheels."""
STANDING_MPS = 0.5

STEP_S = 10.0
WINDOW_STEPS = 3
SHORTEST_STEPS = 6
"""A stretch lasts at least 60 s; one jump spoils no more than 4 steps."""
ON_FOOT_STEPS = 12
"""Who moves at a runner's speed for 2 min has got out of the car."""
BEFORE_STEPS = 30
"""A ride is at the end of something only where 5 min were on foot before it."""

LONGEST_S = 7 * 86_400.0
"""Two records years apart are no way to look at every ten seconds."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Fast:
    """How much of a session was too fast to be on foot.

    Attributes
    ----------
    seconds
        Sum of all stretches of a minute or more above 7 m/s.
    end_m
        Length of the ride that ends the session; 0 where there is none, or nothing before it.
    """

    seconds: float
    end_m: float


def fast_of(samples: Samples, held_s: Floats) -> Fast | None:
    """Return the fast stretches of a session; null where no speed is known.

    Parameters
    ----------
    samples
        The session's records, by time.
    held_s
        How long each is held, pauses left out: places on either side of a pause are neighbours.
    """
    clock_s = np.concatenate([[0.0], np.cumsum(np.fmax(held_s[:-1], 0.0))])
    if not 0 < clock_s[-1] <= LONGEST_S:
        return None
    way = _way(samples, clock_s)
    if way is None:
        return None
    speed = np.hypot(*(each[WINDOW_STEPS:] - each[:-WINDOW_STEPS] for each in way))
    speed /= WINDOW_STEPS * STEP_S
    if (speed > FAST_MPS).sum() < SHORTEST_STEPS:
        return Fast(0.0, 0.0)
    return _fast(speed, np.hypot(*(np.diff(each) for each in way)))


def _way(samples: Samples, clock_s: Floats) -> tuple[Floats, Floats] | None:
    """Return metres east and north at every tenth second: by positions, else by the watch."""
    grid = np.arange(0.0, clock_s[-1] + STEP_S, STEP_S)
    if samples.keys() >= set(POSITION):
        latitude, longitude = (samples[column] for column in POSITION)
        is_placed = ~np.isnan(latitude)
        if is_placed.sum() * 2 >= len(clock_s):
            return _places(clock_s[is_placed], latitude[is_placed], longitude[is_placed], grid)
    metres = _counted_m(samples, clock_s)
    return None if metres is None else (np.interp(grid, *metres), np.zeros(len(grid)))


def _places(
    clock_s: Floats, latitude: Floats, longitude: Floats, grid: Floats
) -> tuple[Floats, Floats]:
    """Return metres east and north of the first place, over the date line as well."""
    west_east = (longitude - longitude[0] + 180.0) % 360.0 - 180.0
    scale = METRES_A_DEGREE * np.cos(np.radians(latitude[0]))
    return (
        np.interp(grid, clock_s, west_east) * scale,
        np.interp(grid, clock_s, latitude) * METRES_A_DEGREE,
    )


def _counted_m(samples: Samples, clock_s: Floats) -> tuple[Floats, Floats] | None:
    """Return times and metres by the watch's distance, else by its speed."""
    for column in ("distance_m", "speed_mps"):
        values = samples.get(column, np.empty(0))
        is_known = ~np.isnan(values)
        if not len(values) or is_known.sum() * 2 < len(clock_s):
            continue
        times, values = clock_s[is_known], known(values)
        if column == "distance_m":
            return times, values
        return times, np.cumsum(values * np.diff(times, prepend=times[:1]))
    return None


def _fast(speed: Floats, steps_m: Floats) -> Fast:
    """Return the stretches among speeds of overlapping windows."""
    is_stretch = _long_runs(speed > FAST_MPS, SHORTEST_STEPS)
    starts = np.flatnonzero(is_stretch & ~np.concatenate([[False], is_stretch[:-1]]))
    on_foot = (speed >= STANDING_MPS) & ~is_stretch & (speed <= FAST_MPS)
    last_on_foot = np.flatnonzero(_long_runs(on_foot, ON_FOOT_STEPS)).max(initial=-1)
    rides = starts[starts > last_on_foot]
    if not len(rides) or on_foot[: rides[0]].sum() < BEFORE_STEPS:
        return Fast(STEP_S * is_stretch.sum(), 0.0)
    return Fast(STEP_S * is_stretch.sum(), float(steps_m[rides[0] :].sum()))


def _long_runs(is_on: Flags, shortest: int) -> Flags:
    """Return the flags, less those in runs shorter than `shortest`."""
    starts = run_starts(is_on[1:] != is_on[:-1])
    lengths = np.diff(starts, append=len(is_on))
    long_enough: Flags = is_on & np.repeat(lengths >= shortest, lengths)
    return long_enough
