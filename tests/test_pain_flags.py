"""Pain that asks for care: what the diary alone raises, and what it leaves in peace."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_models
from tests.histories import MONDAY, diary, runs

STATES = {"r": "run", ".": "rest", "o": "other_sport", "?": "unknown", "b": "other_sport"}
UNKNOWN = "?b"
FLAGS = ("int_flags_pain_now", "int_flags_pain_stays")
LEVELS = [None, "watch", "high"]
ACHING_TEN = (4, 4, 0, 4, 4, 0, 4, 4, 0, 4)

Scores = Mapping[int, int] | pl.DataFrame
"""Day's number -> score, or a whole `raw_diary`."""


def day(number: int) -> date:
    """Return the calendar day of a number; 0 is the first."""
    return MONDAY + timedelta(number)


def days(states: str) -> pl.DataFrame:
    """Return `fct_days` of runs (r), rests (.), bike rides (o) and days marked unknown (?).

    On a day marked unknown with a bike ride (b) there may have been a run as well.
    """
    return pl.DataFrame(
        {
            "athlete_id": ["me"] * len(states),
            "local_date": [day(number) for number in range(len(states))],
            "day_state": [STATES[state] for state in states],
            "unknown_because": ["marked" if state in UNKNOWN else None for state in states],
        },
        schema_overrides={"unknown_because": pl.String},
    )


def seen_by_doctor(number: int) -> pl.DataFrame:
    """Return `raw_marks` with one visit to a doctor."""
    visit = {"from_date": day(number), "to_date": day(number)}
    return pl.DataFrame([{"athlete_id": "me", "kind": "seen_by_doctor"} | visit])


def entries(scores: Mapping[int, int], **columns: object) -> pl.DataFrame:
    """Return `raw_diary` with a score on each numbered day."""
    return diary({day(number): nrs for number, nrs in scores.items()}, **columns)


def models_of(
    names: Sequence[str], scores: Scores, states: str, **raw: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Return models of a diary beside such days."""
    calendar = days(states)
    raw_diary = scores if isinstance(scores, pl.DataFrame) else entries(scores)
    return run_models(
        names,
        fct_days=calendar,
        int_status_days=calendar.select("athlete_id", "local_date"),
        raw_diary=raw_diary,
        **raw,
    )


def flags_of(scores: Scores, states: str, **raw: pl.DataFrame) -> dict[tuple[int, str], Any]:
    """Return (day's number, family) -> flag of a diary beside such days."""
    marts = models_of(FLAGS, scores, states, **raw)
    rows = pl.concat(marts.values()).iter_rows(named=True)
    return {((row["local_date"] - MONDAY).days, row["family"]): row for row in rows}


def told(flag: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """Return what a flag says, None where there is none."""
    return flag and (flag["level"], flag["cause"], flag["value"], flag["threshold"])


# ---------- several days in a row


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({0: 4, 1: 4, 2: 4}, ("watch", "in_a_row", 3.0, 3.0)),
        ({0: 5, 1: 4, 2: 6, 3: 4}, ("watch", "in_a_row", 4.0, 3.0)),
        ({1: 4, 2: 4}, None),
        ({0: 4, 1: 4, 2: 4, 3: 3}, None),
        ({0: 4, 1: 3, 2: 4, 3: 4}, None),
    ],
    ids=["three", "four", "only two", "it eased", "it eased in between"],
)
def test_aching_three_logged_days_in_a_row(
    scores: Scores, expected: tuple[Any, ...] | None
) -> None:
    """Three logged days in a row at 4 or more ask for care; one day below ends the row."""
    flags = flags_of(scores, "r" * 7)

    assert expected == told(flags.get((max(scores), "F7")))


@pytest.mark.parametrize(("first", "is_flagged"), [(1, True), (0, False)], ids=["14", "15 days"])
def test_days_in_a_row_may_have_gaps_but_not_weeks(first: int, is_flagged: bool) -> None:
    """Days without an entry do not break the row, as long as the three lie within 14 days."""
    flags = flags_of({first: 5, 8: 5, 14: 5}, "r" * 15)

    assert is_flagged == ((14, "F7") in flags)


def test_pain_that_stays_is_looked_at_for_a_week_after_the_last_entry() -> None:
    """Nobody knows how the back is a week after the last word of it."""
    flags = flags_of({0: 4, 1: 4, 2: 4}, "r" * 14)

    assert [2, 3, 4, 5, 6, 7, 8] == sorted(number for number, family in flags if family == "F7")


# ---------- most of the last ten


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (ACHING_TEN, ("high", "of_ten", 7.0, 7.0)),
        ((*ACHING_TEN[:-1], 3), None),
        (ACHING_TEN[1:], None),
    ],
    ids=["seven of ten", "six of ten", "nine entries"],
)
def test_aching_on_most_of_ten_days(
    scores: Sequence[int], expected: tuple[Any, ...] | None
) -> None:
    """Pain on seven of the last ten logged days is high, though no three days ran together."""
    flags = flags_of(dict(enumerate(scores)), "r" * 12)

    assert expected == told(flags.get((len(scores) - 1, "F7")))


@pytest.mark.parametrize(("last", "is_flagged"), [(27, True), (28, False)], ids=["28", "29 days"])
def test_ten_days_are_ten_of_the_last_month(last: int, is_flagged: bool) -> None:
    """Ten entries spread over more than four weeks are no picture of how the back is now."""
    numbers = [*range(9), last]
    flags = flags_of(dict(zip(numbers, ACHING_TEN, strict=True)), "r" * 30)

    assert is_flagged == (told(flags.get((last, "F7"))) == ("high", "of_ten", 7.0, 7.0))


# ---------- rest


@pytest.mark.parametrize(
    ("now", "expected"),
    [(5, ("high", "after_rest", 1.0, 2.0)), (7, ("high", "after_rest", -1.0, 2.0)), (4, None)],
    ids=["6 to 5", "6 to 7", "6 to 4"],
)
def test_pain_that_three_days_of_rest_do_not_settle(
    now: int, expected: tuple[Any, ...] | None
) -> None:
    """After three full days without running, pain should be 2 points below what it was."""
    flags = flags_of({1: 6, 5: now}, "rr...r")

    assert expected == told(flags.get((5, "F7")))


@pytest.mark.parametrize(
    ("states", "is_flagged"),
    [("rr...r", True), ("rroo.r", True), ("rrr..r", False), ("rr.?.r", False), ("rr.b.r", False)],
    ids=["rest", "on the bike", "two days", "an unknown day", "an unknown day with a ride"],
)
def test_what_counts_as_rest_from_running(states: str, is_flagged: bool) -> None:
    """Cycling is rest for the back from running; a day of which nothing is known is not."""
    flags = flags_of({1: 6, 5: 6}, states)

    assert is_flagged == ((5, "F7") in flags)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({8: 3, 12: 3}, None),
        ({7: 7, 8: 4, 12: 3}, ("high", "after_rest", 1.0, 2.0)),
        ({8: 2, 9: 5, 12: 4}, ("high", "after_rest", 1.0, 2.0)),
        ({8: 5, 9: 2, 12: 4}, ("high", "after_rest", 1.0, 2.0)),
        ({2: 5, 12: 4}, ("high", "after_rest", 1.0, 2.0)),
        ({1: 5, 12: 4}, None),
        ({10: 5, 12: 4}, None),
    ],
    ids=[
        "3 is nothing to settle",
        "the last running day speaks",
        "the first day of rest was worse",
        "the last running day was worse",
        "a week before the rest",
        "too long before",
        "only during the rest",
    ],
)
def test_what_the_pain_after_rest_is_compared_with(
    scores: Scores, expected: tuple[Any, ...] | None
) -> None:
    """The yardstick is the pain the rest began with, at the worst, and it has to be 4 or more."""
    flags = flags_of(scores, "rrrrrrrrr....")

    assert expected == told(flags.get((12, "F7")))


def test_a_painkiller_settles_nothing() -> None:
    """From 6 to 1 with a painkiller is no drop; the same score without one is."""
    helped = [entries({1: 6}), entries({5: 1}, medication="ibuprofen 400")]

    settled = flags_of({1: 6, 5: 1}, "rr...r")
    covered = flags_of(pl.concat(helped, how="diagonal"), "rr...r")

    assert (5, "F7") not in settled
    assert ("high", "after_rest", 0.0, 2.0) == told(covered[5, "F7"])


def test_pain_that_rises_in_spite_of_a_painkiller_is_told_as_it_is() -> None:
    """From 5 to 7 with a painkiller is a rise of 2, not a drop of none."""
    helped = [entries({1: 5}), entries({5: 7}, medication="ibuprofen 400")]
    flags = flags_of(pl.concat(helped, how="diagonal"), "rr...r")

    assert ("high", "after_rest", -2.0, 2.0) == told(flags[5, "F7"])


def test_a_painkiller_taken_for_the_knee_covers_the_back_too() -> None:
    """Whatever it was taken for, the back's score of that day is one with a painkiller."""
    knee = entries({5: 3}, body_site="knee", medication="ibuprofen")
    both = pl.concat([entries({1: 6, 5: 1}), knee], how="diagonal")

    assert ("high", "after_rest") == told(flags_of(both, "rr...r")[5, "F7"])[:2]


def test_without_any_session_no_day_is_rest() -> None:
    """Who only keeps the diary may have run every day: there is no calendar to rest in."""
    scores = {number: 5 for number in (0, 4)}
    found = run_models(["int_flags_pain_stays"], raw_diary=entries(scores))

    assert found["int_flags_pain_stays"].is_empty()


# ---------- the usual, and a back that a doctor knows


@pytest.mark.parametrize(
    ("earlier", "is_flagged"),
    [((2, 3, 4), True), ((3, 4), False), ((1, 2, 3), False)],
    ids=["three entries", "two entries", "one of them 29 days ago"],
)
def test_what_is_usual_takes_three_entries_of_four_weeks(
    earlier: Sequence[int], is_flagged: bool
) -> None:
    """A 3 is above the usual 1 only where three entries of the 28 days before say so."""
    flags = flags_of({**dict.fromkeys(earlier, 1), 30: 3}, "r" * 31)

    assert is_flagged == ((30, "F6") in flags)


def test_a_known_pain_does_not_flag_for_ever() -> None:
    """Once a doctor has seen it, a steady 5 is the usual for 12 weeks, and then asks again."""
    steady = dict.fromkeys(range(140), 5)
    flags = flags_of(steady, "r" * 140, raw_marks=seen_by_doctor(40))

    quiet = {number for number in range(140) if (number, "F6") not in flags}
    assert set(range(40, 125)) == quiet
    assert quiet == {n for n in range(2, 140) if (n, "F7") not in flags}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ((4,), None),
        ((5,), ("watch", "above_usual", 5.0, 5.0)),
        ((7,), ("high", "strong", 7.0, 7.0)),
    ],
    ids=["1 above", "2 above", "7"],
)
def test_a_known_pain_is_measured_against_its_usual(
    last: tuple[int, ...], expected: tuple[Any, ...] | None
) -> None:
    """A known back at 3 asks for care from 5 on; 7 of 10 stays what it is for anybody."""
    scores = {**dict.fromkeys(range(20), 3), **dict(enumerate(last, 20))}
    flags = flags_of(scores, "r" * 21, raw_marks=seen_by_doctor(10))

    assert expected == told(flags.get((20, "F6")))


def test_a_known_back_that_gets_worse_is_flagged_as_staying_worse() -> None:
    """Three days in a row 2 above the usual of a known back are pain that stays."""
    scores = {**dict.fromkeys(range(20), 3), 20: 5, 21: 5, 22: 5}
    flags = flags_of(scores, "r" * 23, raw_marks=seen_by_doctor(10))

    assert ("watch", "in_a_row", 3.0, 3.0) == told(flags[22, "F7"])


@pytest.mark.parametrize(("before", "is_flagged"), [(4, False), (5, True)], ids=["4", "5"])
def test_rest_settles_a_known_back_to_its_usual(before: int, is_flagged: bool) -> None:
    """What a rest has to settle in a known back at 3 is pain of 5 or more."""
    scores = {**dict.fromkeys(range(20), 3), 20: before, 24: before}
    flags = flags_of(scores, "r" * 21 + "...r", raw_marks=seen_by_doctor(10))

    assert is_flagged == ((24, "F7") in flags)


def test_sharp_pain_of_a_known_back_stays_high() -> None:
    """A visit to the doctor does not make sharp pain usual."""
    sharp = entries(dict.fromkeys(range(20), 3), quality="sharp")
    flags = flags_of(sharp, "r" * 20, raw_marks=seen_by_doctor(10))

    assert ("high", "sharp") == told(flags[19, "F6"])[:2]


# ---------- laws

scores_by_day = st.dictionaries(st.integers(0, 19), st.integers(0, 10), min_size=1, max_size=20)
day_states = st.text("r.o?", min_size=20, max_size=20)
visits = st.one_of(st.none(), st.integers(0, 19))


def marks_of(visit: int | None) -> dict[str, pl.DataFrame]:
    """Return the raw tables that a visit to a doctor adds."""
    return {} if visit is None else {"raw_marks": seen_by_doctor(visit)}


def levels(flags: Mapping[tuple[int, str], Any], number: int) -> list[int]:
    """Return how pressing F6 and F7 are on a day."""
    return [LEVELS.index(flags.get((number, f), {}).get("level")) for f in ("F6", "F7")]


@settings(max_examples=40, deadline=None)
@given(scores=scores_by_day, states=day_states, visit=visits, more=st.integers(1, 10))
def test_more_pain_never_lowers_a_level(
    scores: dict[int, int], states: str, visit: int | None, more: int
) -> None:
    """Whatever the history, a higher score today asks for at least as much care."""
    newest = max(scores)
    worse = scores | {newest: min(10, scores[newest] + more)}

    before = levels(flags_of(scores, states, **marks_of(visit)), newest)
    after = levels(flags_of(worse, states, **marks_of(visit)), newest)

    assert all(was <= now for was, now in zip(before, after, strict=True))


@settings(max_examples=25, deadline=None)
@given(scores=scores_by_day, states=day_states, visit=visits, later=st.integers(47, 50))
def test_a_day_without_pain_long_after_raises_nothing(
    scores: dict[int, int], states: str, visit: int | None, later: int
) -> None:
    """An entry of 0 a month after the others changes no day before it and flags none after."""
    states = states.ljust(55, ".")

    before = flags_of(scores, states, **marks_of(visit))
    after = flags_of(scores | {later: 0}, states, **marks_of(visit))

    assert before == after


@settings(max_examples=40, deadline=None)
@given(
    scores=scores_by_day,
    states=day_states,
    visit=visits,
    moment=st.sampled_from([None, "morning"]),
    is_odd=st.booleans(),
)
def test_flags_and_signals_say_the_same(
    scores: dict[int, int], states: str, visit: int | None, moment: str | None, is_odd: bool
) -> None:
    """A day has a flag of pain exactly if one of that family's rules is over its limit."""
    evenings = entries(dict.fromkeys(scores, 1), moment="evening")
    said = entries(scores, moment=moment, altered_stride=is_odd)
    said = pl.concat([said, evenings], how="diagonal_relaxed") if moment else said

    marts = models_of([*FLAGS, "int_signals_pain"], said, states, **marks_of(visit))

    flagged = pl.concat(marts[name].select("local_date", "family") for name in FLAGS)
    over = marts["int_signals_pain"].filter("is_over").select("local_date", "family").unique()
    assert set(flagged.iter_rows()) == set(over.iter_rows())


# ---------- signals


def signals_on(
    number: int, scores: Scores, states: str, **raw: pl.DataFrame
) -> dict[str, dict[str, Any]]:
    """Return rule -> signal of a day."""
    found = models_of(["int_signals_pain"], scores, states, **raw)["int_signals_pain"]
    rows = found.filter(local_date=day(number)).iter_rows(named=True)
    return {row["rule"]: row for row in rows}


def test_signals_tell_what_was_measured_though_nothing_is_flagged() -> None:
    """A quiet day still shows how far each rule was from its limit."""
    found = signals_on(8, {0: 2, 1: 2, 2: 4, 3: 4, 8: 2}, "rrr.....r")

    numbers = ("measured", "reference", "value", "threshold", "is_over")
    assert {
        "pain_now": (None, None, 2.0, 4.0, False),
        "pain_above_usual": (2.0, 3.0, -1.0, 2.0, False),
        "pain_sharp": (None, None, 0.0, None, False),
        "pain_stride": (None, None, 0.0, None, False),
        "pain_in_a_row": (None, None, 0.0, 3.0, False),
        "pain_after_rest": (2.0, 4.0, 2.0, 2.0, False),
    } == {
        rule: tuple(row[name] for name in numbers)
        for rule, row in found.items()
        if row["not_judged"] is None
    }


def test_signals_say_why_a_rule_cannot_be_judged() -> None:
    """A rule without its data is silent and says what it lacks; it never claims to be met."""
    early = signals_on(1, {1: 2}, "rr" + "." * 10)
    late = signals_on(11, {1: 2}, "rr" + "." * 10)

    assert {
        "pain_above_usual": "building",
        "pain_mornings": "no_entry",
        "pain_of_ten": "building",
        "pain_after_rest": "no_rest",
    } == {rule: row["not_judged"] for rule, row in early.items() if row["is_over"] is None}
    assert {"no_entry"} == {row["not_judged"] for row in late.values()}
    assert {None} == {row["is_over"] for row in late.values()}


def test_seven_of_ten_is_over_the_limit_of_any_back() -> None:
    """However high the usual of a known back, its limit never lies above 7."""
    found = signals_on(20, dict.fromkeys(range(21), 7), "r" * 21, raw_marks=seen_by_doctor(10))

    assert (7.0, 7.0, True) == tuple(
        found["pain_now"][n] for n in ("value", "threshold", "is_over")
    )


@pytest.mark.parametrize(("gap", "count"), [(6, 2), (7, 1)], ids=["6 days", "a week"])
def test_worse_mornings_in_a_row_lie_within_a_week(gap: int, count: int) -> None:
    """Two worse mornings are a row as long as less than a week lies between them."""
    evenings = entries({0: 0, gap: 0}, moment="evening")
    mornings = entries({1: 2, 1 + gap: 2}, moment="morning")
    both = pl.concat([evenings, mornings], how="diagonal")

    assert count == signals_on(1 + gap, both, "r" * 10)["pain_mornings"]["value"]


def test_mornings_in_a_row_are_counted() -> None:
    """Each morning 2 above its evening adds one to the row, a better one starts it again."""
    evenings = entries(dict.fromkeys(range(5), 1), moment="evening")
    mornings = entries({1: 3, 2: 3, 3: 1, 4: 3}, moment="morning")
    both = pl.concat([evenings, mornings], how="diagonal")
    found = [signals_on(n, both, "r" * 5)["pain_mornings"] for n in range(1, 5)]

    assert [(1, False), (2, True), (0, False), (1, False)] == [
        (row["value"], row["is_over"]) for row in found
    ]


def test_a_flag_of_pain_names_the_first_day_without_it() -> None:
    """If nothing new is logged, the flag of an entry is gone seven days later."""
    raw = {"raw_sessions": runs([8.0] * 20), "raw_diary": entries({17: 5, 18: 5, 19: 5})}
    found = run_models(["fct_flags"], **raw)["fct_flags"].filter(local_date=day(19))

    assert [("F6", "D", day(19), day(26)), ("F7", "D", day(19), day(26))] == list(
        found.sort("family").select("family", "evidence", "raised_on", "clears_on").iter_rows()
    )
