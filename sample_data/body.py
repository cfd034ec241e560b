"""How a body moves and a heart follows: one made-up outing, second by second.

Nothing here is physiology to build on: it gives samples that look as a watch's do, so that
every reader, metric and chart has something to work on.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from sample_data.people import SEED, Outing, Runner

METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6371 km
PAUSE_S = 75
PAUSE_EVERY = 9  # outings
WARM_UP_S = 600
SMART_GAPS_S = (8, 11)  # smart recording: a sample each 8 to 10 seconds

Signal = np.ndarray


@dataclass(frozen=True)
class Motion:
    """What a sport looks like: speed, how hard that is, how often the legs go round.

    Attributes
    ----------
    effort
        Share of the heart-rate reserve that the speed `speed_mps` asks for.
    effort_per_speed
        How much that share grows when the speed doubles.
    cadence
        Per minute; one leg on foot, whole turns on a bicycle.
    """

    speed_mps: float
    effort: float
    effort_per_speed: float
    cadence: float


RUN_EASY = 0.77  # of the threshold speed
MOTIONS = {
    "cycling": Motion(7.0, 0.48, 0.5, 82.0),
    "hiking": Motion(1.25, 0.40, 0.3, 54.0),
    "walking": Motion(1.45, 0.30, 0.3, 57.0),
}

PACES = {  # kind -> (seconds, share of the threshold speed), the last one until the end
    "easy": ((WARM_UP_S, 0.70), (0, RUN_EASY)),
    "long": ((WARM_UP_S, 0.69), (0, 0.755)),
    "treadmill": ((0, 0.76),),
    "tempo": ((WARM_UP_S, 0.73), (1320, 0.93), (0, 0.75)),
    "intervals": ((WARM_UP_S, 0.73), *((180, 1.02), (120, 0.62)) * 5, (0, 0.74)),
    "walk_run": (*((300, 0.74), (60, 0.42)) * 12, (0, 0.74)),
    "club": ((300, 0.74), (0, 0.82)),
    "race": ((0, 0.90),),
}
STARTS_FAST_EVERY = 4  # easy runs without a gentle start
KINDS_WITH_WARM_UP_LAP = ("tempo", "intervals")


@dataclass(frozen=True)
class Trace:
    """One outing, a value a second while the timer ran.

    Attributes
    ----------
    columns
        Field name as in FIT's record message -> values in FIT's units; a treadmill run has
        no positions, and no altitude either.
    clock_s
        Seconds since the start on the wall clock: the pause is a jump in it.
    """

    columns: dict[str, Signal]
    clock_s: Signal

    @property
    def timer_s(self) -> int:
        """Seconds with the pause left out."""
        return len(self.clock_s) - 1

    @property
    def elapsed_s(self) -> int:
        """Seconds with the pause counted."""
        return int(self.clock_s[-1])

    @property
    def pause_at(self) -> int | None:
        """Index of the last sample before the pause, None without one."""
        jumps = np.flatnonzero(np.diff(self.clock_s) > 1)
        return int(jumps[0]) if jumps.size else None


def follow(runner: Runner, outing: Outing) -> Trace:
    """Return what a perfect sensor would have seen of this outing.

    Parameters
    ----------
    runner
        Whose heart and legs.
    outing
        On foot or on a bicycle; its number seeds the chance.
    """
    rng = np.random.default_rng([SEED, *runner.name.encode(), outing.number])
    motion = _motion(runner, outing)
    wanted = _paced(runner, outing, motion, rng)
    roll = _hills(outing, rng)
    grade = np.gradient(roll(np.cumsum(wanted)), np.cumsum(wanted))
    speed = wanted * np.clip(1 - 2.5 * grade, 0.6, 1.25)
    speed *= 1 + _wander(rng, speed.size, 15, 0.025)
    length = int(np.searchsorted(np.cumsum(speed), outing.km * 1000)) + 1
    speed, grade = speed[:length], grade[:length]
    distance = np.concatenate([[0.0], np.cumsum(speed)[:-1]])
    effort = motion.effort + motion.effort_per_speed * (
        speed * (1 + 3.0 * grade) / motion.speed_mps - 1
    )
    columns = {
        "distance": np.round(distance, 2),
        "enhanced_speed": np.round(speed, 3),
        "heart_rate": _heart_rate(runner, effort, rng),
        "temperature": _temperature(outing, length),
        **_legs(runner, outing, motion, speed, rng),
    }
    if outing.kind != "treadmill":
        latitude, longitude = _loops(runner, outing, distance, rng)
        columns |= {
            "position_lat": latitude,
            "position_long": longitude,
            "enhanced_altitude": np.round(roll(distance) * 5) / 5,
        }
    return Trace(columns, _clock(outing, length))


def smart_samples(outing: Outing, trace: Trace) -> np.ndarray:
    """Return the seconds smart recording keeps: gaps of 8 to 10, both ends, the pause's edges."""
    rng = np.random.default_rng([SEED, outing.number])
    gaps = rng.integers(*SMART_GAPS_S, trace.timer_s // SMART_GAPS_S[0] + 1)
    regular = np.concatenate([[0], np.cumsum(gaps)])
    edges = [trace.timer_s]
    if trace.pause_at is not None:
        edges += [trace.pause_at, trace.pause_at + 1]
    return np.union1d(regular[regular < trace.timer_s], edges)


def _motion(runner: Runner, outing: Outing) -> Motion:
    """Return how this outing's sport looks for this runner."""
    if outing.sport == "running":
        return Motion(RUN_EASY * runner.threshold_mps, 0.64, 0.75, runner.step_rate_spm / 2)
    return MOTIONS[outing.sport]


def _paced(runner: Runner, outing: Outing, motion: Motion, rng: np.random.Generator) -> Signal:
    """Return the speed meant to be held, generously longer than the distance needs."""
    seconds = int(outing.km * 1000 / motion.speed_mps * 2) + WARM_UP_S
    if outing.sport != "running":
        return np.full(seconds, motion.speed_mps * rng.uniform(0.94, 1.06))
    steps = PACES[outing.kind]
    if outing.kind == "easy" and outing.number % STARTS_FAST_EVERY == 0:
        steps = ((WARM_UP_S, 0.80), (0, RUN_EASY))
    shares = np.concatenate([np.full(length or seconds, share) for length, share in steps])
    form_of_the_day = rng.normal(1, 0.015)
    return _lagged(shares[:seconds], 8) * runner.threshold_mps * form_of_the_day


def _hills(outing: Outing, rng: np.random.Generator) -> Callable[[Signal], Signal]:
    """Return the ground as a function: distance in m -> altitude in m."""
    phases = rng.uniform(0, 2 * math.pi, 2)
    base_m = rng.uniform(25, 60)
    waves = ((0.4 * outing.hills_m, 870.0, phases[0]), (outing.hills_m, 2300.0, phases[1]))

    def altitude(distance: Signal) -> Signal:
        return base_m + sum(
            height * np.sin(2 * math.pi * distance / length + phase)
            for height, length, phase in waves
        )

    return altitude


def _loops(
    runner: Runner, outing: Outing, distance: Signal, rng: np.random.Generator
) -> tuple[Signal, Signal]:
    """Return positions on a figure of eight in open sea, as long as the distance says.

    Two circles that touch, run round in turn: the arc is the distance, so positions and
    distance agree to within what GPS wobble adds.
    """
    radius = (400.0 if outing.sport == "running" else 900.0) * rng.uniform(0.8, 1.2)
    heading = rng.uniform(0, 2 * math.pi)
    laps, arc = np.divmod(distance / radius, 2 * math.pi)
    side = np.where(laps % 2, -1.0, 1.0)
    east = side * radius * (1 - np.cos(arc)) + _wander(rng, distance.size, 90, 1.5)
    north = radius * np.sin(arc) + _wander(rng, distance.size, 90, 1.5)
    latitude_deg, longitude_deg = runner.sea_deg
    start_north = rng.uniform(-3000, 3000)
    turned_east = east * math.cos(heading) - north * math.sin(heading)
    turned_north = east * math.sin(heading) + north * math.cos(heading) + start_north
    per_longitude = METRES_PER_DEGREE * math.cos(math.radians(latitude_deg))
    return (
        np.round(latitude_deg + turned_north / METRES_PER_DEGREE, 7),
        np.round(longitude_deg + turned_east / per_longitude, 7),
    )


def _heart_rate(runner: Runner, effort: Signal, rng: np.random.Generator) -> Signal:
    """Return beats a minute: effort, felt with a lag, drifting upwards from minute ten on."""
    drift = 0.035 * np.clip(np.arange(effort.size) - WARM_UP_S, 0, None) / 3600
    felt = _lagged(np.clip(effort + drift, 0.15, 0.985), 35, first=0.25)
    beats = runner.resting_bpm + felt * (runner.max_bpm - runner.resting_bpm)
    return np.round(beats + _wander(rng, effort.size, 20, 1.4)).clip(40, runner.max_bpm)


def _legs(
    runner: Runner, outing: Outing, motion: Motion, speed: Signal, rng: np.random.Generator
) -> dict[str, Signal]:
    """Return cadence (one leg, as FIT counts it) and, on runs, the running dynamics."""
    turns = motion.cadence + _wander(rng, speed.size, 12, 0.7)
    if outing.sport == "running":
        turns += 4.5 * (speed - motion.speed_mps)
    halves = np.round(turns * 2) / 2
    cadence = {"cadence": np.floor(halves), "fractional_cadence": halves % 1}
    if outing.sport != "running":
        return cadence
    bounce_mm = 88 + 3 * (speed - motion.speed_mps) + _wander(rng, speed.size, 30, 1.5)
    step_mm = speed * 30_000 / halves
    return cadence | {
        "vertical_oscillation": np.round(bounce_mm, 1),
        "stance_time": np.round(
            262 - 34 * (speed - motion.speed_mps) + _wander(rng, speed.size, 20, 3), 1
        ),
        "stance_time_balance": np.round(50.3 + _wander(rng, speed.size, 60, 0.4), 2),
        "step_length": np.round(step_mm, 1),
        "vertical_ratio": np.round(100 * bounce_mm / step_mm, 2),
    }


def _temperature(outing: Outing, length: int) -> Signal:
    """Return whole degrees at the wrist: the season, warming a little on the way."""
    day_of_year = outing.day.timetuple().tm_yday
    outside = 11 + 9 * math.sin(2 * math.pi * (day_of_year - 112) / 365)
    indoors = 19.0 if outing.kind == "treadmill" else outside
    return np.round(indoors + 3 * np.exp(-np.arange(length) / 400))


def _clock(outing: Outing, length: int) -> Signal:
    """Return wall-clock seconds: every ninth outing waits once, two fifths of the way."""
    seconds = np.arange(length)
    if outing.number % PAUSE_EVERY == 0:
        seconds[int(length * 0.4) :] += PAUSE_S
    return seconds


def _lagged(signal: Signal, seconds: float, first: float | None = None) -> Signal:
    """Return the signal as something slow follows it (first-order lag)."""
    keep = math.exp(-1 / seconds)
    start = signal[0] if first is None else first
    followed, _ = lfilter([1 - keep], [1, -keep], signal, zi=[keep * start])
    return followed


def _wander(rng: np.random.Generator, length: int, seconds: float, spread: float) -> Signal:
    """Return a slow random walk around zero with a memory of some seconds."""
    keep = math.exp(-1 / seconds)
    pushes = rng.normal(0, spread * math.sqrt(1 - keep**2), length)
    return lfilter([1], [1, -keep], pushes)
