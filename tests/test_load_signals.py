"""What every rule on load found on every day, beside what it is held against."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, diary, runs

RULES = {
    "F1": ["session_spike"],
    "F2": ["fortnight_step", "week_step"],
    "F3": ["hard_days", "monotony", "run_days", "strain"],
    "F4": ["acwr_ewma_7d", "acwr_uncoupled"],
    "F5": ["descent"],
    "return": ["return_days", "return_pain", "return_run", "return_week"],
}
OVER_OF = {
    "int_flags_session_spike": ["session_spike"],
    "int_flags_volume_step": ["week_step", "fortnight_step"],
    "int_flags_ratio": ["acwr_uncoupled", "acwr_ewma_7d"],
    "int_flags_descent": ["descent"],
    "int_flags_return": ["return_week", "return_run", "return_days", "return_pain"],
}
SAID = ("measured", "reference", "value", "threshold", "is_over", "not_judged")


def signals_of(
    loads_km: Sequence[float | None], *, rest_days: int = 0, **raw: pl.DataFrame
) -> pl.DataFrame:
    """Return what each rule found on each day of a runner who then rested some days."""
    today = MONDAY + timedelta(len(loads_km) + rest_days - 1)
    given = {"raw_sessions": runs(loads_km), "raw_athletes": athlete(today)}
    return run_model("int_signals_load", **given | raw)


def last(signals: pl.DataFrame, rule: str) -> tuple[Any, ...]:
    """Return what a rule found on the last day, numbers to six digits."""
    row = signals.filter(pl.col("local_date") == pl.col("local_date").max(), rule=rule).to_dicts()[
        0
    ]
    return tuple(round(row[n], 6) if isinstance(row[n], float) else row[n] for n in SAID)


def test_every_day_has_every_rule_once() -> None:
    """From the first day on each of fourteen rules says what it found, or why it cannot say."""
    signals = signals_of([*STEADY_WEEK_KM * 6], rest_days=20)

    by_family = signals.group_by("family").agg(pl.col("rule").unique().sort())
    assert RULES == dict(by_family.sort("family").iter_rows())
    assert (42 + 20) * 14 == signals.height == signals.unique(["local_date", "rule"]).height


def test_the_numbers_of_a_day() -> None:
    """After eight steady weeks and one of a run of 26 km, every number is what it should be."""
    loads = [*STEADY_WEEK_KM * 13, *STEADY_WEEK_KM[:6], 26.0]
    signals = signals_of(loads)

    assert (26.0, 20.0, 1.3, 1.1, True, None) == last(signals, "session_spike")
    assert (56.0, 50.0, 12.0, 30.0, False, None) == last(signals, "week_step")
    assert (106.0, 100.0, 6.0, 30.0, False, None) == last(signals, "fortnight_step")
    assert (8.0, 9.451631, 0.846415, 2.0, False, None) == last(signals, "monotony")
    assert (None, None, 47.399225, 46.703823, True, None) == last(signals, "strain")
    assert (None, None, 1.0, 3.0, False, None) == last(signals, "hard_days")
    assert (4.0, 4.0, 4.0, 6.0, False, None) == last(signals, "run_days")
    assert (8.0, 7.142857, 1.12, 1.5, False, None) == last(signals, "acwr_uncoupled")
    assert "not_returning" == last(signals, "return_week")[-1]


@pytest.mark.parametrize(
    ("loads", "reasons"),
    [
        (
            [*STEADY_WEEK_KM * 2],
            {
                "session_spike": "building",
                "week_step": "building",
                "strain": "building",
                "hard_days": "building",
                "run_days": "building",
                "acwr_uncoupled": "building",
                "return_run": "not_returning",
            },
        ),
        (
            [*STEADY_WEEK_KM * 8, *[0.0] * 21],
            {
                "session_spike": "no_run",
                "week_step": "returning_from_break",
                "monotony": "no_run",
                "acwr_ewma_7d": "returning_from_break",
                "return_pain": "no_run",
                "return_week": "no_run",
            },
        ),
        (
            [*STEADY_WEEK_KM, *[0.0] * 28, 5.0],
            {"session_spike": "no_history", "return_week": "no_history"},
        ),
        ([7.0] * 40, {"monotony": "no_spread", "strain": "no_spread"}),
    ],
    ids=["new", "break", "nothing to return to", "all alike"],
)
def test_why_a_rule_says_nothing(loads: list[float], reasons: dict[str, str]) -> None:
    """What is not judged says why, one word for one reason."""
    entries = diary({MONDAY + timedelta(len(loads) - 1): 0})

    signals = signals_of(loads, raw_diary=entries)

    assert reasons == {rule: last(signals, rule)[-1] for rule in reasons}


def test_an_unknown_day_is_the_reason() -> None:
    """A day marked unknown among the last seven silences every rule on the week."""
    loads = [*STEADY_WEEK_KM * 16]
    day = MONDAY + timedelta(len(loads) - 2)
    mark = {"athlete_id": ["me"], "kind": ["unknown"], "from_date": [day], "to_date": [day]}

    signals = signals_of(loads, raw_marks=pl.DataFrame(mark))

    rules = ("week_step", "monotony", "strain", "run_days", "acwr_uncoupled", "acwr_ewma_7d")
    assert ["unknown_days"] * 6 == [last(signals, rule)[-1] for rule in rules]
    assert last(signals, "fortnight_step")[-1] is None


def test_three_days_ill_leave_nothing_to_return_from() -> None:
    """A cold without a fortnight off silences the ratios, and has no limits of a return."""
    loads = [*STEADY_WEEK_KM * 8]
    first, final = (MONDAY + timedelta(len(loads) - ago) for ago in (5, 2))
    ill = {"athlete_id": ["me"], "kind": ["ill"], "from_date": [first], "to_date": [final]}

    signals = signals_of(loads, raw_marks=pl.DataFrame(ill))

    assert "returning_from_break" == last(signals, "acwr_uncoupled")[-1]
    assert "not_returning" == last(signals, "return_week")[-1]


def test_the_return_is_told_in_numbers() -> None:
    """Week, run, days in a row and pain stand beside their limits."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * 30, 6.0, 4.0, 0.0]
    entries = diary({MONDAY + timedelta(len(loads) - 1): 2})

    signals = signals_of(loads, raw_diary=entries)

    assert (10.0, 50.0, 10.0, 15.0, False, None) == last(signals, "return_week")
    assert (6.0, 20.0, 6.0, 10.0, False, None) == last(signals, "return_run")
    assert (None, None, 1.0, None, True, None) == last(signals, "return_days")
    assert (None, None, 2.0, 3.0, False, None) == last(signals, "return_pain")


def test_the_run_that_is_flagged_speaks_for_its_week() -> None:
    """A run beyond its limit is told for seven days, though another had the larger ratio."""
    loads = [*[2.0, 0.0, 1.5, 0.0, 2.0, 0.0, 0.0] * 6, 2.9, 0.0, 0.0, 4.1]
    signals = signals_of(loads, rest_days=6)

    told = signals.filter(rule="session_spike").sort("local_date").tail(10)
    assert [(2.9, False)] * 3 + [(4.1, True)] * 7 == told.select("measured", "is_over").rows()


@settings(max_examples=10, deadline=None)
@given(
    loads=st.lists(
        st.sampled_from([0.0, 0.0, 0.0, 5.0, 8.0, 12.0, 30.0]), min_size=130, max_size=150
    ).filter(any),
    off=st.integers(0, 30),
)
def test_a_flag_is_a_signal_over_its_limit(loads: list[float], off: int) -> None:
    """On each day that raises a flag a rule of its family is over; what is judged says so."""
    history = [*loads[:90], *[0.0] * off, *loads[90:]]
    sessions = runs(history).with_columns(descent_m=pl.col("distance_m") * 0.03)

    found = run_models(["int_signals_load", *OVER_OF, "int_flags_shape"], raw_sessions=sessions)

    signals = found["int_signals_load"]
    assert signals["is_over"].is_null().eq(signals["not_judged"].is_not_null()).all()
    over = dict(signals.filter("is_over").group_by("local_date").agg("rule").iter_rows())
    for name, rules in OVER_OF.items():
        assert all({*rules} & {*over[date]} for date in found[name]["local_date"])
    for date, signs in found["int_flags_shape"].select("local_date", "cause").iter_rows():
        assert {*signs.split("+")} == {*RULES["F3"]} & {*over[date]}
