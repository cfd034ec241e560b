"""What is usual for a back, and what changes once a doctor has seen it."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.pain_histories import entries, flags_of, seen_by_doctor, told


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
    ("last", "is_flagged"), [(124, False), (125, True)], ids=["12 weeks after", "a day later"]
)
def test_no_flag_appears_by_itself_when_the_twelve_weeks_end(last: int, is_flagged: bool) -> None:
    """An entry is judged by what was known on its day, for as long as it is looked at."""
    flags = flags_of(dict.fromkeys(range(last + 1), 5), "r" * 140, raw_marks=seen_by_doctor(40))

    flagged = {n for n, _ in flags if n >= last}
    assert flagged == (set(range(last, last + 7)) if is_flagged else set())


def test_a_visit_does_not_change_what_an_earlier_entry_said() -> None:
    """The first entry after a visit is held against the usual; the one before stays as it is."""
    scores = dict.fromkeys(range(20), 5)
    flags = flags_of(scores | {23: 5}, "r" * 30, raw_marks=seen_by_doctor(21))

    assert [*range(15, 23)] == sorted(n for n, family in flags if family == "F6" and n >= 15)


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


@pytest.mark.parametrize(("now", "is_flagged"), [(4, False), (5, True)], ids=["4", "5"])
def test_a_known_back_that_rises_at_rest_is_held_against_its_usual(
    now: int, is_flagged: bool
) -> None:
    """A known back at 3 that is at 5 after a rest has not settled; at 4 it is near its usual."""
    scores = {**dict.fromkeys(range(21), 3), 24: now}
    flags = flags_of(scores, "r" * 21 + "...r", raw_marks=seen_by_doctor(10))

    assert is_flagged == ((24, "F7") in flags)


def test_sharp_pain_of_a_known_back_stays_high() -> None:
    """A visit to the doctor does not make sharp pain usual."""
    sharp = entries(dict.fromkeys(range(20), 3), quality="sharp")
    flags = flags_of(sharp, "r" * 20, raw_marks=seen_by_doctor(10))

    assert ("high", "sharp") == told(flags[19, "F6"])[:2]
