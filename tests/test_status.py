"""The level of a day: what flags make of it together, and when nothing can be said."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, athlete, diary, runs

LOAD_FAMILIES = ("F1", "F2", "F3", "F5", "return")
RETURN_CAUSES = ("week", "next_day", "run", "pain")
RISING = ("no_data", "ok", "watch", "high")

Flags = Mapping[str, str]

families = st.fixed_dictionaries(
    {},
    optional={
        "red_flag": st.just("see_doctor"),
        "F4": st.just("info"),
        **dict.fromkeys(("F1", "F2", "F6", "F7"), st.sampled_from(["watch", "high"])),
        **dict.fromkeys(("F3", "F5", "return"), st.just("watch")),
    },
)


def status_of(
    flags: Flags, cause: str = "week", *, can_judge_load: bool = True, can_judge_pain: bool = True
) -> dict[str, Any]:
    """Return the status of a day with these flags (family -> level), each with this cause."""
    judgeable = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "local_date": [MONDAY],
            "can_judge_load": [can_judge_load],
            "can_judge_pain": [can_judge_pain],
        }
    )
    rows = [
        {
            "athlete_id": "me",
            "local_date": MONDAY,
            "family": family,
            "level": level,
            "cause": cause,
        }
        for family, level in flags.items()
    ]
    found = run_model("fct_status", fct_flags=pl.DataFrame(rows), int_judgeable_days=judgeable)
    return found.row(0, named=True)


def level_by_hand(flags: Flags, cause: str) -> str:
    """Return the level after the sentence of E.1, clause by clause."""
    counting = LOAD_FAMILIES if cause in ("week", "next_day") else LOAD_FAMILIES[:-1]
    load_families = sum(family in flags for family in counting)
    has_pain = "F6" in flags or "F7" in flags
    if "red_flag" in flags or "high" in (flags.get("F6"), flags.get("F7"), flags.get("F1")):
        return "high"
    if flags.get("F2") == "high" and flags.get("F6") == "watch":
        return "high"
    if load_families >= 2 and has_pain:
        return "high"
    return "watch" if load_families or has_pain or "return" in flags else "ok"


@settings(max_examples=60, deadline=None)
@given(flags=families, cause=st.sampled_from(RETURN_CAUSES))
def test_the_level_is_what_the_rules_say(flags: Flags, cause: str) -> None:
    """Whatever comes together, the level is that of the written rule, the ratio aside."""
    assert level_by_hand(flags, cause) == status_of(flags, cause)["level"]


@pytest.mark.parametrize(
    ("cause", "level"),
    [("week", "high"), ("next_day", "high"), ("run", "watch"), ("pain", "watch")],
)
def test_one_run_does_not_count_twice(cause: str, level: str) -> None:
    """A long run is a spike and breaks the return rule: one load family beside the pain, not two."""
    assert level == status_of({"F1": "watch", "return": "watch", "F6": "watch"}, cause)["level"]
    assert "watch" == status_of({"return": "watch"}, cause)["level"]


@settings(max_examples=40, deadline=None)
@given(flags=families)
def test_the_ratio_never_changes_a_day(flags: Flags) -> None:
    """With or without a word on the ratio of loads, level and headline are the same."""
    without = {family: level for family, level in flags.items() if family != "F4"}

    assert status_of(without) == status_of(without | {"F4": "info"})


@settings(max_examples=40, deadline=None)
@given(flags=families, more=families)
def test_another_flag_never_lowers_the_level(flags: Flags, more: Flags) -> None:
    """A quiet load turns no pain down, and pain turns no load down."""
    both = {**flags, **more}
    louder = {f: max(level, flags.get(f, level), key=_loudness) for f, level in both.items()}

    was, now = status_of(flags)["level"], status_of(louder)["level"]
    assert RISING.index(was) <= RISING.index(now)


def _loudness(level: str) -> int:
    return ("info", "watch", "high", "see_doctor").index(level)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({"F2": "high", "F6": "watch"}, ("high", "F2")),
        ({"F2": "high", "F7": "watch"}, ("watch", "F7")),
        ({"F2": "high"}, ("watch", "F2")),
        ({"F3": "watch", "return": "watch", "F7": "watch"}, ("high", "return")),
        ({"F3": "watch", "F5": "watch"}, ("watch", "F5")),
        ({"F1": "watch", "return": "watch", "F5": "watch", "F3": "watch"}, ("watch", "F1")),
        ({"F1": "high", "F6": "high", "red_flag": "see_doctor"}, ("high", "red_flag")),
        ({"F1": "high", "F6": "watch", "F7": "high"}, ("high", "F7")),
        ({"F1": "watch", "F6": "watch", "F7": "watch"}, ("watch", "F6")),
        ({"F4": "info"}, ("ok", None)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_who_speaks_first(flags: Flags, expected: tuple[str, str | None]) -> None:
    """Pain speaks before load, unless only load makes the day high; warning signs always."""
    found = status_of(flags)

    assert expected == (found["level"], found["headline_family"])


@pytest.mark.parametrize("can_judge_load", [True, False], ids=["load", "no load"])
@pytest.mark.parametrize("can_judge_pain", [True, False], ids=["pain", "no pain"])
def test_a_missing_half_is_never_the_level(can_judge_load: bool, can_judge_pain: bool) -> None:
    """A day is steady by the half that can be judged, and unknown only where neither can."""
    halves = {"can_judge_load": can_judge_load, "can_judge_pain": can_judge_pain}
    either = can_judge_load or can_judge_pain

    assert ("ok" if either else "no_data") == status_of({}, **halves)["level"]
    assert "watch" == status_of({"F6": "watch"}, **halves)["level"]


@settings(max_examples=15, deadline=None)
@given(
    loads=st.lists(st.sampled_from([0.0, 0.0, 6.0, 12.0]), min_size=1, max_size=50).filter(any),
    pain=st.dictionaries(st.integers(0, 60), st.integers(0, 3), max_size=6),
    rest_days=st.integers(0, 20),
)
def test_no_day_is_steady_where_nothing_could_be_judged(
    loads: list[float], pain: dict[int, int], rest_days: int
) -> None:
    """Steady days have a session within 10 days and 30 days behind them, or an entry of 14."""
    today = MONDAY + timedelta(len(loads) + rest_days - 1)
    entries = {MONDAY + timedelta(n): nrs for n, nrs in pain.items()}
    raw = {"raw_diary": diary(entries)} if entries else {}
    sessions = runs(loads)
    found = run_models(["fct_status"], raw_sessions=sessions, raw_athletes=athlete(today), **raw)[
        "fct_status"
    ]

    run_days = sessions["started_at"].dt.date().to_list()
    for row in found.filter(level="ok").iter_rows(named=True):
        day = row["local_date"]
        has_load = (day - run_days[0]).days >= 29 and _within(run_days, day, 10)
        assert has_load or _within(list(entries), day, 13)


def _within(days: list[date], day: date, back: int) -> bool:
    return any(0 <= (day - other).days <= back for other in days)


def test_a_new_warning_sign_after_a_visit_opens_again() -> None:
    """What a doctor has seen is closed; the next warning sign is open until the next visit."""
    today = MONDAY + timedelta(30)
    entries = diary({MONDAY + timedelta(n): 1 for n in (0, 5, 20)}, red_flags="fever")
    visit = {"from_date": MONDAY + timedelta(10), "to_date": MONDAY + timedelta(10)}
    marks = pl.DataFrame([{"athlete_id": "me", "kind": "seen_by_doctor"} | visit])
    flags = run_models(
        ["fct_flags"], raw_athletes=athlete(today), raw_diary=entries, raw_marks=marks
    )["fct_flags"].filter(family="red_flag")

    open_days = sorted((day - MONDAY).days for day in flags["local_date"])
    assert [*range(10), *range(20, 31)] == open_days
    raised_on = sorted(flags["raised_on"].unique())
    assert [MONDAY, MONDAY + timedelta(20)] == raised_on
    assert {("see_doctor", None)} == set(flags.select("level", "clears_on").iter_rows())


@pytest.mark.parametrize(
    ("named_on", "visit", "open_days"),
    [
        ((5,), 5, [5]),
        ((5,), 6, [5]),
        ((5,), 8, [5, 6, 7]),
        ((3, 5), 5, [3, 4, 5]),
        ((5, 6), 5, [5, *range(6, 11)]),
    ],
    ids=["same day", "the day after", "three days after", "two, one visit", "a new one after"],
)
def test_a_warning_sign_always_shows_on_its_own_day(
    named_on: tuple[int, ...], visit: int, open_days: list[int]
) -> None:
    """What was named on the day of a visit shows that day; the visit closes it from the next on."""
    entries = diary({MONDAY + timedelta(n): 1 for n in named_on}, red_flags="fever")
    dates = {"from_date": MONDAY + timedelta(visit), "to_date": MONDAY + timedelta(visit)}
    marks = pl.DataFrame([{"athlete_id": "me", "kind": "seen_by_doctor"} | dates])
    flags = run_models(
        ["fct_flags"],
        raw_athletes=athlete(MONDAY + timedelta(10)),
        raw_diary=entries,
        raw_marks=marks,
    )["fct_flags"].filter(family="red_flag")

    assert open_days == sorted((day - MONDAY).days for day in flags["local_date"])
