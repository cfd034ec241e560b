"""Where made-up runners carry out what they mean to do: hills, belts, lights, dawdling."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import Floats
from tests.benchmarks.warm_up_bodies import (
    Dice,
    Runner,
    between,
    happens,
    heart_rate_of,
    smooth,
    speed_of,
)
from tests.benchmarks.warm_up_shapes import Plan, Stretch

STEEPEST = 0.30
BELT_STEPS_MPS = 1 / 18
"""A treadmill's speed goes by 0.2 km/h."""


class Place(NamedTuple):
    """Where somebody runs, and what goes wrong there.

    Attributes
    ----------
    slope
        How steep the ground usually is.
    first_hill
        Whether there is a hill up or down within the first kilometre.
    gps_m
        How far positions are off.
    stops_an_hour
        Lights, gates, laces.
    loses_heart_rate
        Whether the strap or the wrist fails for minutes.
    is_bare
        Whether only a track is kept: no heart rate, no cadence, no speed.
    """

    sub_sport: str | None = None
    slope: float = 0.006
    first_hill: bool = False
    gps_m: float = 3.0
    stops_an_hour: float = 0.7
    loses_heart_rate: bool = False
    is_bare: bool = False

    @property
    def is_indoor(self) -> bool:
        """Whether there is a belt and no position."""
        return self.sub_sport == "treadmill"


class Way(NamedTuple):
    """Second by second: which block of the plan it is, and what body and watch do in it."""

    block: NDArray[np.int64]
    kinds: list[str]
    grades: Floats
    speed: Floats
    heart_rate: Floats
    is_paused: NDArray[np.bool_]


def way_of(dice: Dice, who: Runner, plan: Plan, place: Place, *, is_warm: bool) -> Way:
    """Return how a plan is carried out at a place."""
    effort, block, kinds = _seconds(_with_dawdling(dice, plan))
    effort, block = _with_stops(dice, effort, block, place.stops_an_hour)
    if place.is_indoor:
        grades = np.full(effort.size, 0.01 * happens(dice, 0.3))
        belt = np.round(effort * who.threshold_mps / BELT_STEPS_MPS) * BELT_STEPS_MPS
        speed = smooth(belt, 7)
    else:
        grades = _grades(dice, place, np.cumsum(effort) * who.threshold_mps)
        speed = speed_of(dice, who, effort, grades)
    heart_rate = heart_rate_of(dice, who, speed, grades, is_warm=is_warm)
    is_paused = (speed == 0) & happens(dice, 0.4)
    is_paused[[0, -1]] = False
    return Way(block, kinds, grades, speed, heart_rate, is_paused)


def _with_dawdling(dice: Dice, plan: Plan) -> Plan:
    """Return the plan; some press the button before they run."""
    if not happens(dice, 0.12):
        return plan
    level = 0.0 if happens(dice, 0.5) else 0.35
    return [Stretch(plan[0].kind, int(dice.integers(10, 60)), level, level), *plan]


def _seconds(plan: Plan) -> tuple[Floats, NDArray[np.int64], list[str]]:
    """Return effort and block of each second; neighbours of one kind are one block."""
    kinds: list[str] = []
    blocks = []
    for part in plan:
        if not kinds or kinds[-1] != part.kind:
            kinds.append(part.kind)
        blocks.append(np.full(part.seconds, len(kinds) - 1))
    efforts = [np.linspace(part.begin, part.end, part.seconds) for part in plan]
    return np.concatenate(efforts), np.concatenate(blocks), kinds


def _with_stops(
    dice: Dice, effort: Floats, block: NDArray[np.int64], an_hour: float
) -> tuple[Floats, NDArray[np.int64]]:
    count = dice.poisson(an_hour * effort.size / 3600)
    lengths = dice.integers(8, 75, count)
    at = np.repeat(dice.integers(60, effort.size - 30, count), lengths)
    return np.insert(effort, at, 0.0), np.insert(block, at, block[at])


def _grades(dice: Dice, place: Place, way_m: Floats) -> Floats:
    """Return the grade of each second: waves of several lengths, and perhaps a first hill."""
    lengths = dice.uniform((250, 600, 1500), (600, 1500, 4000))
    phases = dice.uniform(0, 2 * np.pi, 3)
    steepness = place.slope * dice.uniform(0.5, 1.3, 3)
    waves = np.sin(2 * np.pi * way_m[:, None] / lengths + phases) @ steepness
    if place.first_hill:
        begins, long = between(dice, 0, 450), between(dice, 150, 550)
        steep = between(dice, 0.03, 0.09) * (1 if happens(dice, 0.7) else -1)
        ends = [begins, begins + 40, begins + long, begins + long + 40]
        waves += np.interp(way_m, ends, [0, steep, steep, 0], left=0, right=0)
    grades: Floats = np.clip(waves, -STEEPEST, STEEPEST)
    return grades
