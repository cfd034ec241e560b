"""What the plan says while the back rests, why it lacks a number, and what speaks first."""

from datetime import timedelta

import polars as pl
import pytest

from pipeline.plan.asking import Answers
from pipeline.plan.limits import added_flags
from tests.histories import STEADY_WEEK_KM, diary
from tests.planned import mark, row_of
from tests.test_plan import FIFTY_KM_WEEK, last_day

# ---------- a rest the back asked for


@pytest.mark.parametrize(("back", "rest_day"), [(0, 0), (3, 3), (7, 7), (8, None)])
def test_a_rest_is_planned_for_seven_days(back: int, rest_day: int | None) -> None:
    """From the sharp entry on to the seventh day after it the next run is 0 km."""
    loads = [*STEADY_WEEK_KM * 6, *[0.0] * back]
    asked = last_day(loads) - timedelta(back)

    found = row_of(loads, entries=diary({asked: 2}, quality="sharp"))

    if rest_day is None:
        assert "resting" != found["plan_state"]
        return
    assert ("resting", 0.0, None, rest_day, asked + timedelta(7)) == tuple(
        found[name]
        for name in ("plan_state", "next_run_max_km", "week_high_km", "rest_day", "rest_until")
    )


def test_a_run_does_not_shorten_the_rest() -> None:
    """Who runs on the third day has four days of the rest still to come."""
    loads = [*STEADY_WEEK_KM * 6, 0.0, 0.0, 5.0]
    asked = last_day(loads) - timedelta(3)

    found = row_of(loads, entries=diary({asked: 2}, quality="sharp"))

    assert ("resting", 3) == (found["plan_state"], found["rest_day"])


def test_a_rest_of_two_weeks_is_a_break() -> None:
    """After 14 days off the return has its limits as after any break."""
    loads = [*FIFTY_KM_WEEK * 8, *[0.0] * 15]
    asked = last_day(loads) - timedelta(15)

    found = row_of(loads, entries=diary({asked: 2}, quality="sharp"))

    assert ("returning", pytest.approx(40.0)) == (
        found["plan_state"],
        found["return_week_limit_km"],
    )


def test_a_rest_that_has_not_helped_asks_for_a_doctor() -> None:
    """Sharp pain after a week of rest: the plan says so beside the next rest."""
    loads = [*STEADY_WEEK_KM * 6, *[0.0] * 9]
    asked = last_day(loads) - timedelta(9)
    once, again = ({asked: 2}, {asked: 2, last_day(loads): 2})

    calm = row_of(loads, entries=diary(once, quality="sharp"))
    hurting = row_of(loads, entries=diary(again, quality="sharp"))
    assert (False, True) == (calm["asks_for_doctor"], hurting["asks_for_doctor"])


# ---------- why there is no range, and what speaks first


@pytest.mark.parametrize(
    ("kind", "why"), [("ill", "returning_from_break"), ("unknown", "unknown_days"), (None, None)]
)
def test_a_week_without_a_range_says_why(kind: str | None, why: str | None) -> None:
    """Days marked ill or unknown keep a week from being judged; else there is a range."""
    steady = [*STEADY_WEEK_KM] * 8
    last = last_day(steady)
    marks = None if kind is None else mark(kind, last - timedelta(5), last - timedelta(3))

    found = row_of(steady, marks=marks)

    assert (why is not None, why) == (found["week_high_km"] is None, found["week_not_judged"])


@pytest.mark.parametrize("values", [(46.2, 46.2 + 1e-12), (46.2 + 1e-12, 46.2)])
@pytest.mark.parametrize("order", [1, -1])
def test_equal_values_do_not_flip(values: tuple[float, float], order: int) -> None:
    """Of two rules with the same value the same one speaks, however their sums were added up."""
    row = {"kind": "week", "athlete_id": "week 40.0", "family": "F2", "level": "watch"}
    days = {"local_date": last_day([0.0]), "km": 40.0, "evidence": "C"}
    causes = zip(("fortnight", "week"), values, strict=True)
    flags = [row | days | {"cause": cause, "value": value} for cause, value in causes]
    alive = pl.DataFrame(flags[::order])

    answers = Answers(pl.DataFrame(), alive.drop("evidence"), {"fct_flags": alive.head(1)})
    assert ["fortnight"] == added_flags(answers)["cause"].to_list()
