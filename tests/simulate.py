"""Made-up runners and diaries with a known truth, after the simulator of SCIENCE C.2."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]

FIRST_DAY = date(2023, 1, 2)
WEEK_KM = (0.0, 7.0, 0.0, 9.0, 0.0, 6.0, 14.0)
WARM_UP_DAYS = 70
"""So many days are run before the first that is counted."""
NULLS = ("plain", "breaks", "reverse", "seasonal", "trend", "weekly", "burst", "mnar", "runday")
"""The situations of C.2 in which load says nothing about the pain after it."""


def ar1(rng: np.random.Generator, steps: int, phi: float) -> Array:
    """Draw a lasting mood: each step keeps ``phi`` of the last, variance 1 throughout."""
    noise = rng.standard_normal(steps)
    state = np.empty(steps)
    state[0] = noise[0]
    for step in range(1, steps):
        state[step] = phi * state[step - 1] + np.sqrt(1 - phi**2) * noise[step]
    return state


def training(rng: np.random.Generator, days: int) -> tuple[Array, Array]:
    """Draw a runner's km per day and the longest session of each day."""
    weeks = days // 7 + 1
    template: Array = np.tile(rng.permutation(WEEK_KM), weeks)[:days]
    factor: Array = np.repeat(np.exp(0.30 * ar1(rng, weeks, 0.5)), 7)[:days]
    main: Array = template * factor * np.exp(0.2 * rng.standard_normal(days))
    main *= (rng.random(days) < 0.82) * np.where(rng.random(days) < 0.03, 1.6, 1.0)
    extra = np.where(rng.random(days) < 0.12, 5.0, 0.0)
    return main + extra, np.maximum(main, extra)


def nrs(latent: Array) -> NDArray[np.int64]:
    """Say a latent pain (mean 0, variance 1) on the 0-10 scale."""
    return np.clip(np.round(1.9 + 1.9 * latent), 0, 10).astype(np.int64)


def pain_linked(
    rng: np.random.Generator, load: Array, phi: float, r: float, first: int = 0
) -> Array:
    """Draw a latent pain that correlates ``r`` with yesterday's 7-day load from day ``first`` on.

    What is linked are normal scores of the load: ranks, spread as a normal variable is.
    """
    week = np.convolve(load, np.ones(7))[: len(load)]
    yesterday = np.concatenate([[week[0]], week[:-1]])[first:]
    known = np.zeros(len(load))
    known[first:] = stats.norm.ppf((stats.rankdata(yesterday) - 0.5) / len(yesterday))
    own: Array = np.sqrt(1 - r**2) * ar1(rng, len(load), phi)
    return r * known + own


def cut_by_pain(load: Array, pain: NDArray[np.int64]) -> Array:
    """Run 35 % less for each point of pain above 2.5 in the three days before."""
    worst: Array = np.array(
        [pain[max(0, day - 3) : day].max(initial=0) for day in range(len(load))]
    )
    share: Array = np.clip(1 - 0.35 * np.maximum(worst - 2.5, 0), 0, 1)
    return load * share


class Runner(NamedTuple):
    """What happened to one runner, day by day, and which days they wrote down."""

    load: Array
    longest: Array
    pain: NDArray[np.int64]
    is_logged: NDArray[np.bool_]

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """Return daily load, diary and longest sessions, as `associate` reads them."""
        diary = pl.DataFrame({"local_date": _dates(len(self.pain)), "pain_nrs": self.pain})
        logged = diary.filter(pl.Series(self.is_logged))
        return daily_frame(self.load), logged, longest_frame(self.longest)


def unlinked(
    rng: np.random.Generator, situation: str, days: int, log_rate: float, phi: float
) -> Runner:
    """Draw a runner of one of `NULLS`, whose diary spans ``days`` days after the warm-up.

    The first and the last of these days are logged, the others with chance ``log_rate``: a diary
    is counted from its first log to its last.
    """
    total = WARM_UP_DAYS + days
    load, longest = training(rng, total)
    mood = ar1(rng, total, phi)
    factor = np.ones(total)
    if situation == "breaks":
        factor = days_off(rng, total)
    elif situation == "seasonal":
        factor = np.exp(0.3 * half_year_wave(rng, total))
        mood = (mood * 3**0.5 + half_year_wave(rng, total) * 2**0.5) / 2
    elif situation == "trend":
        drift = np.linspace(-0.5, 0.5, total)
        factor, mood = 1 + drift, mood + 1.2 * drift
    elif situation == "weekly":
        mood = (mood * 2 + np.resize(rng.standard_normal(7), total)) / 5**0.5
    pain = nrs(mood)
    load, longest = load * factor, longest * factor
    if situation == "reverse":
        load, longest = cut_by_pain(load, pain), cut_by_pain(longest, pain)
    return Runner(load, longest, pain, _logged(rng, situation, load, pain, log_rate))


def linked(rng: np.random.Generator, r: float, days: int, log_rate: float, phi: float) -> Runner:
    """Draw a runner whose pain goes with yesterday's 7-day load, otherwise as `unlinked`."""
    load, longest = training(rng, WARM_UP_DAYS + days)
    pain = nrs(pain_linked(rng, load, phi, r, first=WARM_UP_DAYS))
    return Runner(load, longest, pain, _logged(rng, "plain", load, pain, log_rate))


def days_off(rng: np.random.Generator, days: int) -> Array:
    """Return 0 for the 10 to 21 days off in every 90 days, else 1."""
    share = np.ones(days)
    for start in range(0, days, 90):
        first = start + rng.integers(0, 69)
        share[first : first + rng.integers(10, 22)] = 0
    return share


def half_year_wave(rng: np.random.Generator, days: int) -> Array:
    """Draw a wave of half a year that begins anywhere."""
    wave: Array = np.sin(2 * np.pi * (np.arange(days) / 182.6 + rng.random()))
    return wave


def streaks(rng: np.random.Generator, days: int, rate: float) -> NDArray[np.bool_]:
    """Write for some 12 days on end, then stop for as long as leaves ``rate`` of the days."""
    is_on = np.empty(days, dtype=bool)
    changes = {True: 1 / 12, False: rate / (1 - rate) / 12}
    state = bool(rng.random() < rate)
    for day, draw in enumerate(rng.random(days)):
        state ^= bool(draw < changes[state])
        is_on[day] = state
    return is_on


def _logged(
    rng: np.random.Generator,
    situation: str,
    load: Array,
    pain: NDArray[np.int64],
    log_rate: float,
) -> NDArray[np.bool_]:
    """Decide which days are written down: more when it hurts, more after a run, or in streaks."""
    days = len(pain)
    if situation == "burst":
        is_logged = streaks(rng, days, log_rate)
    else:
        weights = {"mnar": 1.0 + pain, "runday": np.where(load > 0, 4.0, 1.0)}
        weight = weights.get(situation, np.ones(days))
        is_logged = rng.random(days) < log_rate * weight / weight.mean()
    is_logged[:WARM_UP_DAYS] = False
    is_logged[[WARM_UP_DAYS, -1]] = True
    return is_logged


def daily_frame(load: Array) -> pl.DataFrame:
    """Give one row per day from ``FIRST_DAY`` on, as `associate` reads it."""
    return pl.DataFrame({"local_date": _dates(len(load)), "daily_load": load})


def longest_frame(longest: Array) -> pl.DataFrame:
    """Give the longest session of each day, as `associate` reads it."""
    return pl.DataFrame({"local_date": _dates(len(longest)), "longest_km": longest})


def diary_frame(
    rng: np.random.Generator, pain: NDArray[np.int64], log_rate: float, first: int = 0
) -> pl.DataFrame:
    """Log the pain of each day from number ``first`` on with chance ``log_rate``."""
    is_logged = (rng.random(len(pain)) < log_rate) & (np.arange(len(pain)) >= first)
    diary = pl.DataFrame({"local_date": _dates(len(pain)), "pain_nrs": pain})
    return diary.filter(pl.Series(is_logged))


def _dates(days: int) -> list[date]:
    return [FIRST_DAY + timedelta(days=day) for day in range(days)]
