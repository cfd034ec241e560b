"""Steady runners: a week that repeats, with what life does to it, and what may then change.

Nobody's recordings: all of it is drawn from fixed seeds. A run is moved to the day before or
after with chance 15 % and left out with 8 %; its distance varies by 10 % (lognormal); every
fourth week is 30 % shorter. Every second runner lives in the hills: 10 m down a kilometre,
else 1. A frame of runs has one row a run: `athlete_id`, `day` (0 is the first), `km` and
`descent_m`; beside them stand the groups a runner belongs to and the day on which a change
may begin.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

import numpy as np
import polars as pl

FIRST_DATE = date(2023, 1, 2)
DAYS = 364
MOVED, MISSED, VARIATION = 0.15, 0.08, 0.10
EASY_WEEK, EASY_SHARE = 4, 0.70
WEEK_KM = (20.0, 80.0)
DESCENT_M_PER_KM = {"hilly": 10.0, "flat": 1.0}
DESCENT_VARIATION = 0.40
CHANGE_DAYS = range(90, 350)
CHANGED_FOR_DAYS = 14


class Template(NamedTuple):
    """A week.

    Attributes
    ----------
    others
        Monday to Sunday, how the kilometres beside the long run are shared out.
    long_day, long_share
        When the long run is, and between which shares of the week it lies.
    """

    others: tuple[float, ...]
    long_day: int
    long_share: tuple[float, float]


TEMPLATES = {
    3: Template((8, 0, 10, 0, 0, 0, 0), 5, (0.40, 0.55)),
    4: Template((0, 7, 0, 9, 0, 6, 0), 6, (0.32, 0.48)),
    5: Template((0, 7, 10, 6, 0, 8, 0), 6, (0.27, 0.42)),
    6: Template((6, 10, 7, 10, 0, 6, 0), 6, (0.24, 0.36)),
}
"""Runs a week -> the week."""


def steady(runs_a_week: int, seeds: Iterable[int]) -> pl.DataFrame:
    """Return the runs of some runners of one template, one row a run."""
    return pl.concat([_year(runs_a_week, seed) for seed in seeds])


def _year(runs_a_week: int, seed: int) -> pl.DataFrame:
    """Return a runner's 52 weeks."""
    rng = np.random.default_rng([runs_a_week, seed])
    terrain = sorted(DESCENT_M_PER_KM)[seed % 2]
    days = np.tile(_week_km(rng, TEMPLATES[runs_a_week]), DAYS // 7)
    day = np.flatnonzero(days)
    is_easy = (day // 7 + rng.integers(EASY_WEEK)) % EASY_WEEK == 0
    km = days[day] * np.where(is_easy, EASY_SHARE, 1.0) * _varied(rng, day.size, VARIATION)
    climb = DESCENT_M_PER_KM[terrain] * _varied(rng, day.size, DESCENT_VARIATION)
    moved = np.where(rng.random(day.size) < MOVED, rng.choice([-1, 1], day.size), 0)
    is_run = rng.random(day.size) >= MISSED
    return (
        pl.DataFrame({"day": np.clip(day + moved, 0, DAYS - 1), "km": km, "descent_m": climb * km})
        .select(
            pl.lit(f"{runs_a_week} runs, {terrain}, seed {seed}").alias("athlete_id"),
            pl.lit(runs_a_week).alias("runs_a_week"),
            pl.lit(terrain).alias("terrain"),
            pl.lit(seed).alias("seed"),
            pl.all(),
            pl.lit(int(rng.choice(CHANGE_DAYS))).alias("changed_on"),
        )
        .filter(is_run)
    )


def _week_km(rng: np.random.Generator, template: Template) -> np.ndarray:
    """Draw a runner's own week."""
    week_km, share = rng.uniform(*WEEK_KM), rng.uniform(*template.long_share)
    others = np.array(template.others, dtype=float)
    week = (1 - share) * others / others.sum()
    week[template.long_day] = share
    return week_km * week


def _varied(rng: np.random.Generator, count: int, variation: float) -> np.ndarray:
    """Draw factors of mean 1 with a coefficient of variation, never below 0."""
    sigma = np.sqrt(np.log1p(variation**2))
    return rng.lognormal(-(sigma**2) / 2, sigma, count)


def _is_changed() -> pl.Expr:
    return pl.col("day").is_between(
        pl.col("changed_on"), pl.col("changed_on") + CHANGED_FOR_DAYS - 1
    )


def until_the_change_ends(runs: pl.DataFrame) -> pl.DataFrame:
    """Return each runner's runs up to two weeks after the day on which a change may begin."""
    return runs.filter(pl.col("day") < pl.col("changed_on") + CHANGED_FOR_DAYS)


def longer(runs: pl.DataFrame, factor: float) -> pl.DataFrame:
    """Return runners each of whose runs of the two weeks is longer, and its descent with it."""
    return runs.with_columns(
        pl.when(_is_changed()).then(pl.col(name) * factor).otherwise(name).alias(name)
        for name in ("km", "descent_m")
    )


def more(runs: pl.DataFrame) -> pl.DataFrame:
    """Return runners who run every second run of the two weeks once more on the day after."""
    number = pl.int_range(pl.len()).over("athlete_id")
    again = runs.filter(_is_changed()).filter(number % 2 == 0)
    return pl.concat([runs, again.with_columns(pl.col("day") + 1)])


def sessions(runs: pl.DataFrame) -> pl.DataFrame:
    """Return `raw_sessions` of runs, one an hour from eight in the morning."""
    hour = pl.int_range(pl.len()).over("athlete_id", "day")
    session_id = pl.format("{}, run {}", "athlete_id", pl.int_range(pl.len()).over("athlete_id"))
    first = datetime.combine(FIRST_DATE, time(8))
    return runs.select(
        "athlete_id",
        session_id.alias("session_id"),
        session_id.alias("sha256"),
        pl.lit(0).alias("session_index"),
        pl.lit("running").alias("sport"),
        (pl.lit(first) + pl.duration(days="day", hours=hour))
        .dt.replace_time_zone("UTC")
        .alias("started_at"),
        pl.lit(0).alias("utc_offset_s"),
        (1000 * pl.col("km")).alias("distance_m"),
        (360 * pl.col("km")).alias("timer_s"),
        "descent_m",
    )


def athletes(runs: pl.DataFrame, today: pl.Expr) -> pl.DataFrame:
    """Return `raw_athletes`; `today` is the number of each one's last day."""
    return runs.group_by("athlete_id", maintain_order=True).agg(
        pl.lit("UTC").alias("timezone"),
        pl.lit(True).alias("is_looking_back"),
        (pl.lit(FIRST_DATE) + pl.duration(days=today.first())).alias("today"),
    )


def day_of(column: str) -> pl.Expr:
    """Return the number of a date's day."""
    return (pl.col(column) - pl.lit(FIRST_DATE)).dt.total_days()
