"""Coming back after a break: the limits of the first 28 days, and what breaks them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, diary, runs

BEFORE = [*STEADY_WEEK_KM * 8]
"""Eight weeks of 50 km with a long run of 20 km on the last day."""
QUIET = ("int_flags_volume_step", "int_flags_ratio", "int_flags_descent")

Broken = list[tuple[int, str, float, float | None]]


def returns_of(loads_km: Sequence[float | None], **raw: pl.DataFrame) -> pl.DataFrame:
    """Return what is judged of the days after breaks, in order."""
    return run_model("int_returns", raw_sessions=runs(loads_km), **raw).sort("local_date")


def broken_by(loads_km: Sequence[float | None], **raw: pl.DataFrame) -> Broken:
    """Return day of the history, cause, value and threshold of each limit that was broken."""
    flags = run_model("int_flags_return", raw_sessions=runs(loads_km), **raw)
    number = (pl.col("local_date") - MONDAY).dt.total_days()
    rows = flags.select(number, "cause", pl.col("value", "threshold").round(6))
    return rows.sort(pl.all()).rows()


def marks(kind: str, first: int, last: int) -> pl.DataFrame:
    """Return `raw_marks` of some days of the history."""
    dates = {"from_date": [MONDAY + timedelta(first)], "to_date": [MONDAY + timedelta(last)]}
    return pl.DataFrame({"athlete_id": ["me"], "kind": [kind], **dates})


@pytest.mark.parametrize(
    ("days_off", "share"),
    [(14, 0.8), (20, 0.8), (21, 0.5), (28, 0.5), (29, 0.3), (60, 0.3)],
)
def test_the_longer_the_break_the_shorter_the_first_week(days_off: int, share: float) -> None:
    """80 % of the usual week after 14 to 20 days off, 50 % up to 28, 30 % above."""
    first = returns_of([*BEFORE, *[0.0] * days_off, 5.0]).to_dicts()

    assert 1 == len(first)
    assert (days_off, 50.0, 20.0, pytest.approx(share * 50), 10.0) == tuple(
        first[0][name]
        for name in (
            "days_off",
            "week_km_before",
            "longest_km_before",
            "week_limit_km",
            "run_limit_km",
        )
    )


def test_thirteen_days_off_are_no_break() -> None:
    """A fortnight without a run is a break, a day less is not."""
    assert returns_of([*BEFORE, *[0.0] * 13, 5.0]).is_empty()


def test_limits_grow_by_a_fifth_a_week_for_four_weeks() -> None:
    """Week by week 20 % more kilometres and a longer run are allowed; after 28 days no rule."""
    back = [5.0, *[0.0] * 6] * 6

    found = returns_of([*BEFORE, *[0.0] * 21, *back])

    growth = [1.2**week for week in range(4) for _ in range(7)]
    assert [pytest.approx(25 * factor) for factor in growth] == found["week_limit_km"].to_list()
    assert [pytest.approx(10 * factor) for factor in growth] == found["run_limit_km"].to_list()


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ([10.0, 0.0, 5.0, 0.0, 10.0], []),
        ([10.5], [(0, "run", 10.5, 10.0)]),
        ([10.0, 0.0, 5.0, 0.0, 10.0, 0.0, 0.5], [(6, "week", 25.5, 25.0)]),
        ([5.0, 5.0], [(1, "next_day", 1.0, None)]),
        ([5.0, 0.0, 5.0, 0.0, 5.0, 0.0, 5.0, 5.0, 5.0], []),
        ([5.0, *[0.0] * 6, 12.0, 0.0, 12.5], [(9, "run", 12.5, 12.0)]),
    ],
    ids=[
        "within",
        "run too long",
        "week too long",
        "two days in a row",
        "in a row from the second week on",
        "second week",
    ],
)
def test_what_breaks_the_rule(back: list[float], expected: Broken) -> None:
    """After 21 days off a week of 25 km, a run of 10 km, no days in a row, then 20 % more."""
    returned = len(BEFORE) + 21

    found = broken_by([*BEFORE, *[0.0] * 21, *back])

    assert [(returned + number, *told) for number, *told in expected] == found


def test_a_week_marked_ill_asks_for_no_return() -> None:
    """Limits begin at 14 days without a run, whatever was marked, also with a run in between."""
    week = [*BEFORE, *[0.0] * 7, 5.0]
    with_a_run = [*BEFORE, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 5.0]
    ill = marks("ill", len(BEFORE), len(BEFORE) + 6)

    assert returns_of(week, raw_marks=ill).is_empty()
    assert returns_of(with_a_run, raw_marks=ill).is_empty()


@pytest.mark.parametrize(
    ("pain", "expected"),
    [
        ({-1: 3}, []),
        ({-1: 4}, [("pain", 4.0, 3.0)]),
        ({-7: 4}, []),
        ({-3: 1, -1: 2}, [("pain", 2.0, 1.0)]),
        ({-3: 2, -1: 2}, []),
        ({-40: 1, -1: 2}, []),
    ],
    ids=["3", "4", "a week old", "rising", "staying", "nothing to rise above"],
)
def test_pain_forbids_a_run(
    pain: Mapping[int, int], expected: list[tuple[str, float, float]]
) -> None:
    """In the first 28 days pain is at most 3 and does not rise."""
    loads = [*BEFORE, *[0.0] * 21, 5.0]
    entries = diary({MONDAY + timedelta(len(loads) - 1 + ago): nrs for ago, nrs in pain.items()})

    found = broken_by(loads, raw_diary=entries)

    assert [(len(loads) - 1, *told) for told in expected] == found


def test_four_active_weeks_are_needed() -> None:
    """Who had run three weeks has nothing to return to: no limits, and no flag."""
    loads = [*STEADY_WEEK_KM * 3, *[0.0] * 21, 20.0, 20.0]

    assert returns_of(loads).is_empty()
    assert [] == broken_by(loads)


def test_empty_and_unknown_weeks_are_left_out_of_the_usual() -> None:
    """The last four weeks that held a run and are known make the usual week."""
    loads: list[float | None] = [
        *STEADY_WEEK_KM * 6,
        *[0.0] * 7,
        *(2 * km for km in STEADY_WEEK_KM),
    ]
    loads += [*STEADY_WEEK_KM, *[0.0] * 21, 5.0]
    unknown = marks("unknown", 4 * 7 + 1, 4 * 7 + 1)

    found = returns_of(loads, raw_marks=unknown)

    assert [(50.0 + 100.0 + 50.0 + 50.0) / 4] == found["week_km_before"].to_list()


def test_an_unknown_day_leaves_the_week_open() -> None:
    """With an unknown day among them the kilometres since the return are not judged."""
    loads = [*BEFORE, *[0.0] * 30, 9.0, 0.0, 9.0]
    unknown = marks("unknown", len(loads) - 2, len(loads) - 2)

    found = returns_of(loads, raw_marks=unknown)

    assert [False, None, None] == found["is_week_over"].to_list()
    assert {"week"} == {cause for _, cause, *_ in broken_by(loads)}
    assert [] == broken_by(loads, raw_marks=unknown)


def test_a_new_break_ends_the_return() -> None:
    """Who stops again for a fortnight returns anew, from the last run on."""
    loads = [*BEFORE, *[0.0] * 21, 5.0, *[0.0] * 16, 5.0]

    found = returns_of(loads)

    returned = (found["returned_on"] - MONDAY).dt.total_days()
    assert [77] * 14 + [94] == returned.to_list()
    assert [21, 16] == found["days_off"].unique(maintain_order=True).to_list()


def test_in_those_days_volume_ratio_and_descent_keep_quiet() -> None:
    """However much is run: the 28 days have their own rule, and only it and the spike speak."""
    steep = [*BEFORE, *[0.0] * 21, *STEADY_WEEK_KM * 3]
    sessions = runs(steep).with_columns(descent_m=pl.col("distance_m") * 0.05)

    found = run_models((*QUIET, "int_flags_return"), raw_sessions=sessions)

    assert [0, 0, 0] == [found[name].height for name in QUIET]
    assert {"week", "run"} == set(found["int_flags_return"]["cause"])


@settings(max_examples=10, deadline=None)
@given(
    off=st.integers(14, 40),
    back=st.lists(st.sampled_from([0.0, 2.0, 4.0, 9.0]), min_size=28, max_size=28),
)
def test_no_limit_is_broken_that_was_not_reached(off: int, back: list[float]) -> None:
    """A flag's value lies above its threshold, and both are what the days really held."""
    loads = [*BEFORE, *[0.0] * off, 2.0, *back]

    for number, cause, value, threshold in broken_by(loads):
        since = loads[max(number - 6, len(BEFORE)) : number + 1]
        held = {"week": sum(since), "run": loads[number], "next_day": 1.0}
        assert held[cause] == pytest.approx(value)
        assert threshold is None or value > threshold
