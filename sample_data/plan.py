"""What the two made-up runners did, day by day: the story as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from sample_data.people import HOME_ZONE, SEED, Outing, happens

FIRST_DAY = date(2025, 5, 26)  # a Monday
LAST_DAY = date(2026, 11, 21)
BEN_FIRST_DAY = date(2026, 9, 14)  # a Monday

BAND_UNTIL = date(2026, 5, 10)
"""Anna's first device, a simple band, wrote totals and laps but no samples."""

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@dataclass(frozen=True)
class Phase:
    """Some weeks with the same running days and a steadily changing weekly distance."""

    weeks: int
    from_km: float
    to_km: float
    shares: Mapping[int, float]  # weekday -> share of the week's distance


NO_RUNS: Mapping[int, float] = {}
TWO_RUNS = {WEDNESDAY: 0.45, SUNDAY: 0.55}
THREE_RUNS = {TUESDAY: 0.27, THURSDAY: 0.32, SUNDAY: 0.41}
FOUR_RUNS = {TUESDAY: 0.24, THURSDAY: 0.27, SATURDAY: 0.17, SUNDAY: 0.32}
FOUR_EVEN_RUNS = {TUESDAY: 0.25, THURSDAY: 0.25, SATURDAY: 0.22, SUNDAY: 0.28}

ANNA_PHASES = (
    Phase(12, 20, 24, THREE_RUNS),
    Phase(12, 24, 28, THREE_RUNS),
    Phase(8, 27, 30, THREE_RUNS),
    Phase(14, 28, 33, THREE_RUNS),
    Phase(10, 33, 35, FOUR_EVEN_RUNS),
    Phase(5, 0, 0, NO_RUNS),  # the half marathon hurt; then a holiday
    Phase(2, 7, 10, TWO_RUNS),
    Phase(4, 13, 23, THREE_RUNS),
    Phase(2, 25, 28, THREE_RUNS),
    Phase(1, 24, 24, THREE_RUNS),
    Phase(3, 31, 36, FOUR_RUNS),
    Phase(1, 30, 30, FOUR_RUNS),
    Phase(3, 40, 44, FOUR_RUNS),
    Phase(1, 0, 0, NO_RUNS),  # the last week is spelt out below
)
BUILD_UP_WEEKS = range(56)
BREAK_WEEKS = range(56, 61)
WALK_RUN_WEEKS = range(61, 65)
LEG_PROGRAMME_WEEKS = range(64, 72)
WEEKS = sum(phase.weeks for phase in ANNA_PHASES)

HALF_MARATHON_DAY = date(2026, 6, 21)
BREAK_FROM = date(2026, 6, 25)
RETURN_DAY = date(2026, 7, 29)
SPIKE_DAY = date(2026, 11, 18)
PROGRAMME_STARTS, PROGRAMME_ENDS = date(2026, 8, 17), date(2026, 10, 11)
"""The eight weeks of `LEG_PROGRAMME_WEEKS`."""

SPECIAL_RUNS: Mapping[date, Mapping[str, Any]] = {
    date(2025, 10, 12): {"kind": "long", "km": 16.4, "hills_m": 9.0, "rpe": 7},
    HALF_MARATHON_DAY: {"kind": "race", "km": 21.3, "hills_m": 8.0, "rpe": 9},
    date(2026, 6, 24): {"kind": "easy", "km": 3.8, "rpe": 6},  # broken off: it hurt
    date(2026, 9, 4): {"kind": "easy", "km": 5.2, "at": time(23, 40, 12), "rpe": 3},
    date(2026, 11, 3): {"kind": "treadmill", "km": 8.6, "rpe": 4},
    date(2026, 11, 15): {"kind": "long", "km": 14.2, "hills_m": 9.0, "rpe": 5},
    date(2026, 11, 17): {"kind": "easy", "km": 7.6},
    SPIKE_DAY: {"kind": "club", "km": 19.8, "at": time(17, 52, 40), "hills_m": 7.0, "rpe": 7},
    date(2026, 11, 20): {"kind": "easy", "km": 5.6, "at": time(7, 31, 5), "rpe": 4},
}
SKIPPED_DAYS = {date(2026, 9, 3)}  # went at midnight the day after
EVERY_SECOND_DAYS = {
    date(2026, 10, 24),
    date(2026, 10, 31),
    date(2026, 11, 14),
    date(2026, 11, 20),
}
PHONE_EVERY_RUNS = 17  # now and then the watch stays at home

RATED_SHARE = 0.55
USUAL_RPE = {
    "easy": 3,
    "treadmill": 3,
    "walk_run": 3,
    "long": 5,
    "tempo": 7,
    "intervals": 8,
    "club": 7,
    "race": 9,
    "legs": 5,
    "core": 4,
    "back": 4,
}
QUALITY_KINDS = ("tempo", "intervals")


def anna_outings() -> list[Outing]:
    """Return all of Anna's sessions, oldest first."""
    rng = np.random.default_rng([SEED, 1])
    outings = [*_anna_runs(rng), *_anna_strength(rng), *_anna_cross_training(rng)]
    return _numbered(outing for outing in outings if outing.day <= LAST_DAY)


def ben_outings() -> list[Outing]:
    """Return Ben's ten steady weeks, oldest first."""
    rng = np.random.default_rng([SEED, 2])
    outings = []
    for week in range(10):
        monday = BEN_FIRST_DAY + timedelta(weeks=week)
        usual = {TUESDAY: 5.3, FRIDAY: 4.8, SUNDAY: 7.6}
        for weekday, km in usual.items():
            day = monday + timedelta(weekday)
            if (weekday == FRIDAY and week % 2 == 0) or day > LAST_DAY:
                continue
            kind = "long" if weekday == SUNDAY else "easy"
            outings.append(
                Outing(
                    _start(rng, day, time(17, 45) if weekday != SUNDAY else time(10, 10)),
                    "running",
                    kind,
                    round(float(km * rng.uniform(0.97, 1.03)), 2),
                )
            )
    return [replace(outing, recorder=_ben_recorder(outing.number)) for outing in _numbered(outings)]


def _ben_recorder(number: int) -> str:
    """Return what Ben exported that run with: mostly Strava, sometimes straight from Garmin."""
    if number in {6, 13, 20}:
        return "watch"
    return "garmin_connect" if number % 5 == 0 else "strava"


def _numbered(outings: Iterator[Outing] | list[Outing]) -> list[Outing]:
    """Return the outings in order of their start, each with its place in the history."""
    in_order = sorted(outings, key=lambda outing: outing.starts_at)
    return [replace(outing, number=number) for number, outing in enumerate(in_order, start=1)]


def _start(rng: np.random.Generator, day: date, usual: time) -> datetime:
    """Return a local start within a quarter of an hour of the usual time."""
    return datetime.combine(day, usual, HOME_ZONE) + timedelta(seconds=int(rng.integers(-900, 900)))


def _usual_start(rng: np.random.Generator, weekday: int) -> time:
    """Return when Anna usually runs on that weekday: workdays early or late."""
    early_or_late = time(6, 50) if rng.integers(2) else time(18, 5)
    return {SATURDAY: time(8, 40), SUNDAY: time(9, 20)}.get(weekday, early_or_late)


def _recorder(day: date) -> str:
    """Return which of Anna's devices was on her wrist."""
    if day <= BAND_UNTIL:
        return "band"
    return "every_second" if day in EVERY_SECOND_DAYS else "watch"


def _rpe(rng: np.random.Generator, kind: str) -> int | None:
    """Return the effort given afterwards, None for the near half that goes unrated."""
    is_rated = happens(rng, RATED_SHARE)
    effort = USUAL_RPE[kind] + int(rng.integers(-1, 2))
    return effort if is_rated else None


def _weekly_km(rng: np.random.Generator) -> Iterator[tuple[int, float, Mapping[int, float]]]:
    """Yield each week's number, distance and running days; every fourth is an easier one."""
    number = 0
    for phase in ANNA_PHASES:
        for km in np.linspace(phase.from_km, phase.to_km, phase.weeks):
            is_easier = number in BUILD_UP_WEEKS[3::4]
            yield number, km * (0.75 if is_easier else rng.normal(1, 0.05)), phase.shares
            number += 1


def _run_kind(week: int, weekday: int) -> str:
    """Return how a run of that week and weekday is paced."""
    if week in WALK_RUN_WEEKS:
        return "walk_run"
    if weekday == SUNDAY:
        return "long"
    is_quality_day = weekday == THURSDAY and week not in BUILD_UP_WEEKS[:8] and week % 2
    return QUALITY_KINDS[week // 2 % 2] if is_quality_day else "easy"


def _anna_runs(rng: np.random.Generator) -> Iterator[Outing]:
    """Yield the runs: the weekly pattern, then the days that were out of the ordinary."""
    ordinary: list[Outing] = []
    for week, week_km, shares in _weekly_km(rng):
        for weekday, share in shares.items():
            day = FIRST_DAY + timedelta(weeks=week, days=weekday)
            kind = _run_kind(week, weekday)
            start = _start(rng, day, _usual_start(rng, weekday))
            km = round(float(week_km * share * rng.uniform(0.96, 1.04)), 2)
            hills_m = 9.0 if kind == "long" else 2.5
            rpe = _rpe(rng, kind)
            if day not in SPECIAL_RUNS and day not in SKIPPED_DAYS:
                ordinary.append(Outing(start, "running", kind, km, _recorder(day), hills_m, rpe))
    for place, outing in enumerate(ordinary, start=1):
        is_on_phone = place % PHONE_EVERY_RUNS == 0 and outing.recorder != "every_second"
        yield replace(outing, recorder="phone", rpe=None) if is_on_phone else outing
    for day, facts in SPECIAL_RUNS.items():
        told = dict(facts)
        usual = _start(rng, day, _usual_start(rng, day.weekday()))
        start = datetime.combine(day, told.pop("at", usual.time()), HOME_ZONE)
        yield Outing(start, "running", recorder=_recorder(day), **told)


def _strength_days(rng: np.random.Generator) -> Iterator[tuple[date, str]]:
    """Yield the days of strength work and which programme it was."""
    for week in range(WEEKS):
        monday = FIRST_DAY + timedelta(weeks=week)
        if week in LEG_PROGRAMME_WEEKS:
            yield monday, "legs"
            yield monday + timedelta(FRIDAY), "legs"
        elif week in BREAK_WEEKS[1:]:
            yield monday + timedelta(TUESDAY), "core"
        elif week not in BUILD_UP_WEEKS or happens(rng, 0.5):
            yield monday, ("core", "core", "legs", "back")[week % 4]
    yield LAST_DAY, "core"


def _anna_strength(rng: np.random.Generator) -> Iterator[Outing]:
    """Yield the strength sessions: about every second week, then eight weeks of leg work."""
    for day, kind in _strength_days(rng):
        usual = time(8, 20) if day.weekday() == SATURDAY else time(18, 45)
        start = _start(rng, day, usual)
        yield Outing(start, "training", kind, recorder=_recorder(day), rpe=_rpe(rng, kind))


def _anna_cross_training(rng: np.random.Generator) -> Iterator[Outing]:
    """Yield rides, swims and hikes: about one a week, several while running was off."""
    in_break = (
        (MONDAY, "walking", "walk", 2.6),
        (WEDNESDAY, "swimming", "swim", 1.2),
        (SATURDAY, "cycling", "ride", 16.0),
    )
    by_season = {
        "summer": ((WEDNESDAY, "cycling", "ride", 16.0), (SATURDAY, "hiking", "hike", 6.5)),
        "winter": ((WEDNESDAY, "swimming", "swim", 1.4), (FRIDAY, "cycling", "ride", 14.0)),
    }
    for week in range(WEEKS):
        monday = FIRST_DAY + timedelta(weeks=week)
        if week in BREAK_WEEKS:
            chosen = in_break
        elif week == WEEKS - 1:
            chosen = ()
        else:
            usual, other = by_season["summer" if monday.month in range(4, 11) else "winter"]
            chosen = (other if happens(rng, 0.25) else usual,) if happens(rng, 0.85) else ()
        for weekday, sport, kind, km in chosen:
            day = monday + timedelta(weekday)
            start = _start(rng, day, time(14, 10) if weekday == SATURDAY else time(17, 20))
            far = round(float(km * rng.uniform(0.85, 1.15)), 1)
            hills_m = 9.0 if kind == "hike" else 3.0
            yield Outing(start, sport, kind, far, _recorder(day), hills_m)
