"""What may be run next comes from the rules that raise the flags, and never breaks them."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from pipeline.models import run_models
from pipeline.plan.candidates import made_up_runs
from tests.histories import MONDAY, STEADY_WEEK_KM, diary
from tests.planned import cycling, flags_on, mark, plan_of, raw_of, row_of

TEN_KM_WEEK = (10.0, 0.0, 8.0, 0.0, 6.0, 0.0, 5.0)
FIFTY_KM_WEEK = (10.0, 0.0, 10.0, 0.0, 10.0, 0.0, 20.0)


def last_day(loads_km: list[float]) -> date:
    """Return the day of the last of these loads."""
    return MONDAY + timedelta(len(loads_km) - 1)


def asked_of(loads_km: list[float]) -> pl.DataFrame:
    """Return the made-up runs that a steady runner is asked with."""
    sessions = run_models(["fct_sessions"], **raw_of(loads_km))["fct_sessions"]
    return made_up_runs(sessions, last_day(loads_km), is_returning=False)


def test_the_ceiling_is_the_spike_rule_for_a_steady_runner() -> None:
    """After steady weeks with a 10 km run, 11 km are quiet and half a kilometre more is not."""
    steady = [*TEN_KM_WEEK] * 8

    found = row_of(steady)

    assert (11.0, 10.0, "ok") == (
        found["next_run_max_km"],
        found["longest_30d_km"],
        found["plan_state"],
    )
    assert set() == flags_on([*steady, 11.0])
    assert {"F1"} == flags_on([*steady, 11.5])


def test_below_a_kilometre_the_floor_of_the_spike_rule_counts() -> None:
    """Who runs 800 m may run what is not a whole kilometre longer, however many times that is."""
    found = row_of([0.8, 0.0, 0.8, 0.0, 0.8, 0.0, 0.0] * 8)

    assert 1.5 == found["next_run_max_km"]


def test_a_spike_does_not_excuse_the_next_one() -> None:
    """On the day after a run of twice the longest the ceiling is a day of rest."""
    found = plan_of(raw_of([*STEADY_WEEK_KM * 8, 45.0]))

    assert 0.0 == found.plan["next_run_max_km"].item()
    assert ["high"] == found.candidates.filter(kind="run", km=0.0)["level"].to_list()


def test_the_week_allows_what_the_runner_is_used_to() -> None:
    """The next seven days hold at least the usual week, and 80 % of it at the least."""
    found = row_of([*STEADY_WEEK_KM] * 8)

    assert found["week_high_km"] >= 50.0
    assert pytest.approx(40.0) == found["week_low_km"]


def test_a_week_has_as_many_runs_as_the_runner_has() -> None:
    """Runs moved by a day do not make seven little runs of a week of three."""
    weeks = [[8.0, 0.0, 8.0, 0.0, 0.0, 16.0, 0.0], [0.0, 8.0, 0.0, 8.0, 0.0, 0.0, 16.0]]
    loads = [km for week in [*weeks[:1] * 3, weeks[1]] for km in week]

    week = asked_of(loads).filter(kind="week", km=10.0)

    assert [1, 3, 6] == week["local_date"].dt.weekday().to_list()
    assert pytest.approx([2.5, 2.5, 5.0]) == week["distance_km"].to_list()


def test_a_made_up_run_goes_down_as_much_as_the_runner_does() -> None:
    """Ten km take an hour and 120 m of descent of whoever runs 6 min and 12 m of them a km."""
    run = asked_of([*TEN_KM_WEEK] * 5).filter(kind="run", km=10.0)

    assert [(3600.0, 120.0)] == run.select(pl.col("timer_s", "descent_m").round(6)).rows()


def test_every_distance_asked_comes_with_its_status_and_its_flags() -> None:
    """The slider's table: 0 to beyond twice the longest run, each with what it would raise."""
    found = plan_of(raw_of([*TEN_KM_WEEK] * 8))

    runs = found.candidates.filter(kind="run")
    assert [step / 2 for step in range(45)] == runs["km"].to_list()
    assert [km <= 11.0 for km in runs["km"]] == runs["is_allowed"].to_list()
    assert {"ok", "watch", "high"} == set(runs["level"])
    flag = found.flags.filter(kind="run", km=11.5, family="F1").drop("athlete_id").row(0)
    assert ("run", 11.5, "F1", "watch", "longest", pytest.approx(1.15), 1.10, "B") == flag


def test_a_ratio_that_is_new_stops_a_run_and_one_that_is_alive_does_not() -> None:
    """What only informs counts where it is new; else a high ratio would forbid any run at all."""
    eased = [*FIFTY_KM_WEEK * 5, *[0.4 * km for km in FIFTY_KM_WEEK] * 3]
    back = [*eased, *FIFTY_KM_WEEK[:5]]

    stopped = plan_of(raw_of(back[:-2]))
    alive = row_of(back)

    assert 7.0 == stopped.plan["next_run_max_km"].item()
    assert {"F4"} == set(stopped.flags.filter(kind="run", km=7.5)["family"])
    assert {"F4"} == flags_on(back)
    assert (22.0, 54.0) == (alive["next_run_max_km"], alive["week_high_km"])


@pytest.mark.parametrize(
    "loads",
    [[8.0, 0.0] * 10, [*[8.0, *[0.0] * 12] * 4, *[0.0] * 3][:45]],
    ids=["20 days", "2 runs in 30 days"],
)
def test_without_history_there_is_no_number(loads: list[float]) -> None:
    """Under 30 days or 3 runs in them no ceiling can be computed, and none is made up."""
    found = plan_of(raw_of(loads))

    row = found.plan.row(0, named=True)
    assert (None, None, "too_little_history") == (
        row["next_run_max_km"],
        row["week_high_km"],
        row["plan_state"],
    )
    assert (0, 0) == (found.candidates.height, found.flags.height)


def test_years_on_the_bike_are_no_history_of_running() -> None:
    """A cyclist who began to run ten days ago has no limit yet, not a limit of 0 km."""
    loads = [0.0] * 90 + [3.0, 0.0] * 5

    found = row_of(loads, more=cycling(90))

    assert (None, "too_little_history") == (found["next_run_max_km"], found["plan_state"])


def test_pain_comes_first() -> None:
    """At 4 of 10 the next run is a day of rest, whatever the kilometres say."""
    steady = [*STEADY_WEEK_KM] * 6

    found = plan_of(raw_of(steady, entries=diary({last_day(steady): 4})))

    row = found.plan.row(0, named=True)
    assert (0.0, None, "pain_first") == (
        row["next_run_max_km"],
        row["week_high_km"],
        row["plan_state"],
    )
    assert found.candidates.is_empty()


def test_a_little_more_pain_than_usual_does_not_stop_a_usual_run() -> None:
    """At 2 where 0 is usual the day is one to be careful; an easy run makes it no worse."""
    steady = [*TEN_KM_WEEK] * 8
    scores = {last_day(steady) - timedelta(back): 0 for back in range(1, 10)}

    found = plan_of(raw_of(steady, entries=diary(scores | {last_day(steady): 2})))

    assert (11.0, "ok") == found.plan.select("next_run_max_km", "plan_state").row(0)
    assert {"F6"} == set(found.candidates.filter(km=0.0)["headline_family"])


def still_here(loads: list[float]) -> dict[str, Any]:
    """Return the plan of a runner whose entry of today tells that the days off are known."""
    return row_of(loads, entries=diary({last_day(loads): 0}))


def test_after_three_weeks_off_half_of_before_is_asked() -> None:
    """Back after 21 days: half of the usual 50 km a week, half of the longest run of 20 km."""
    found = still_here([*FIFTY_KM_WEEK * 8, *[0.0] * 21])

    assert ("returning", 10.0, 10.0) == (
        found["plan_state"],
        found["next_run_max_km"],
        found["return_run_limit_km"],
    )
    assert (25.0, 21, MONDAY + timedelta(8 * 7 + 21)) == (
        found["return_week_limit_km"],
        found["days_off"],
        found["returned_on"],
    )
    assert 20.0 < found["week_high_km"] <= 25.0
    assert 0.0 == found["week_low_km"]


def test_the_day_after_the_first_run_back_is_a_day_of_rest() -> None:
    """Who ran yesterday in the first week back rests today, and the week goes on a day later."""
    found = row_of([*FIFTY_KM_WEEK * 8, *[0.0] * 21, 6.0])

    assert ("returning", 0.0) == (found["plan_state"], found["next_run_max_km"])
    assert 0.0 < found["week_high_km"] <= 19.0


def test_a_return_to_next_to_nothing_has_no_number() -> None:
    """A year after one run, five runs in a fortnight: the silence of the rules is no leave."""
    loads = [5.0, *[0.0] * 320, 5.0, 0.0, 5.0, 0.0, 0.0, 5.0, 0.0, 0.0, 5.0, 0.0, 0.0, 5.0]

    found = row_of(loads)

    assert (None, None) == (found["next_run_max_km"], found["week_high_km"])


def test_the_weeks_before_a_long_break_are_remembered() -> None:
    """After half a year off the limits are 30 % of the weeks before, not a beginner's."""
    found = still_here([*FIFTY_KM_WEEK * 8, *[0.0] * 182])

    assert ("returning", pytest.approx(15.0)) == (
        found["plan_state"],
        found["return_week_limit_km"],
    )


def test_among_unknown_days_no_week_is_given() -> None:
    """With an unknown day in the last week nobody knows its kilometres; the next run is known."""
    steady = [*TEN_KM_WEEK] * 8
    unknown = last_day(steady) - timedelta(1)

    found = row_of(steady, marks=mark("unknown", unknown, unknown))

    assert (11.0, None) == (found["next_run_max_km"], found["week_high_km"])


def test_old_entries_of_pain_do_not_change_the_plan() -> None:
    """Years of diary leave the plan as the last months make it."""
    steady = [*STEADY_WEEK_KM] * 16
    recent = diary({MONDAY + timedelta(day): 0 for day in range(len(steady))})
    ages_ago = recent.with_columns(pl.col("local_date").dt.offset_by("-1000d"))

    assert row_of(steady, entries=recent) == row_of(steady, entries=pl.concat([ages_ago, recent]))
