"""How load has moved: windows, states and laws of `fct_training_load`."""

import math
from datetime import timedelta
from typing import Any

import acwr
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline.models import run_model
from tests.histories import MONDAY, STEADY_WEEK_KM, daily_load

RATIOS = [
    "acwr_coupled",
    "acwr_uncoupled",
    "acwr_ewma",
    "acwr_ewma_7d",
    "week_change_pct",
    "monotony",
    "monotony_population",
]
WEEKS = st.lists(
    st.lists(st.sampled_from([0.0, 5.0, 8.5, 12.0, 21.1]), min_size=7, max_size=7),
    min_size=5,
    max_size=8,
)


def close(value: float | None) -> Any:
    """Return what equals a number; an undefined one equals only null."""
    return None if value is None else pytest.approx(value, abs=1e-9)


def load_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the training load of a history, in order of days."""
    return run_model("fct_training_load", int_daily_load=frame).sort("load_measure", "local_date")


def test_a_steady_runner_has_ratio_one_from_day_28_and_null_before() -> None:
    """An athlete who does the same every week has ACWR 1 from day 28, and null before."""
    load = load_of(daily_load(STEADY_WEEK_KM * 6))

    assert [None] * 27 == load["acwr_uncoupled"].to_list()[:27]
    assert [pytest.approx(1.0)] * 15 == load["acwr_uncoupled"].to_list()[27:]
    assert ["building"] * 27 + ["ok"] * 15 == load["load_state"].to_list()


def test_identical_days_have_no_monotony() -> None:
    """Seven equal days have no spread: monotony and strain are undefined, not infinite."""
    load = load_of(daily_load([7.1] * 35))

    assert [None] * 35 == load["monotony"].to_list()
    assert [None] * 35 == load["strain"].to_list()


def test_an_unknown_day_silences_seven_days_but_not_twenty_eight() -> None:
    """A 7-day window with an unknown day says nothing; 28 days get over two of them."""
    loads: list[float | None] = [*STEADY_WEEK_KM * 6]
    loads[30] = None

    load = load_of(daily_load(loads))

    assert [None] * 7 == load["acute_load"].to_list()[30:37]
    assert ["unknown_days"] * 7 == load["load_state"].to_list()[30:37]
    assert load["chronic_load"].to_list()[30] is not None


def test_three_unknown_days_in_four_weeks_are_too_many() -> None:
    """With a third unknown day the 28-day mean is unknown, too, for as long as it holds three."""
    loads: list[float | None] = [*STEADY_WEEK_KM * 8]
    loads[20] = loads[22] = loads[24] = None

    load = load_of(daily_load(loads))

    assert [None] * 20 == load["chronic_load"].to_list()[27:47]
    assert load["chronic_load"].to_list()[48] is not None
    assert "unknown_days" == load["load_state"].to_list()[40]


def test_an_unknown_day_leaves_averages_as_they_were() -> None:
    """A forgotten watch is no detraining: exponential averages stand still over the day."""
    load = load_of(daily_load([10.0] * 10 + [None] + [10.0] * 3))

    for average in ("ewma_acute", "ewma_chronic", "fitness", "fatigue"):
        assert load[average][9] == load[average][10]


def test_averages_of_a_running_life() -> None:
    """After fourteen years the averages are what taking day after day gives, unknown days too."""
    loads = [None if day % 97 == 5 else float((7 * day * day) % 23) for day in range(5_200)]
    found = load_of(daily_load(loads))
    gains = {
        "ewma_acute": 2 / 8,
        "ewma_chronic": 2 / 29,
        "fitness": 1 - math.exp(-1 / 42),
        "fatigue": 1 - math.exp(-1 / 7),
    }

    for column, gain in gains.items():
        value = float(loads[0] or 0) if column.startswith("ewma") else 0.0
        expected = []
        for load in loads:
            value = value if load is None else value + gain * (load - value)
            expected.append(value)
        assert pytest.approx(expected, rel=1e-9) == found[column].to_list()


def test_a_fortnight_off_opens_a_break() -> None:
    """From the 14th day without a run to 28 days after the first one back: returning."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * 20, *STEADY_WEEK_KM * 6]

    states = load_of(daily_load(loads))["load_state"].to_list()

    off, back = 8 * 7, 8 * 7 + 20
    assert ["ok"] * 13 == states[off : off + 13]
    assert ["returning_from_break"] * (7 + 28) == states[off + 13 : back + 28]
    assert "ok" == states[back + 28]


def test_a_runner_who_swims_is_still_on_a_break_from_running() -> None:
    """A break is about running: three weeks of swimming open one for every load measure."""
    running = daily_load([*STEADY_WEEK_KM * 5, *[0.0] * 21])
    everything = daily_load([60.0, 0.0] * 28, measure="internal_load")

    load = load_of(pl.concat([running, everything]))

    last = load.filter(pl.col("local_date") == MONDAY + timedelta(55))
    assert ["returning_from_break"] * 2 == last["load_state"].to_list()


def test_days_marked_ill_open_a_break() -> None:
    """Three days marked ill within a week count as a break although runs went on."""
    frame = daily_load([5.0] * 42).with_columns(
        is_break_marked=pl.int_range(pl.len()).is_between(33, 35)
    )

    states = load_of(frame)["load_state"].to_list()

    assert ("ok", "returning_from_break") == (states[34], states[35])


def test_a_base_far_below_the_usual_is_low() -> None:
    """A fifth of the runner's own usual month is the least to divide by, whatever the measure."""
    usual, little = [60.0, 0.0, 30.0, 0.0, 60.0, 0.0, 60.0], [6.0, 0.0, 3.0, 0.0, 6.0, 0.0, 6.0]
    load = load_of(daily_load([*usual * 20, *little * 10, *usual * 5], measure="srpe_load"))

    states = load.filter(pl.int_range(pl.len()) >= 27)["load_state"]
    is_little = load["chronic_load"].drop_nulls() < 0.2 * 30

    assert [{True: "low_base", False: "ok"}[low] for low in is_little] == states.to_list()
    assert 30 < is_little.sum() < 70


def test_a_base_too_low_for_a_ratio_is_said_so() -> None:
    """A kilometre a day is the least a distance ratio is judged on; the value stays."""
    load = load_of(daily_load([0.5, 0.0] * 30))

    assert "low_base" == load["load_state"].to_list()[-1]
    assert load["acwr_uncoupled"].to_list()[-1] is not None


def test_nothing_to_divide_by_is_null_with_a_state() -> None:
    """After three weeks of rest there is no ratio, and never infinity or zero."""
    load = load_of(daily_load([*[0.0] * 28, 10.0]))

    row = load.to_dicts()[-1]
    assert (None, "returning_from_break") == (row["acwr_uncoupled"], row["load_state"])


def test_an_average_of_ratios_needs_seven_of_them() -> None:
    """The weighted ratio swings with the weekday of a steady week; its mean of 7 days does not."""
    load = load_of(daily_load(STEADY_WEEK_KM * 40))
    daily, mean = load["acwr_ewma"].to_list(), load["acwr_ewma_7d"].to_list()

    assert [None] * 6 == mean[:6]
    assert pytest.approx(sum(daily[:7]) / 7) == mean[6]
    assert max(daily[-7:]) > 1.19
    assert [pytest.approx(1.0, abs=0.01)] * 7 == mean[-7:]


@pytest.mark.parametrize(
    ("imputed", "is_mixed"), [(8, False), (9, True)], ids=["71 % from it", "68 % from it"]
)
def test_a_load_put_together_from_several_sources_says_so(imputed: int, is_mixed: bool) -> None:
    """Under 70 % of 28 sessions from the main source make the four weeks a mixture."""
    others = pl.int_range(pl.len()).is_between(14, 13 + imputed)
    frame = daily_load([50.0] * 60, measure="internal_load").with_columns(
        session_count=pl.lit(1), imputed_count=others.cast(pl.Int64)
    )

    mixed = load_of(frame)["is_mixed_source"].to_list()

    assert is_mixed == any(mixed[28:])
    assert not any(load_of(frame.drop("imputed_count"))["is_mixed_source"])


def test_a_series_knows_nothing_of_the_others() -> None:
    """Several athletes and measures at once have the numbers each has alone."""
    loads = [float((5 * day) % 13) for day in range(60)]
    frames = [
        daily_load([factor * load for load in loads[: 60 - 9 * factor]], athlete_id=who, measure=of)
        for factor, (who, of) in enumerate(
            [("me", "distance_km"), ("me", "srpe_load"), ("you", "distance_km")], start=1
        )
    ]

    together = load_of(pl.concat(frames)).sort("athlete_id", "load_measure", "local_date")

    of_all_measures = ["load_state", "run_days_7"]
    assert_frame_equal(
        pl.concat(load_of(frame) for frame in frames).drop(of_all_measures),
        together.drop(of_all_measures),
    )


def test_a_history_of_nobody_in_particular() -> None:
    """Days without an athlete are one athlete's."""
    frame = daily_load(STEADY_WEEK_KM * 6)

    assert_frame_equal(
        load_of(frame).drop("athlete_id"), load_of(frame.drop("athlete_id")).drop("athlete_id")
    )


def mean_of_known(loads: list[float | None], unknown: int) -> float | None:
    """Return the mean of a window's known days, nothing where more than so many are unknown."""
    known = [load for load in loads if load is not None]
    return sum(known) / len(known) if known and len(loads) - len(known) <= unknown else None


@settings(max_examples=10, deadline=None)
@given(
    loads=st.lists(
        st.sampled_from([None, 0.0, 0.0, 5.0, 7.5, 10.0, 12.0, 21.1, 21.1]),
        min_size=40,
        max_size=70,
    )
)
def test_windows_over_unknown_days(loads: list[float | None]) -> None:
    """7, 28 and 21 days are means over their known days; 0, 2 and 2 may be unknown."""
    load = load_of(daily_load(loads))

    for day, row in enumerate(load.to_dicts()):
        past = loads[: day + 1]
        acute = mean_of_known(past[-7:], 0) if day >= 6 else None
        chronic = mean_of_known(past[-28:], 2) if day >= 27 else None
        prior = mean_of_known(past[-28:-7], 2) if day >= 27 else None
        assert (close(acute), close(chronic), close(prior)) == (
            row["acute_load"],
            row["chronic_load"],
            row["prior_load"],
        )


@settings(max_examples=10, deadline=None)
@given(loads=st.lists(st.sampled_from([None, 0.0, 0.0, 5.0, 7.5, 10.0]), min_size=30, max_size=50))
def test_two_weeks_against_the_two_before(loads: list[float | None]) -> None:
    """A fortnight needs 14 days, of which one may be unknown; so does the one before it."""
    changes = load_of(daily_load(loads))["two_week_change_pct"].to_list()

    for day in range(len(loads)):
        past = loads[: day + 1]
        now, before = mean_of_known(past[-14:], 1), mean_of_known(past[-28:-14], 1)
        is_known = day >= 27 and now is not None and before
        expected = 100 * ((now or 0) / (before or 1) - 1) if is_known else None
        assert close(expected) == changes[day]


@settings(max_examples=15, deadline=None)
@given(weeks=WEEKS, factor=st.sampled_from([0.5, 3.0, 10.0]))
def test_scaling_all_loads_leaves_ratios_alone(weeks: list[list[float]], factor: float) -> None:
    """Miles instead of kilometres change no ratio, and strain in proportion."""
    loads = [load for week in weeks for load in week]

    plain, scaled = (load_of(daily_load([k * load for load in loads])) for k in (1.0, factor))

    assert_frame_equal(plain.select(RATIOS), scaled.select(RATIOS), rel_tol=1e-9, abs_tol=1e-9)
    assert_frame_equal(plain.select(pl.col("strain") * factor), scaled.select("strain"))


@settings(max_examples=15, deadline=None)
@given(weeks=WEEKS)
def test_a_rest_day_never_raises_acute_load(weeks: list[list[float]]) -> None:
    """The 7-day mean can only fall or stay on a day off."""
    loads = [load for week in weeks for load in week]
    acute = load_of(daily_load([*loads, 0.0]))["acute_load"].to_list()

    assert acute[-1] <= acute[-2] + 1e-9


@settings(max_examples=10, deadline=None)
@given(weeks=WEEKS, seed=st.integers(0, 100))
def test_the_order_of_rows_changes_nothing(weeks: list[list[float]], seed: int) -> None:
    """Files may come in any order."""
    frame = daily_load([load for week in weeks for load in week])

    assert_frame_equal(load_of(frame), load_of(frame.sample(fraction=1, shuffle=True, seed=seed)))


@settings(max_examples=15, deadline=None)
@given(weeks=WEEKS)
def test_every_number_is_finite_or_null(weeks: list[list[float]]) -> None:
    """No history makes a ratio infinite or not a number."""
    load = load_of(daily_load([load for week in weeks for load in week]))
    numbers = load.select(pl.col(pl.Float64)).unpivot()["value"].drop_nulls()

    assert all(map(math.isfinite, numbers))


def test_against_an_independent_package() -> None:
    """PyPI's `acwr` finds the same ratios, monotony and changes in a made-up winter."""
    loads = [float((7 * day * day + 3 * day) % 17) for day in range(120)]
    series = pd.Series(loads, index=pd.date_range(MONDAY, periods=len(loads), freq="D"))
    theirs = {
        "acwr_coupled": acwr.acwr(series, method="rac"),
        "acwr_uncoupled": acwr.acwr(series, method="rau"),
        "acwr_ewma": acwr.acwr(series, method="ewma"),
        "monotony": acwr.monotony(series),
        "strain": acwr.strain(series),
        "week_change_pct": acwr.week_to_week_change(series),
    }

    ours = load_of(daily_load(loads))[27:]

    for column, values in theirs.items():
        assert pytest.approx(values.to_numpy()[27:], rel=1e-9) == ours[column].to_numpy()
