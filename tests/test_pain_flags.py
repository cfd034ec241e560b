"""Pain that stays: what the diary alone raises, and what it leaves in peace."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from pipeline.models import run_models
from tests.histories import runs
from tests.pain_histories import Scores, day, entries, flags_of, told

ACHING_TEN = (4, 4, 0, 4, 4, 0, 4, 4, 0, 4)


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


@pytest.mark.parametrize(("first", "is_flagged"), [(1, True), (0, False)], ids=["28", "29 days"])
def test_days_in_a_row_may_have_gaps_but_not_months(first: int, is_flagged: bool) -> None:
    """Days without an entry do not break the row, as long as the three lie within 28 days."""
    flags = flags_of({first: 5, 15: 5, 28: 5}, "r" * 29)

    assert is_flagged == ((28, "F7") in flags)


def test_who_writes_once_a_week_is_judged_as_well() -> None:
    """Weekly entries of 5 ask for care from the third on, and are high from the tenth on."""
    flags = flags_of({7 * week: 5 for week in range(10)}, "r" * 64)

    causes = [told(flags.get((7 * week, "F7"))) for week in range(10)]
    assert [None, None, ("watch", "in_a_row", 3.0, 3.0)] == causes[:3]
    assert ("watch", "in_a_row", 4.0, 3.0) == causes[8]
    assert ("high", "of_ten", 10.0, 7.0) == causes[9]


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


@pytest.mark.parametrize(("last", "is_flagged"), [(89, True), (90, False)], ids=["90", "91 days"])
def test_ten_days_are_ten_of_the_last_three_months(last: int, is_flagged: bool) -> None:
    """Ten entries spread over more than 90 days are no picture of how the back is now."""
    numbers = [*range(9), last]
    flags = flags_of(dict(zip(numbers, ACHING_TEN, strict=True)), "r" * 91)

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
        ({8: 3, 12: 5}, ("high", "after_rest", -2.0, 2.0)),
        ({8: 3, 12: 4}, ("high", "after_rest", -1.0, 2.0)),
        ({8: 1, 12: 3}, None),
        ({7: 7, 8: 4, 12: 3}, ("high", "after_rest", 1.0, 2.0)),
        ({8: 2, 9: 5, 12: 4}, ("high", "after_rest", 1.0, 2.0)),
        ({8: 5, 9: 2, 12: 4}, ("high", "after_rest", 1.0, 2.0)),
        ({2: 5, 12: 4}, ("high", "after_rest", 1.0, 2.0)),
        ({1: 5, 12: 4}, None),
        ({10: 5, 12: 4}, None),
    ],
    ids=[
        "3 is nothing to settle",
        "it rose to 5",
        "it rose to 4",
        "it rose to 3",
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
    """The yardstick is the pain the rest began with, at the worst; 4 or more before or after."""
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


def test_a_flag_of_pain_names_the_first_day_without_it() -> None:
    """If nothing new is logged, the flag of an entry is gone seven days later."""
    raw = {"raw_sessions": runs([8.0] * 20), "raw_diary": entries({17: 5, 18: 5, 19: 5})}
    found = run_models(["fct_flags"], **raw)["fct_flags"].filter(local_date=day(19))

    assert [("F6", "D", day(19), day(26)), ("F7", "D", day(19), day(26))] == list(
        found.sort("family").select("family", "evidence", "raised_on", "clears_on").iter_rows()
    )
