"""A week without running that the back asks for: when it begins, what breaks it, what follows."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, diary, runs
from tests.pain_histories import day
from tests.test_red_flags import visits

WEEKS = [*STEADY_WEEK_KM] * 6
"""Six weeks of 50 km, the last day a run of 20 km."""
LAST = len(WEEKS) - 1


def others(days: Mapping[int, str]) -> pl.DataFrame:
    """Return `raw_sessions` of other sports on numbered days."""
    rows = runs([1.0 if number in days else 0.0 for number in range(max(days) + 1)])
    sports = [days[(at.date() - MONDAY).days] for at in rows["started_at"]]
    return rows.with_columns(
        sport=pl.Series(sports), session_id=pl.format("other {}", "session_id")
    )


def sharp(*numbers: int, **scores: int) -> pl.DataFrame:
    """Return `raw_diary` with sharp pain of 5 on numbered days."""
    return diary({day(number): scores.get("nrs", 5) for number in numbers}, quality="sharp")


def blocks_of(
    loads: Sequence[float],
    entries: pl.DataFrame,
    *,
    rest_days: int = 0,
    sports: Mapping[int, str] | None = None,
    marks: pl.DataFrame | None = None,
) -> list[dict[str, Any]]:
    """Return the rest blocks of somebody who ran so and then rested, the oldest first."""
    sessions = runs(loads)
    if sports:
        sessions = pl.concat([sessions, others(sports)], how="diagonal_relaxed")
    raw = {} if marks is None else {"raw_marks": marks}
    found = run_model(
        "fct_rest_blocks",
        raw_sessions=sessions,
        raw_athletes=athlete(MONDAY + timedelta(len(loads) + rest_days - 1)),
        raw_diary=entries,
        **raw,
    )
    return found.sort("asked_on").to_dicts()


def mark(kind: str, first: int, last: int) -> pl.DataFrame:
    """Return `raw_marks` of numbered days."""
    dates = {"from_date": [day(first)], "to_date": [day(last)]}
    return pl.DataFrame({"athlete_id": ["me"], "kind": [kind], **dates})


# ---------- what asks for a rest


def test_sharp_pain_asks_for_a_week_without_running() -> None:
    """The week begins the day after the entry, whatever was run on its own day."""
    (found,) = blocks_of(WEEKS, sharp(LAST, nrs=3), rest_days=4)

    assert ("sharp", 3, "resting", 4) == tuple(
        found[name] for name in ("because", "pain_asked_nrs", "state", "rest_days")
    )
    assert (day(LAST), day(LAST + 1), day(LAST + 7)) == tuple(
        found[name] for name in ("asked_on", "rest_from", "rest_until")
    )


def test_pain_that_rest_does_not_settle_asks_for_a_week() -> None:
    """Still 5 of 10 after three full days without a run: a whole week from there."""
    entries = diary({day(LAST): 6, day(LAST + 4): 5})

    (found,) = blocks_of(WEEKS, entries, rest_days=5)
    assert ("after_rest", day(LAST + 4), day(LAST + 11)) == tuple(
        found[name] for name in ("because", "asked_on", "rest_until")
    )


def test_strong_pain_that_is_not_sharp_asks_for_no_week_at_once() -> None:
    """At 8 of 10 the back comes first, yet the week of the article is for what rest does not help."""
    assert [] == blocks_of(WEEKS, diary({day(LAST): 8}), rest_days=2)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((0, 5), [(0, 12)]), ((0, 7), [(0, 14)]), ((0, 8), [(0, 7), (8, 15)])],
    ids=["within", "on the last day", "a day later"],
)
def test_what_asks_again_within_the_week_prolongs_it(
    numbers: Sequence[int], expected: list[tuple[int, int]]
) -> None:
    """Sharp pain in a rest counts the 7 days anew; after it, it opens the next."""
    found = blocks_of(WEEKS, sharp(*(LAST + number for number in numbers)), rest_days=20)

    dates = [(LAST + first, LAST + last) for first, last in expected]
    assert dates == [
        ((row["asked_on"] - MONDAY).days, (row["rest_until"] - MONDAY).days) for row in found
    ]


def test_who_never_ran_is_asked_to_rest_all_the_same() -> None:
    """A diary alone makes one block; what was done in it is not known."""
    found = run_model(
        "fct_rest_blocks", raw_athletes=athlete(day(20)), raw_diary=sharp(0, 3)
    ).to_dicts()

    assert [(None, 0, day(0), day(10))] == [
        (row["state"], row["rest_days"], row["asked_on"], row["rest_until"]) for row in found
    ]


# ---------- what is done in it


def test_walking_and_cycling_are_rest_and_are_counted() -> None:
    """A walk and a ride break nothing; each is counted as what it is."""
    sports = {LAST + 1: "walking", LAST + 2: "hiking", LAST + 3: "cycling"}

    (found,) = blocks_of(WEEKS, sharp(LAST), rest_days=9, sports=sports)
    assert ("kept", 7, 2, 1, None) == tuple(
        found[name] for name in ("state", "rest_days", "walk_days", "other_sport_days", "broken_on")
    )


def test_a_run_breaks_it() -> None:
    """Three days after the entry there was a run: that rest was not kept."""
    (found,) = blocks_of([*WEEKS, 0, 0, 5.0], sharp(LAST), rest_days=10)

    assert ("broken", day(LAST + 3), None) == tuple(
        found[name] for name in ("state", "broken_on", "returned_on")
    )


def test_the_way_back_does_not_begin_within_the_rest() -> None:
    """Runs on day 3 and 5 break it; the way back is counted from the run after its last day."""
    loads = [*WEEKS, 0, 0, 5.0, 0, 9.0, 0, 0, 4.0, *[0.0] * 6]

    (found,) = blocks_of(loads, sharp(LAST), rest_days=2)
    assert (day(LAST + 3), day(LAST + 8)) == (found["broken_on"], found["returned_on"])
    assert (4.0, 4.0) == (found["week_km_since"], found["longest_km_since"])


def test_sharp_pain_after_a_broken_rest_opens_a_new_one() -> None:
    """The week counts from the pain after the run; the broken one stays as history."""
    found = blocks_of([*WEEKS, 0, 0, 5.0], sharp(LAST, LAST + 4), rest_days=3)

    assert [("broken", day(LAST + 7)), ("resting", day(LAST + 11))] == [
        (row["state"], row["rest_until"]) for row in found
    ]


def test_days_marked_unknown_are_neither_rest_nor_run() -> None:
    """With two unknown days nobody can say that the week was kept, nor that it was broken."""
    marks = mark("unknown", LAST + 2, LAST + 3)

    (found,) = blocks_of(WEEKS, sharp(LAST), rest_days=9, marks=marks)
    assert (None, 5, None) == tuple(found[name] for name in ("state", "rest_days", "broken_on"))


# ---------- the return


def test_the_first_week_back_is_measured_against_the_weeks_before() -> None:
    """25 km in the first 7 days back are half of the usual 50; 10 km half of the longest run."""
    back = [10.0, 0.0, 5.0, 0.0, 10.0, 0.0, 0.0]

    (found,) = blocks_of([*WEEKS, *[0.0] * 9, *back], sharp(LAST))
    assert ("kept", day(LAST + 10)) == (found["state"], found["returned_on"])
    names = ("week_km_before", "week_km_since", "week_share_pct")
    assert [50.0, 25.0, 50.0] == [pytest.approx(found[name]) for name in names]
    names = ("longest_km_before", "longest_km_since", "longest_share_pct")
    assert [20.0, 10.0, 50.0] == [pytest.approx(found[name]) for name in names]


def test_the_first_week_back_has_no_number_before_it_is_over() -> None:
    """Six of the seven days are no week."""
    (found,) = blocks_of([*WEEKS, *[0.0] * 9, 10.0], sharp(LAST), rest_days=5)

    assert (None, None, None) == tuple(
        found[name] for name in ("week_km_since", "week_share_pct", "longest_km_since")
    )


def test_the_weeks_before_are_those_of_a_return_after_a_break() -> None:
    """A rest of 14 days and more is a break: both measure from the same weeks."""
    loads = [*WEEKS, *[0.0] * 21, 5.0]
    (found,) = blocks_of(loads, sharp(LAST))

    broken_off = run_model("int_break_ends", raw_sessions=runs(loads)).row(0, named=True)
    assert (21, 50.0, 20.0) == tuple(
        broken_off[name] for name in ("days_off", "week_km_before", "longest_km_before")
    )
    assert (50.0, 20.0) == (found["week_km_before"], found["longest_km_before"])


# ---------- who should look


@pytest.mark.parametrize(
    ("hurts_on", "asks"),
    [(None, False), (4, False), (9, True), (10, True), (16, True), (18, False)],
    ids=["calm", "during", "over, not run", "first run", "a week back", "later"],
)
def test_pain_that_stays_or_returns_asks_for_a_doctor(hurts_on: int | None, asks: bool) -> None:
    """Kept for 7 days, first run on the 10th: pain of 4 until a week after it is for a doctor."""
    entries = sharp(LAST)
    if hurts_on is not None:
        pain = diary({day(LAST + hurts_on): 4 if hurts_on > 7 else 3})
        entries = pl.concat([entries, pain], how="diagonal_relaxed")
    back = [5.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]

    found = blocks_of([*WEEKS, *[0.0] * 9, *back], entries)[0]
    assert (asks, asks) == (found["is_pain_back"], found["asks_for_doctor"])


def test_a_rest_that_goes_on_and_on_asks_for_a_doctor() -> None:
    """Sharp on day 0, 5 and 10 of a rest without a run: a week of it has not helped."""
    (found,) = blocks_of(WEEKS, sharp(LAST, LAST + 5, LAST + 10), rest_days=11)

    assert ("resting", True) == (found["state"], found["asks_for_doctor"])


def test_a_visit_answers_it() -> None:
    """Once a doctor has looked after the pain came back, nobody is sent again."""
    entries = pl.concat([sharp(LAST), diary({day(LAST + 9): 5})], how="diagonal_relaxed")
    seen = visits([LAST + 11])

    found = blocks_of(WEEKS, entries, rest_days=12, marks=seen)[0]
    assert (True, False) == (found["is_pain_back"], found["asks_for_doctor"])


def test_after_a_broken_rest_the_week_comes_before_the_doctor() -> None:
    """Who ran on the third day has not tried the rest: the pain is back, the week is asked again."""
    entries = pl.concat([sharp(LAST), diary({day(LAST + 4): 5})], how="diagonal_relaxed")

    found = blocks_of([*WEEKS, 0, 0, 5.0], entries, rest_days=3)[0]
    assert (True, False) == (found["is_pain_back"], found["asks_for_doctor"])


# ---------- laws

pains = st.dictionaries(
    st.integers(LAST - 10, LAST + 25), st.integers(0, 8), min_size=1, max_size=8
)
sharp_days = st.lists(st.integers(LAST - 10, LAST + 25), max_size=3, unique=True)
later = st.lists(st.sampled_from([0.0, 0.0, 0.0, 5.0]), min_size=26, max_size=26)


def mixed(pain: Mapping[int, int], sharp_on: Sequence[int]) -> pl.DataFrame:
    """Return a diary with scores, and with sharp pain of 2 on some days."""
    rows = [diary({day(number): nrs for number, nrs in pain.items()}, moment="evening")]
    if sharp_on:
        rows.append(diary({day(number): 2 for number in sharp_on}, quality="sharp"))
    return pl.concat(rows, how="diagonal_relaxed")


@settings(max_examples=10, deadline=None)
@given(pain=pains, sharp_on=sharp_days, loads=later, weeks=st.integers(1, 60))
def test_a_later_life_has_the_same_blocks(
    pain: dict[int, int], sharp_on: list[int], loads: list[float], weeks: int
) -> None:
    """Moving every date by some weeks moves every block by as much, and changes nothing else."""
    entries, sessions = mixed(pain, sharp_on), runs([*WEEKS, *loads])
    shift = timedelta(7 * weeks)
    shifted = {
        "raw_sessions": sessions.with_columns(pl.col("started_at") + shift),
        "raw_diary": entries.with_columns(pl.col("local_date") + shift),
        "raw_athletes": athlete(day(LAST + 26) + shift),
    }

    found = run_model("fct_rest_blocks", **shifted).sort("asked_on")
    dates = [name for name, kind in found.schema.items() if kind == pl.Date]
    assert blocks_of([*WEEKS, *loads], entries) == (
        found.with_columns(pl.col(name) - shift for name in dates).to_dicts()
    )


@settings(max_examples=10, deadline=None)
@given(
    pain=pains,
    sharp_on=sharp_days,
    loads=later,
    walks=st.sets(st.integers(LAST + 1, LAST + 26), min_size=1, max_size=8),
)
def test_a_day_of_walking_never_breaks_a_block(
    pain: dict[int, int], sharp_on: list[int], loads: list[float], walks: set[int]
) -> None:
    """With walks on any days the blocks are the same but for the walks that are counted."""
    entries = mixed(pain, sharp_on)
    history = [*WEEKS, *loads]

    still = blocks_of(history, entries)
    walked = blocks_of(history, entries, sports=dict.fromkeys(walks, "walking"))
    without = [{**row, "walk_days": 0} for row in walked]
    assert [{**row, "walk_days": 0} for row in still] == without
    assert {0} >= {row["walk_days"] for row in still}


@settings(max_examples=10, deadline=None)
@given(pain=pains, sharp_on=sharp_days, loads=later, visit=st.integers(LAST - 90, LAST + 26))
def test_a_visit_to_a_doctor_never_asks_for_more_rest(
    pain: dict[int, int], sharp_on: list[int], loads: list[float], visit: int
) -> None:
    """Every day of rest that is asked after a visit was asked without it as well."""
    entries, history = mixed(pain, sharp_on), [*WEEKS, *loads]

    asked = _days_of(blocks_of(history, entries))
    assert _days_of(blocks_of(history, entries, marks=visits([max(visit, 0)]))) <= asked


def _days_of(blocks: Sequence[Mapping[str, Any]]) -> set[Any]:
    return {
        row["rest_from"] + timedelta(number)
        for row in blocks
        for number in range((row["rest_until"] - row["rest_from"]).days + 1)
    }
