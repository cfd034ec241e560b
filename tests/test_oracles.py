"""The same numbers from others: PyPI's `acwr`, scipy's filters, numpy, and print.

`test_worked_examples` holds single known weeks; here whole made-up histories are asked, with
breaks, rest and days nobody knows of.
"""

from functools import cache

import acwr
import numpy as np
import pandas as pd
import polars as pl
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.signal import lfilter, lfiltic

from pipeline.models import run_model, run_models
from tests.benchmarks.steady import DAYS as YEAR
from tests.benchmarks.steady import TEMPLATES, athletes, day_of, longer, sessions, steady
from tests.histories import MONDAY, daily_load
from tests.plain_rules import Flags, by_day, descents, shapes, spikes, volume_steps

Array = NDArray[np.float64]

ATHLETES, DAYS = 12, 420
JUDGED_FROM = 50
"""Flags need a history: from this day on every window of every rule is full."""
ACWR_COLUMNS = {
    "acwr_coupled": lambda series: acwr.acwr(series, method="rac"),
    "acwr_uncoupled": lambda series: acwr.acwr(series, method="rau"),
    "acwr_ewma": lambda series: acwr.acwr(series, method="ewma"),
    "acute_load": acwr.acute_load,
    "chronic_load": acwr.chronic_load,
    "prior_load": lambda series: acwr.chronic_load(series, method="rau"),
    "monotony": acwr.monotony,
    "strain": acwr.strain,
    "week_change_pct": acwr.week_to_week_change,
    "two_week_change_pct": lambda series: acwr.week_to_week_change(series, window=14),
}
GAINS = {"fitness": 1 - np.exp(-1 / 42), "fatigue": 1 - np.exp(-1 / 7)}
WEIGHTS = {"ewma_acute": 2 / 8, "ewma_chronic": 2 / 29}


@cache
def histories() -> Array:
    """Draw loads of several athletes, day by day: half of the days rest, and a month's break.

    Quarters have no rounding errors in sums, so that a week of nothing sums up to nothing.
    """
    rng = np.random.default_rng(2026)
    loads = np.round(4 * rng.gamma(4.0, 2.5, (ATHLETES, DAYS))) / 4
    loads *= rng.random(loads.shape) < 0.5
    for athlete, first in enumerate(rng.integers(60, 360, ATHLETES)):
        loads[athlete, first : first + 30] = 0.0
    return loads


@cache
def with_unknown_days() -> Array:
    """Return the same with one day in forty unknown, as nan."""
    rng = np.random.default_rng(2027)
    return np.where(rng.random((ATHLETES, DAYS)) < 1 / 40, np.nan, histories())


def days_of(loads: Array) -> pl.DataFrame:
    """Return `int_daily_load` of all athletes."""
    return pl.concat(
        daily_load([None if np.isnan(km) else km for km in row], athlete_id=f"{athlete:02}")
        for athlete, row in enumerate(loads)
    )


def load_of(loads: Array) -> pl.DataFrame:
    """Return the training load of all athletes, asked at once."""
    found = run_model("fct_training_load", int_daily_load=days_of(loads))
    return found.sort("athlete_id", "local_date")


@cache
def load_by_day() -> pl.DataFrame:
    """Return the training load of the made-up histories."""
    return load_of(histories())


def column_of(found: pl.DataFrame, name: str) -> Array:
    """Return a column, a row an athlete; nan where there is no value."""
    values: Array = found[name].to_numpy()
    return values.reshape(found["athlete_id"].n_unique(), -1)


def is_even_week() -> NDArray[np.bool_]:
    """Tell of each seven days whether they are all the same."""
    weeks = sliding_window_view(histories(), 7, axis=1)
    return np.ptp(weeks, axis=2) == 0


@pytest.mark.parametrize("column", ACWR_COLUMNS)
def test_against_the_acwr_package(column: str) -> None:
    """PyPI's `acwr` finds the same, day by day; what it calls infinite is undefined here."""
    ours = column_of(load_by_day(), column)
    index = pd.date_range(MONDAY, periods=DAYS, freq="D")

    theirs = np.array([ACWR_COLUMNS[column](pd.Series(row, index=index)) for row in histories()])

    theirs[np.isinf(theirs)] = np.nan
    if column in ("monotony", "strain"):  # pandas leaves a trace of old loads in seven equal days
        theirs[:, 6:][is_even_week()] = np.nan
    first = 27 if column == "acwr_ewma" else 0  # the package keeps the first four weeks to itself
    np.testing.assert_allclose(ours[:, first:], theirs[:, first:], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("column", GAINS)
def test_fitness_and_fatigue_are_a_filter(column: str) -> None:
    """Banister's two components are scipy's first-order filter that starts from rest."""
    gain = GAINS[column]

    ours = column_of(load_by_day(), column)

    expected = lfilter([gain], [1, gain - 1], histories())
    np.testing.assert_allclose(ours, expected, rtol=1e-9)


@pytest.mark.parametrize("column", WEIGHTS)
def test_ewma_is_a_filter_started_at_the_first_load(column: str) -> None:
    """The EWMA is scipy's filter, too, that has seen the first day's load for ever before."""
    weight, loads = WEIGHTS[column], histories()

    ours = column_of(load_by_day(), column)

    for row, found in zip(loads, ours, strict=True):
        before = lfiltic([weight], [1, weight - 1], y=[row[0]])
        expected, _ = lfilter([weight], [1, weight - 1], row, zi=before)
        np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_averages_of_many_years() -> None:
    """After twelve years with breaks the averages still are those of the filter."""
    rng = np.random.default_rng(2028)
    loads = rng.gamma(4.0, 2.5, (1, 4_400)) * (rng.random((1, 4_400)) < 0.5)
    loads[0, 1_900:2_100] = loads[0, 3_990:4_005] = 0.0
    loads[0, 0] = 12.0

    found = load_of(loads)

    for column, gain in GAINS.items():
        expected = lfilter([gain], [1, gain - 1], loads)
        np.testing.assert_allclose(column_of(found, column), expected, rtol=1e-9, atol=1e-12)
    for column, weight in WEIGHTS.items():
        means = pd.Series(loads[0]).ewm(alpha=weight, adjust=False).mean()
        np.testing.assert_allclose(column_of(found, column)[0], means, rtol=1e-9, atol=1e-12)


def test_an_unknown_day_is_left_out_of_the_filter() -> None:
    """Averages of a history with unknown days are those of the known days alone."""
    loads = with_unknown_days()

    found = load_of(loads)

    fitness, ewma = column_of(found, "fitness"), column_of(found, "ewma_chronic")
    for row, ours, theirs in zip(loads, fitness, ewma, strict=True):
        known = row[~np.isnan(row)]
        gain = GAINS["fitness"]
        expected = lfilter([gain], [1, gain - 1], known)
        np.testing.assert_allclose(ours[~np.isnan(row)], expected, rtol=1e-9)
        means = pd.Series(known).ewm(span=28, adjust=False).mean()
        np.testing.assert_allclose(theirs[~np.isnan(row)], means, rtol=1e-9)


@pytest.mark.parametrize(
    ("column", "days", "until", "tolerated"),
    [("acute_load", 7, 0, 0), ("prior_load", 21, 7, 2), ("chronic_load", 28, 0, 2)],
)
def test_windows_with_unknown_days(column: str, days: int, until: int, tolerated: int) -> None:
    """A mean over 28 or 21 days gets over two unknown ones, a week's over none (numpy)."""
    loads = with_unknown_days()

    ours = column_of(load_of(loads), column)

    windows = sliding_window_view(loads, days, axis=1)[:, : DAYS - days - until + 1]
    is_known = np.isnan(windows).sum(axis=2) <= tolerated
    means = np.where(is_known, np.nanmean(windows, axis=2), np.nan)
    np.testing.assert_allclose(ours[:, days + until - 1 :], means, rtol=1e-9)
    assert np.isnan(ours[:, : days + until - 1]).all()


def test_monotony_of_the_population_formula() -> None:
    """Monotony over the spread of the week itself is numpy's, with no day taken off."""
    ours = column_of(load_by_day(), "monotony_population")

    weeks = sliding_window_view(histories(), 7, axis=1)
    spread = np.where(is_even_week(), np.nan, weeks.std(axis=2))
    np.testing.assert_allclose(ours[:, 6:], weeks.mean(axis=2) / spread, rtol=1e-9)


def test_the_ewma_ratio_of_a_week() -> None:
    """Shown is the ratio's mean over 7 days: pandas rolls it the same."""
    daily = pd.DataFrame(column_of(load_by_day(), "acwr_ewma").T)

    ours = column_of(load_by_day(), "acwr_ewma_7d")

    np.testing.assert_allclose(ours, daily.rolling(7).mean().to_numpy().T, rtol=1e-9)


@pytest.mark.parametrize(
    ("column", "limit", "days", "share"),
    [("strain", "strain_limit", 180, 0.9), ("run_days_7", "usual_run_days", 90, 0.5)],
)
def test_own_limits_are_quantiles_of_the_days_before(
    column: str, limit: str, days: int, share: float
) -> None:
    """What is usual for a runner is pandas' rolling quantile, today left out."""
    shapes_of = run_model("int_week_shapes", int_daily_load=days_of(histories()))
    shown = shapes_of.sort("athlete_id", "local_date")
    daily = pd.DataFrame(column_of(shown, column).T)

    ours = column_of(shown, limit)[:, days:]

    usual = daily.rolling(days, min_periods=1).quantile(share).shift(1).to_numpy().T
    np.testing.assert_allclose(ours, usual[:, days:], rtol=1e-9)


def test_published_ratios_of_menaspas_first_athlete() -> None:
    """Three weeks at 30 and one at 50: Williams 2017 print 1.25 by EWMA, 1.43 by rolling means.

    The series of the second and third athlete (1.41 and 1.55) are in no open source.
    """
    load = load_of(np.array([[30.0] * 21 + [50.0] * 7])).to_dicts()[-1]

    assert (1.25, 1.43) == (round(load["acwr_ewma"], 2), round(load["acwr_coupled"], 2))


def test_rolling_means_cannot_tell_what_ewma_can() -> None:
    """Menaspa's point: the same sums give the same rolling ratio, however they were run."""
    early, even, late = [110, 90, 70, 50, 30, 0, 0], [50] * 7, [0, 0, 30, 50, 70, 90, 110]
    loads = np.array([[30.0] * 21 + week for week in (early, even, late)])

    found = load_of(loads)

    rolling, ewma = column_of(found, "acwr_coupled"), column_of(found, "acwr_ewma")
    np.testing.assert_allclose(rolling[:, -1], 50 / 35)
    assert ewma[0, -1] < ewma[1, -1] < ewma[2, -1]


@pytest.mark.parametrize("short", [1.0, 0.4], ids=["usual", "short"])
@pytest.mark.parametrize("factor", [1.0, 1.6, 2.4], ids=lambda factor: f"{factor} x")
@pytest.mark.parametrize("runs_a_week", TEMPLATES)
def test_flags_are_those_of_the_rules_in_plain_python(
    runs_a_week: int, factor: float, short: float
) -> None:
    """A loop over days finds the same runs too long, too many, too alike or too steep.

    Runners of few kilometres are asked, too: for them floors of 1 km, 5 km and 300 m count.
    """
    usual = steady(runs_a_week, range(6)).with_columns(pl.col("km", "descent_m") * short)
    runs = longer(usual, factor)

    expected = {
        athlete_id: plain_flags(rows) for (athlete_id,), rows in runs.group_by("athlete_id")
    }

    assert any(expected.values())
    assert expected == model_flags(runs)


def plain_flags(runs: pl.DataFrame) -> Flags:
    """Return a runner's flags by the plain rules, with days counted from the first run."""
    first = runs["day"].min()
    rows = runs.with_columns(pl.col("day") - first).sort("day").to_dicts()
    km, descent_m = by_day(rows, "km", YEAR - first), by_day(rows, "descent_m", YEAR - first)
    found = spikes([(row["day"], row["km"]) for row in rows])
    found |= volume_steps(km) | descents(km, descent_m) | shapes(km)
    return {
        (first + day, family): level
        for (day, family), level in found.items()
        if first + day >= JUDGED_FROM
    }


def model_flags(runs: pl.DataFrame) -> dict[str, Flags]:
    """Return the same of every runner by the models."""
    names = [f"int_flags_{rule}" for rule in ("session_spike", "volume_step", "shape", "descent")]
    raised = run_models(
        names, raw_sessions=sessions(runs), raw_athletes=athletes(runs, pl.lit(YEAR - 1))
    )
    found: dict[str, Flags] = {athlete_id: {} for athlete_id in runs["athlete_id"]}
    for flags in raised.values():
        days = flags.select("athlete_id", day_of("local_date"), "family", "level")
        for athlete_id, day, family, level in days.sort("level", descending=True).iter_rows():
            if day >= JUDGED_FROM:
                found[athlete_id][day, family] = level
    return found
