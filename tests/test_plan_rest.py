"""What the plan says while the back rests, why it lacks a number, and what speaks first."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from pipeline.plan.asking import Answers
from pipeline.plan.limits import added_flags
from tests.histories import STEADY_WEEK_KM, diary
from tests.planned import mark, row_of
from tests.test_plan import FIFTY_KM_WEEK, last_day

# ---------- a rest the back asked for


@pytest.mark.parametrize(("back", "rest_day"), [(0, 0), (3, 3), (6, 6), (7, None), (8, None)])
def test_a_rest_is_planned_for_seven_days(back: int, rest_day: int | None) -> None:
    """The seventh day after the sharp entry is the last; its plan is that of the day after."""
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


def test_on_the_last_day_of_a_rest_the_plan_is_tomorrows() -> None:
    """The day is still told, and the run allowed is the one of tomorrow."""
    found = rested(7)

    assert ("ok", 7, 10.0) == tuple(
        found[name] for name in ("plan_state", "rest_day", "next_run_max_km")
    )


def rested(back: int, *more_km: float) -> dict[str, Any]:
    """Return the plan of a runner of 50 km a week, 20 km at once, after a rest and runs."""
    before = [*STEADY_WEEK_KM * 8]
    loads = [*before, *[0.0] * back, *more_km]
    return row_of(loads, entries=diary({last_day(before): 2}, quality="sharp"))


@pytest.mark.parametrize("back", [7, 8, 9])
def test_the_first_run_after_a_rest_is_short(back: int) -> None:
    """At most half of the longest run before, and 80 % of a usual week."""
    found = rested(back)

    assert (10.0, 40.0, True, None) == tuple(
        found[name]
        for name in ("next_run_max_km", "week_high_km", "is_after_rest", "next_run_limited_by")
    )


@pytest.mark.parametrize(("days_back", "is_small"), [(1, True), (6, True), (7, False)])
def test_a_plan_stays_small_for_seven_days_from_the_first_run(
    days_back: int, *, is_small: bool
) -> None:
    """The first run back is on the eighth day; seven days from it on are small."""
    found = rested(7, *[6.0, *[0.0] * (days_back - 1)])

    assert is_small == found["is_after_rest"]
    assert is_small == (found["next_run_max_km"] <= 10.0)


def test_without_a_usual_week_there_is_no_range_after_a_rest() -> None:
    """Of whom 4 active weeks are not known, no share of a week can be told."""
    loads = [*[10.0] + [0.0] * 11] * 3 + [10.0, 10.0] + [0.0] * 8
    asked = last_day(loads) - timedelta(8)

    found = row_of(loads, entries=diary({asked: 2}, quality="sharp"))

    assert found["week_high_km"] is None


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

    found = row_of(loads, entries=hurt_and_eased(asked, last_day(loads)))

    assert ("returning", pytest.approx(40.0)) == (
        found["plan_state"],
        found["return_week_limit_km"],
    )


def hurt_and_eased(asked: date, eased: date) -> pl.DataFrame:
    """Return a diary of sharp pain, and of a back that is quiet on a later day."""
    entries = diary({asked: 2}, quality="sharp"), diary({eased: 0})
    return pl.concat(entries, how="diagonal_relaxed")


@pytest.mark.parametrize("back", [7, 8, 9])
def test_after_a_rest_an_entry_comes_before_the_run(back: int) -> None:
    """Whether the pain has eased is known from a new entry alone; without one the plan waits."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * back]
    asked = last_day(loads) - timedelta(back)

    silent = row_of(loads, entries=diary({asked: 2}, quality="sharp"))
    eased = row_of(loads, entries=hurt_and_eased(asked, last_day(loads)))
    assert (True, False) == (silent["waits_for_entry"], eased["waits_for_entry"])
    assert silent["next_run_max_km"] == eased["next_run_max_km"] == 10.0


def test_an_entry_that_asked_to_stop_is_no_leave() -> None:
    """Still 5 of 10 on the third day of the rest, and no word since: the plan waits."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * 9]
    asked, later = (last_day(loads) - timedelta(back) for back in (9, 7))
    entries = diary({asked: 2}, quality="sharp"), diary({later: 5})

    found = row_of(loads, entries=pl.concat(entries, how="diagonal_relaxed"))
    assert found["waits_for_entry"]


@pytest.mark.parametrize(("back", "is_silent"), [(10, False), (11, True), (30, True)])
def test_after_more_than_ten_silent_days_there_is_no_number(back: int, *, is_silent: bool) -> None:
    """What was run since nobody knows, so no distance is planned, after a break neither."""
    found = row_of([*STEADY_WEEK_KM * 8, *[0.0] * back])

    assert is_silent == (found["plan_state"] == "silent")
    names = ("next_run_max_km", "week_high_km", "return_run_limit_km", "return_week_limit_km")
    assert is_silent == (all(found[name] is None for name in names))


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
