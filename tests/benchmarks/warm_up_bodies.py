"""Made-up runners, how they move over hills, and how their hearts follow.

Heart rate approaches what the effort asks for with a lag of about a minute, drifts up by the
hour and is noisy; speed gives in uphill, and wavers.
"""

from typing import NamedTuple

import numpy as np
from scipy.signal import lfilter

from pipeline.decode.samples import Floats
from pipeline.measures.grades import cost

Dice = np.random.Generator

STANDING_MPS, WALKING_MPS = 0.3, 2.0
WALKING_COST = 0.75
"""What walking costs of running, metre by metre."""
STANDING_RESERVE = 0.20
"""The share of the heart rate reserve that standing about between efforts takes."""
DOWNHILL_GIVES = 0.35
"""Nobody takes from a descent all the speed that its cost would allow."""


class Runner(NamedTuple):
    """Who runs.

    Attributes
    ----------
    threshold_mps
        The speed of effort 1.
    threshold_reserve
        The share of the heart rate reserve that effort 1 takes in the end.
    lag_s, drift_an_hour
        How slowly the heart follows, and how much it rises at the same effort.
    gives_in
        Exponent of a hill's cost by which the runner slows down uphill; 1 keeps the effort.
    """

    threshold_mps: float
    max_heart_rate_bpm: float
    resting_heart_rate_bpm: float
    threshold_reserve: float
    lag_s: float
    drift_an_hour: float
    gives_in: float
    walk_mps: float

    @property
    def walk(self) -> float:
        """The effort whose speed is this runner's brisk walk."""
        return self.walk_mps / self.threshold_mps


def runner(dice: Dice) -> Runner:
    """Return somebody: from 2.7 m/s to 4.7 m/s in an hour's race."""
    return Runner(
        threshold_mps=between(dice, 2.7, 4.7),
        max_heart_rate_bpm=float(dice.integers(160, 201)),
        resting_heart_rate_bpm=float(dice.integers(42, 71)),
        threshold_reserve=between(dice, 0.84, 0.91),
        lag_s=between(dice, 45, 75),
        drift_an_hour=between(dice, 0.02, 0.08),
        gives_in=between(dice, 0.55, 0.95),
        walk_mps=between(dice, 1.3, 1.75),
    )


def between(dice: Dice, low: float, high: float) -> float:
    """Return any number between two."""
    return float(dice.uniform(low, high))


def minutes(dice: Dice, low: float, high: float) -> int:
    """Return the seconds of any number of minutes between two."""
    return round(60 * between(dice, low, high))


def happens(dice: Dice, chance: float) -> bool:
    """Return whether something of this chance happens."""
    return bool(dice.random() < chance)


def wander(dice: Dice, count: int, deviation: float, memory_s: float) -> Floats:
    """Return noise that remembers itself for some seconds."""
    keeps = np.exp(-1 / memory_s)
    noise = dice.normal(0, deviation, count)
    noise[0] /= np.sqrt(1 - keeps**2)
    wandering: Floats = lfilter([np.sqrt(1 - keeps**2)], [1, -keeps], noise)
    return wandering


def smooth(values: Floats, seconds: int) -> Floats:
    """Return the moving mean over so many seconds around each."""
    padded = np.pad(values, (seconds // 2, seconds - 1 - seconds // 2), mode="edge")
    sums = np.concatenate([[0.0], np.cumsum(padded)])
    means: Floats = (sums[seconds:] - sums[:-seconds]) / seconds
    return means


def speed_of(dice: Dice, who: Runner, effort: Floats, grades: Floats) -> Floats:
    """Return the speed of each second: what the effort gives on this grade, wavering."""
    gives = np.where(grades > 0, who.gives_in, DOWNHILL_GIVES)
    wavers = 1 + wander(dice, effort.size, between(dice, 0.01, 0.025), between(dice, 40, 120))
    speed = smooth(effort * who.threshold_mps, 9) * wavers / cost(grades) ** gives
    return np.where(speed < STANDING_MPS, 0.0, np.minimum(speed, 8.0))


def heart_rate_of(
    dice: Dice, who: Runner, speed: Floats, grades: Floats, *, is_warm: bool
) -> Floats:
    """Return the heart rate of each second.

    Parameters
    ----------
    dice, who
        Whose heart, and its chances.
    speed, grades
        Second by second; what both cost together is what the heart follows.
    is_warm
        Whether something has gone before: then it does not start near rest.
    """
    walking = np.where(speed < WALKING_MPS, WALKING_COST, 1.0)
    effort = speed * cost(grades) * walking / who.threshold_mps
    asked = STANDING_RESERVE + (who.threshold_reserve - STANDING_RESERVE) * effort
    hours = np.arange(speed.size) / 3600
    asked = np.minimum(asked * (1 + who.drift_an_hour * hours), 0.99)
    first = between(dice, 0.25, 0.42) if is_warm else between(dice, 0.06, 0.28)
    keeps = np.exp(-1 / who.lag_s)
    share, _ = lfilter([1 - keeps], [1, -keeps], asked, zi=[first * keeps])
    reserve = who.max_heart_rate_bpm - who.resting_heart_rate_bpm
    beats = who.resting_heart_rate_bpm + reserve * share + wander(dice, speed.size, 1.6, 12)
    heart_rate: Floats = np.clip(np.round(beats), 40, who.max_heart_rate_bpm)
    return heart_rate


def cadence_of(dice: Dice, speed: Floats) -> Floats:
    """Return the steps a minute, of both feet."""
    usual = between(dice, 158, 176) + 7 * (speed - 3)
    steps = np.where(speed < WALKING_MPS, 108 + 12 * (speed - 1.5), usual)
    wavering: Floats = steps + wander(dice, speed.size, 1.5, 6)
    return np.where(speed == 0, 0.0, np.round(wavering))
