"""Made-up runners and diaries with a known truth, after the simulator of SCIENCE C.2."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

Array = NDArray[np.float64]

FIRST_DAY = date(2023, 1, 2)
WEEK_KM = (0.0, 7.0, 0.0, 9.0, 0.0, 6.0, 14.0)


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


def pain_linked(rng: np.random.Generator, load: Array, phi: float, r: float) -> Array:
    """Draw a latent pain of which yesterday's 7-day load explains a correlation ``r``."""
    week = np.convolve(load, np.ones(7))[: len(load)]
    yesterday = np.concatenate([[week[0]], week[:-1]])
    known: Array = (yesterday - yesterday.mean()) / yesterday.std()
    own: Array = np.sqrt(1 - r**2) * ar1(rng, len(load), phi)
    return r * known + own


def cut_by_pain(load: Array, pain: NDArray[np.int64]) -> Array:
    """Run 35 % less for each point of pain above 2.5 in the three days before."""
    worst: Array = np.array(
        [pain[max(0, day - 3) : day].max(initial=0) for day in range(len(load))]
    )
    share: Array = np.clip(1 - 0.35 * np.maximum(worst - 2.5, 0), 0, 1)
    return load * share


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
