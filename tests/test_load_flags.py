"""When the rules on load speak up, and when they keep quiet: families F1 to F5."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, daily_load, days, runs

FLAGS = {
    "F1": "int_flags_session_spike",
    "F2": "int_flags_volume_step",
    "F3": "int_flags_shape",
    "F4": "int_flags_ratio",
    "F5": "int_flags_descent",
    "return": "int_flags_return",
}
Told = tuple[str, str, float, float]


def last_day(loads_km: Sequence[float], family: str, **raw: pl.DataFrame) -> list[Told]:
    """Return level, cause, value and threshold of what the last day raises in a family."""
    flags = run_model(FLAGS[family], **{"raw_sessions": runs(loads_km)} | raw)
    last = flags.filter(local_date=MONDAY + timedelta(len(loads_km) - 1))
    rows = last.select("level", "cause", "value", "threshold").rows()
    return [(level, cause, round(value, 6), threshold) for level, cause, value, threshold in rows]


def week(factor: float) -> list[float]:
    """Return the steady week of 50 km with all its runs longer or shorter."""
    return [factor * km for km in STEADY_WEEK_KM]


def downhill(loads_km: Sequence[float], week_m: Sequence[float]) -> pl.DataFrame:
    """Return runs whose weeks go so many metres downhill, spread like their kilometres."""
    sessions = runs(loads_km)
    weeks = (sessions["started_at"].dt.date() - MONDAY).dt.total_days() // 7
    share = pl.col("distance_m") / pl.col("distance_m").sum().over(weeks)
    return sessions.with_columns(descent_m=share * pl.Series([week_m[week] for week in weeks]))


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        ([22.0], []),
        ([22.5], [("watch", "longest", 1.125, 1.1)]),
        ([40.0], [("watch", "longest", 2.0, 1.1)]),
        ([40.1], [("high", "far", 2.005, 2.0)]),
        ([27.0, 0.0, 0.0, 0.0, 36.0], [("high", "twice", 1.333333, 1.3)]),
        ([27.0, *[0.0] * 13, 36.0], [("watch", "longest", 1.333333, 1.1)]),
    ],
    ids=["110 %", "over 110 %", "200 %", "over 200 %", "twice in 14 days", "15 days apart"],
)
def test_one_long_run(ahead: list[float], expected: list[Told]) -> None:
    """A run far beyond the month's longest is told with what it broke: 1.10, 1.30 twice, 2.00."""
    assert expected == last_day([*STEADY_WEEK_KM * 6, *ahead], "F1")


def test_two_runs_of_a_day_count_as_two() -> None:
    """Two runs beyond 130 % on the same day are the second spike within a fortnight, both."""
    loads = [*STEADY_WEEK_KM * 6, 27.0]
    again = runs(loads).tail(1).with_columns(session_id=pl.lit("again"), sha256=pl.lit("again"))

    found = last_day(loads, "F1", raw_sessions=pl.concat([runs(loads), again]))

    assert [("high", "twice", 1.35, 1.3)] * 2 == found


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ([1.30], []),
        ([1.32], [("watch", "week", 32.0, 30.0)]),
        ([1.32, 1.32], [("watch", "fortnight", 32.0, 30.0)]),
        ([2.00], [("watch", "week", 100.0, 30.0)]),
        ([2.02], [("high", "week", 102.0, 100.0)]),
        ([0.5, 1.25], []),
    ],
    ids=["30 %", "over 30 %", "kept for two weeks", "100 %", "over 100 %", "after an easy week"],
)
def test_a_step_in_volume(weeks: list[float], expected: list[Told]) -> None:
    """Of week and fortnight the larger step is told; 30 % and 100 % themselves are none."""
    loads = [*week(1) * 8, *(km for factor in weeks for km in week(factor))]

    assert expected == last_day(loads, "F2")


@pytest.mark.parametrize(("factor", "steps"), [(1.49, 0), (1.5, 1)], ids=["4.9 km", "5 km"])
def test_a_step_of_less_than_five_kilometres_is_none(factor: float, steps: int) -> None:
    """Half as much again on 10 km a week is a step from 5 km more on."""
    loads = [*week(0.2) * 8, *week(0.2 * factor)]

    assert steps == len(last_day(loads, "F2"))


def test_days_alike_where_rest_is_usual() -> None:
    """Seven runs of 8 km after months of four a week show three of the four signs."""
    loads = [*week(1) * 14, *[8.0] * 6, 7.0]

    assert [("watch", "monotony+strain+run_days", 3.0, 2.0)] == last_day(loads, "F3")


def test_hard_days_in_a_row_and_strain() -> None:
    """Three days of 15 km after weeks of 8 to 12 are hard, and strain the week."""
    loads = [*(8.0, 0.0, 8.0, 0.0, 10.0, 0.0, 12.0) * 14, 15.0, 15.0, 15.0]

    assert [("watch", "strain+hard_days", 2.0, 2.0)] == last_day(loads, "F3")


def test_one_sign_alone_is_no_flag() -> None:
    """Who runs every day alike has a monotony above 2 all the time, and no flag for it."""
    loads = [*(10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 8.0) * 16]
    shapes = run_model("int_week_shapes", raw_sessions=runs(loads))

    assert (shapes["monotony"].drop_nulls() > 2).all()
    assert {0, 1} == set(shapes["shape_signs"])


def test_signs_that_need_months_are_not_judged_before() -> None:
    """Hard days and running days are held against 90 days, strain against 90 values."""
    loads = [*week(1) * 20]
    shapes = run_model("int_week_shapes", raw_sessions=runs(loads)).sort("local_date")

    known = {
        name: shapes[name].is_not_null().arg_max()
        for name in ("monotony", "hard_days_in_row", "usual_run_days", "strain_limit")
    }

    assert {
        "monotony": 6,
        "hard_days_in_row": 90,
        "usual_run_days": 90,
        "strain_limit": 96,
    } == known
    assert ["building"] * 90 + [None] * 50 == shapes["not_judged"].to_list()


@pytest.mark.parametrize(
    ("last_km", "last_effort", "over_90_min", "is_hard"),
    [
        (10.0, 50.0, 0.0, False),
        (10.1, 50.0, 0.0, True),
        (5.0, 61.0, 0.0, True),
        (5.0, None, 9.9, False),
        (5.0, None, 10.0, True),
        (0.0, 0.0, None, False),
        (None, None, None, None),
        (None, None, 12.0, True),
    ],
    ids=[
        "as ever",
        "far",
        "exerting",
        "not fast enough",
        "fast",
        "rest",
        "unknown",
        "fast, of unknown length",
    ],
)
def test_what_makes_a_day_hard(
    last_km: float | None,
    last_effort: float | None,
    over_90_min: float | None,
    is_hard: bool | None,
) -> None:
    """Distance or effort above three quarters of the runner's own days, or 10 minutes fast."""
    km, efforts = [10.0, 0.0, 5.0] * 30, [60.0, 0.0, 30.0] * 30
    last = days(91)[-1]
    sessions = {
        "athlete_id": ["me"],
        "is_excluded": [False],
        "over_90_pct_min": [over_90_min],
        "local_date": [last],
    }

    hard = run_model(
        "int_hard_days",
        int_daily_load=pl.concat(
            [
                daily_load([*km, last_km]),
                daily_load([*efforts, last_effort], measure="srpe_load"),
            ]
        ),
        int_session_loads=pl.DataFrame(sessions),
    )

    row = hard.filter(local_date=last).to_dicts()[0]
    assert (is_hard, None if is_hard is None else int(is_hard)) == (
        row["is_hard"],
        row["hard_days_in_row"],
    )


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 999), unknown=st.integers(0, 30))
def test_the_hard_limit_is_the_upper_quartile_of_days_with_load(seed: int, unknown: int) -> None:
    """The limit is what numpy calls the 75th percentile; under 68 known days there is none."""
    rng = np.random.default_rng(seed)
    loads: list[float | None] = [*(rng.gamma(4.0, 3.0, 90) * (rng.random(90) < 0.6))]
    for day in rng.choice(90, unknown, replace=False):
        loads[day] = None

    limits = run_model("int_hard_limits", int_daily_load=daily_load([*loads, 1.0]))

    found = limits.filter(local_date=days(91)[-1])["hard_from"].item()
    if unknown > 90 - 68:
        assert found is None
    else:
        assert pytest.approx(np.quantile([load for load in loads if load], 0.75)) == found


@pytest.mark.parametrize(
    ("loads", "expected"),
    [
        ([*week(1) * 8, *week(1.5)], []),
        ([*week(1) * 8, *week(1.6)], [("info", "uncoupled", 1.6, 1.5)]),
        ([*[5.0] * 40, *[60.0] * 3, *[18.0] * 7], [("info", "ewma", 1.547348, 1.5)]),
    ],
    ids=["1.5", "1.6", "weighted"],
)
def test_which_ratio_is_high(loads: list[float], expected: list[Told]) -> None:
    """Of the two ratios the larger is told, for information only."""
    assert expected == last_day(loads, "F4")


@pytest.mark.parametrize(
    ("usual_m", "last_m", "expected"),
    [
        (500.0, 1500.0, []),
        (500.0, 1510.0, [("watch", "descent", 2.006645, 2.0)]),
        (90.0, 300.0, []),
        (90.0, 301.0, [("watch", "descent", 2.108581, 2.0)]),
        (0.0, 400.0, [("watch", "descent", 4.0, 2.0)]),
        (0.0, 0.0, []),
    ],
    ids=["twice", "over twice", "300 m", "over 300 m", "from the flat into the hills", "flat"],
)
def test_a_week_far_downhill(usual_m: float, last_m: float, expected: list[Told]) -> None:
    """More than 300 m and more than twice the weekly mean of 28 days, the week among them."""
    loads = [*STEADY_WEEK_KM * 8]

    assert expected == last_day(loads, "F5", raw_sessions=downhill(loads, [*[usual_m] * 7, last_m]))


def test_unknown_descent_is_not_judged() -> None:
    """A week of which one run has no heights says nothing of descent."""
    loads = [*STEADY_WEEK_KM * 8]
    sessions = downhill(loads, [*[500.0] * 7, 5000.0])
    unknown = pl.when(pl.int_range(pl.len()) < pl.len() - 2).then("descent_m").alias("descent_m")

    assert [] == last_day(loads, "F5", raw_sessions=sessions.with_columns(unknown))


def test_no_steady_new_runner_is_ever_flagged() -> None:
    """Whatever days and lengths a week has, repeating it for twenty weeks raises nothing."""
    rng = np.random.default_rng(5)
    patterns = [pattern for pattern in product((0, 1), repeat=7) if any(pattern)]
    people = [f"runner {number}" for number in range(len(patterns))]
    weeks = [np.array(pattern) * rng.choice([4, 6, 9, 14, 21.1], 7) for pattern in patterns]
    sessions = pl.concat(
        runs([*week] * 20, athlete_id=who).with_columns(
            rpe=pl.lit(4.0), descent_m=pl.col("distance_m") * rng.choice([0.002, 0.05])
        )
        for who, week in zip(people, weeks, strict=True)
    )
    today = MONDAY + timedelta(139)

    athletes = pl.concat(athlete(today, athlete_id=who) for who in people)

    found = run_models(FLAGS.values(), raw_sessions=sessions, raw_athletes=athletes)

    assert dict.fromkeys(FLAGS.values(), 0) == {name: rows.height for name, rows in found.items()}


@settings(max_examples=10, deadline=None)
@given(
    loads=st.lists(
        st.sampled_from([0.0, 0.0, 5.0, 8.0, 12.0, 21.0, 33.0]), min_size=100, max_size=120
    ).filter(any),
    factor=st.sampled_from([0.5, 1.609344, 7.0]),
)
def test_miles_and_kilometres_give_the_same_ratios(loads: list[float], factor: float) -> None:
    """Scaling all distances leaves every ratio of F1 to F3 as it is."""
    judged = {
        "int_spikes": ("session_id", "spike_ratio"),
        "int_volume_steps": ("local_date", "week_above_pct", "fortnight_above_pct"),
        "int_week_shapes": ("local_date", "monotony", "hard_days_in_row", "shape_signs"),
    }
    plain, scaled = (
        run_models(judged, raw_sessions=runs([k * load for load in loads])) for k in (1.0, factor)
    )

    for name, (key, *columns) in judged.items():
        assert_frame_equal(
            *(found[name].sort(key).select(columns) for found in (plain, scaled)),
            rel_tol=1e-9,
            abs_tol=1e-7,
        )


def test_a_week_with_an_unknown_day_is_not_judged() -> None:
    """Whatever the known days hold: with an unknown one among seven nothing is over."""
    loads = [*STEADY_WEEK_KM * 8, *week(2.5)]
    day = MONDAY + timedelta(len(loads) - 2)
    mark = {"athlete_id": ["me"], "kind": ["unknown"], "from_date": [day], "to_date": [day]}

    steps = run_model("int_volume_steps", raw_sessions=runs(loads), raw_marks=pl.DataFrame(mark))

    last = steps.sort("local_date").to_dicts()[-1]
    assert (None, None, "unknown_days") == (
        last["week_above_pct"],
        last["is_week_over"],
        last["week_not_judged"],
    )


@pytest.mark.parametrize(
    ("weeks", "pct", "name"),
    [
        ([1.0], None, "unknown"),
        ([1.0, 1.0], 0.0, "up_to_10"),
        ([1.0, 1.1], 10.0, "up_to_10"),
        ([1.0, 1.12], 12.0, "over_10"),
        ([1.0, 1.3], 30.0, "over_10"),
        ([1.0, 1.31], 31.0, "over_30"),
        ([1.0, 0.0, 1.0], None, "unknown"),
    ],
)
def test_progression_after_each_run(weeks: list[float], pct: float | None, name: str) -> None:
    """Every run knows how the 7 days to it stand to the 7 before, after Nielsen's classes."""
    loads = [km for factor in weeks for km in week(factor)]

    progressions = run_model("int_progressions", raw_sessions=runs(loads))

    last = progressions.sort("session_id").to_dicts()[-1]
    assert sum(load > 0 for load in loads) == progressions.height
    assert (None if pct is None else pytest.approx(pct, abs=1e-9), name) == (
        last["progression_pct"],
        last["progression_class"],
    )
