"""What may be run next comes from the rules that raise the flags, and never breaks them."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.models import run_models
from pipeline.plan import plan
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, diary, runs

MARTS = ("fct_sessions", "fct_flags", "fct_training_load")


def plan_of(
    loads_km: list[float], *, rest_days: int = 0, entries: pl.DataFrame | None = None
) -> dict[str, Any]:
    """Return the plan of a runner who ran these kilometres and then rested some days."""
    today = MONDAY + timedelta(len(loads_km) + rest_days - 1)
    raw = {
        "raw_sessions": runs(loads_km),
        "raw_athletes": athlete(today),
        "raw_diary": schemas.empty(schemas.RAW["diary"]) if entries is None else entries,
        "raw_marks": schemas.empty(schemas.RAW["marks"]),
    }
    given = {name: schemas.conform(rows, schemas.RAW[name[4:]]) for name, rows in raw.items()}
    return plan(run_models(MARTS, **raw) | given).to_dicts()[0]


def families(loads_km: list[float], day: date) -> set[str]:
    """Return the families with a flag on a day."""
    raw = {"raw_sessions": runs(loads_km), "raw_athletes": athlete(day)}
    flags = run_models(["fct_flags"], **raw)["fct_flags"]
    return set(flags.filter(local_date=day)["family"])


def test_the_ceiling_is_the_spike_rule_for_a_steady_runner() -> None:
    """After steady weeks with a 20 km run, 22 km are quiet and half a kilometre more is not."""
    steady = [*STEADY_WEEK_KM] * 6

    found = plan_of(steady)

    assert (22.0, 20.0, "ok") == (
        found["next_run_max_km"],
        found["longest_30d_km"],
        found["plan_state"],
    )
    assert set() == families([*steady, 22.0], MONDAY + timedelta(42))
    assert {"F1"} == families([*steady, 22.5], MONDAY + timedelta(42))


def test_a_spike_does_not_excuse_the_next_one() -> None:
    """After a run far beyond the others the ceiling is not lifted to match it and more."""
    steady = [*STEADY_WEEK_KM] * 6

    found = plan_of([*steady, 26.0, 0.0])

    assert found["next_run_max_km"] <= 28.5
    tomorrow = MONDAY + timedelta(44)
    raised = run_models(
        ["int_flags_session_spike", "int_flags_volume_step"],
        raw_sessions=runs([*steady, 26.0, 0.0, found["next_run_max_km"]]),
        raw_athletes=athlete(tomorrow),
    )
    assert all(flags.filter(local_date=tomorrow).is_empty() for flags in raised.values())


def test_the_week_allows_what_the_runner_is_used_to() -> None:
    """The next seven days hold at least the usual week, and 80 % of it at the least."""
    found = plan_of([*STEADY_WEEK_KM] * 8)

    assert found["week_high_km"] >= 50.0
    assert pytest.approx(40.0) == found["week_low_km"]


@settings(max_examples=12, deadline=None)
@given(
    week=st.lists(st.sampled_from([0.0, 4.0, 7.0, 11.0, 16.0]), min_size=7, max_size=7).filter(
        lambda week: sum(km > 0 for km in week) >= 2
    ),
    weeks=st.integers(6, 9),
    extra=st.lists(st.sampled_from([0.0, 5.0, 12.0, 18.0]), max_size=6),
)
def test_the_ceiling_run_tomorrow_adds_no_flag(
    week: list[float], weeks: int, extra: list[float]
) -> None:
    """Whatever somebody has run, running the ceiling tomorrow flags nothing that rest would not."""
    loads = [*week * weeks, *extra]
    ceiling = plan_of(loads)["next_run_max_km"]
    tomorrow = MONDAY + timedelta(len(loads))

    if ceiling:
        assert families([*loads, ceiling], tomorrow) <= families([*loads, 0.0], tomorrow)


@pytest.mark.parametrize(
    "loads",
    [[8.0, 0.0] * 10, [*[8.0, *[0.0] * 12] * 4, *[0.0] * 3][:45]],
    ids=["20 days", "2 runs in 30 days"],
)
def test_without_history_there_is_no_number(loads: list[float]) -> None:
    """Under 30 days or 3 runs in them no ceiling can be computed, and none is made up."""
    found = plan_of(loads)

    assert (None, None, "too_little_history") == (
        found["next_run_max_km"],
        found["week_high_km"],
        found["plan_state"],
    )


def test_pain_comes_first() -> None:
    """At 4 of 10 the next run is a day of rest, whatever the kilometres say."""
    today = MONDAY + timedelta(41)

    found = plan_of([*STEADY_WEEK_KM] * 6, entries=diary({today: 4}))

    assert (0.0, "pain_first") == (found["next_run_max_km"], found["plan_state"])


def test_after_a_break_the_return_rule_takes_over() -> None:
    """In the weeks after a break no ceiling comes from the rules for steady weeks."""
    found = plan_of([*STEADY_WEEK_KM * 6, *[0.0] * 20, 5.0, 0.0, 5.0, 0.0, 5.0])

    assert (None, "returning") == (found["next_run_max_km"], found["plan_state"])


def test_old_entries_of_pain_do_not_change_the_plan() -> None:
    """Ten years of diary leave the plan as the last hundred days make it."""
    steady = [*STEADY_WEEK_KM] * 16
    recent = diary({MONDAY + timedelta(day): 0 for day in range(len(steady))})
    ages_ago = recent.with_columns(pl.col("local_date").dt.offset_by("-3000d"))

    assert plan_of(steady, entries=recent) == plan_of(steady, entries=pl.concat([ages_ago, recent]))


def test_rules_that_cannot_judge_give_no_leave() -> None:
    """A year after one run, five runs in a fortnight: the silence of the rules is no number."""
    loads = [5.0, *[0.0] * 320, 5.0, 0.0, 5.0, 0.0, 0.0, 5.0, 0.0, 0.0, 5.0, 0.0, 0.0, 5.0]

    found = plan_of(loads)

    assert (None, None) == (found["next_run_max_km"], found["week_high_km"])
