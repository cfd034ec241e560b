"""Made-up runs of many kinds, each with the truth whether its recording holds a warm-up.

Drawn without looking at anything that tells warm-ups: what runners do (`warm_up_shapes`), where
(`warm_up_ways`), how speed and heart answer (`warm_up_bodies`), what sensors make of it
(`warm_up_sensors`) and what is kept (`warm_up_recordings`). The truth is what the runner did
within what was recorded: easy minutes before a harder part, a lap marked as warm-up, or a
recording of its own shortly before. A run that is easy throughout holds none.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np

from tests.benchmarks import warm_up_shapes as shapes
from tests.benchmarks.warm_up_bodies import Dice, Runner, between, happens, minutes, runner
from tests.benchmarks.warm_up_recordings import Recording, record
from tests.benchmarks.warm_up_shapes import Plan
from tests.benchmarks.warm_up_ways import Place

YES, NO = "yes", "no"
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 700
SHORTLY_MIN = (2, 18)
"""How long after a warm-up that is recorded apart the run begins."""
LONG_BEFORE_MIN = (240, 540)


@dataclass(frozen=True, kw_only=True)
class MadeRun(Recording):
    """A recording, who ran it, and the truth.

    Attributes
    ----------
    profile, seed
        What it was drawn from; both together give the same run for ever.
    truth
        'yes' or 'no'.
    earlier
        Another recording of the same day that had ended before this one began: shortly before,
        if it was the warm-up, or hours.
    max_heart_rate_bpm, resting_heart_rate_bpm
        The runner's own.
    """

    profile: str
    seed: int
    truth: str
    earlier: Recording | None
    max_heart_rate_bpm: float
    resting_heart_rate_bpm: float


class Profile(NamedTuple):
    """A kind of run.

    Attributes
    ----------
    plan
        Dice, runner and whether there is a warm-up -> what is meant to be run.
    place
        Where.
    truths
        What the truth may be; one where the kind of run leaves no choice.
    apart
        How often the warm-up, if there is one, is a recording of its own.
    names
        What watches and runners call such a session.
    """

    plan: Callable[[Dice, Runner, bool], Plan]
    place: Place = Place()
    truths: tuple[str, ...] = (YES, NO)
    apart: float = 0.0
    names: tuple[str | None, ...] = (None, None, "Run", "Morning Run", "Lunch Run", "Evening Run")


PROFILES = {
    "treadmill": Profile(shapes.any_run, Place("treadmill", stops_an_hour=0.3)),
    "hills in the first kilometre": Profile(
        shapes.any_run, Place(slope=0.012, first_hill=True, gps_m=3.5)
    ),
    "progression": Profile(shapes.progression),
    "heart-rate dropout": Profile(shapes.any_run, Place(loses_heart_rate=True)),
    # Most warm up for a race, and most of those leave the watch alone meanwhile.
    "race": Profile(
        shapes.race, Place(stops_an_hour=0.0), apart=0.5, names=(None, "Run", "Race", "City run")
    ),
    "run-walk": Profile(shapes.run_walk),
    # Easy from beginning to end: nothing harder that a warm-up could come before.
    "steady easy run": Profile(shapes.easy, truths=(NO,)),
    # What these two are is their name; only these and the easy run have one truth.
    "tempo straight from the door": Profile(
        shapes.tempo, truths=(NO,), names=(None, "Run", "Tempo")
    ),
    "warm-up then tempo": Profile(shapes.tempo, truths=(YES,), names=(None, "Run", "Tempo")),
    "intervals": Profile(
        shapes.intervals, Place("track", slope=0.0), names=(None, "Track", "Intervals", "Run")
    ),
    "long run with fast finish": Profile(shapes.long_run, Place(slope=0.01)),
    "trail with GPS noise": Profile(
        shapes.any_run, Place("trail", slope=0.06, gps_m=7.0, stops_an_hour=3)
    ),
    "stops at lights": Profile(shapes.any_run, Place("street", gps_m=4.0, stops_an_hour=9)),
    "strides": Profile(shapes.with_strides),
    "short run": Profile(shapes.short),
    "bare track": Profile(shapes.any_run, Place(slope=0.01, is_bare=True)),
    "two recordings a day": Profile(shapes.tempo, apart=1.0),
}
"""Where both truths can be, they are drawn evenly, so that no name gives it away."""


def made_up_runs(seeds: Iterable[int] = range(30)) -> Iterator[MadeRun]:
    """Return one run of each profile for each seed.

    Parameters
    ----------
    seeds
        Any whole numbers from 0 on.
    """
    for seed in seeds:
        for profile in PROFILES:
            yield made_up_run(profile, seed)


def made_up_run(name: str, seed: int) -> MadeRun:
    """Return the run of this profile and seed; it is the same for ever."""
    dice = np.random.default_rng([zlib.crc32(name.encode()), seed])
    profile, who = PROFILES[name], runner(dice)
    truth = profile.truths[dice.integers(len(profile.truths))]
    is_apart = happens(dice, profile.apart) and truth == YES
    started_at = _some_day(dice)
    earlier = _earlier(dice, profile, who, started_at, is_apart=is_apart)
    recording = record(
        dice,
        who,
        profile.plan(dice, who, truth == YES and not is_apart),
        profile.place,
        started_at,
        is_warm=is_apart or happens(dice, 0.5 if profile.apart else 0.1),
        name=profile.names[dice.integers(len(profile.names))],
    )
    return MadeRun(
        profile=name,
        seed=seed,
        truth=truth,
        earlier=earlier,
        max_heart_rate_bpm=who.max_heart_rate_bpm,
        resting_heart_rate_bpm=who.resting_heart_rate_bpm,
        **{field.name: getattr(recording, field.name) for field in fields(Recording)},
    )


def _some_day(dice: Dice) -> datetime:
    """Return some second of some day, not at night."""
    hours = between(dice, 10, 21)
    return FIRST_DAY + timedelta(days=int(dice.integers(DAYS)), seconds=round(hours * 3600))


def _earlier(
    dice: Dice, profile: Profile, who: Runner, started_at: datetime, *, is_apart: bool
) -> Recording | None:
    """Return the warm-up that was recorded apart, or now and then a run hours before."""
    if not is_apart and not happens(dice, profile.apart / 2):
        return None
    before = SHORTLY_MIN if is_apart else LONG_BEFORE_MIN
    length_s = minutes(dice, *((6, 20) if is_apart else (25, 50)))
    plan = shapes.straight(dice, between(dice, 0.64, 0.8), length_s)
    if is_apart and happens(dice, 0.35):
        plan += shapes.strides(dice, 0.7, shapes.WORKING)
    began_at = started_at - timedelta(seconds=sum(part.seconds for part in plan))
    name = ("Warm up", "Run", None)[dice.integers(3)] if is_apart else "Morning Run"
    place = profile.place._replace(stops_an_hour=0.0)
    gap = timedelta(seconds=minutes(dice, *before))
    return record(dice, who, plan, place, began_at - gap, name=name)
