"""What the rules of pain measure every day, and laws that hold for any diary."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards import wording
from dashboards.i18n import translator
from tests.pain_histories import (
    FLAGS,
    Scores,
    day,
    entries,
    flags_of,
    models_of,
    seen_by_doctor,
)

LEVELS = [None, "watch", "high"]

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
@given(scores=scores_by_day, states=day_states, visit=visits, later=st.integers(109, 112))
def test_a_day_without_pain_long_after_raises_nothing(
    scores: dict[int, int], states: str, visit: int | None, later: int
) -> None:
    """An entry of 0 three months after the others changes no day before, and flags none after."""
    states = states.ljust(118, ".")

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
        "pain_sharp": "no_answer",
        "pain_stride": "no_answer",
        "pain_mornings": "no_entry",
        "pain_of_ten": "building",
        "pain_after_rest": "no_rest",
    } == {rule: row["not_judged"] for rule, row in early.items() if row["is_over"] is None}
    assert {"no_entry"} == {row["not_judged"] for row in late.values()}
    assert {None} == {row["is_over"] for row in late.values()}


@pytest.mark.parametrize(
    ("answered", "rule", "expected"),
    [
        ({"quality": "dull"}, "pain_sharp", (0.0, False, None)),
        ({"quality": "dull, shooting"}, "pain_sharp", (1.0, True, None)),
        ({"quality": None}, "pain_sharp", (None, None, "no_answer")),
        ({"altered_stride": False}, "pain_stride", (0.0, False, None)),
        ({"altered_stride": True}, "pain_stride", (1.0, True, None)),
        ({"altered_stride": None}, "pain_stride", (None, None, "no_answer")),
    ],
)
def test_a_question_nobody_answered_is_not_answered_with_no(
    answered: Mapping[str, Any], rule: str, expected: tuple[Any, ...]
) -> None:
    """Who leaves a question out has not said no: the rule is not judged."""
    found = signals_on(1, entries({1: 2}, **answered), "rr")[rule]

    assert expected == (found["value"], found["is_over"], found["not_judged"])


def test_one_answer_of_the_day_is_an_answer() -> None:
    """Of two entries of a day, the one that says how it hurt speaks for both."""
    evening = entries({1: 2}, moment="evening", quality="sharp", altered_stride=False)
    both = pl.concat([entries({1: 1}, moment="morning"), evening], how="diagonal")
    found = models_of(["fct_pain_days"], both, "rr")["fct_pain_days"].row(0, named=True)

    assert (True, False) == (found["is_sharp"], found["is_stride_altered"])


def test_a_question_left_out_is_told_as_such() -> None:
    """The page and the terminal say `Not answered.`, not `no`."""
    found = signals_on(1, {1: 2}, "rr")

    for rule in ("pain_sharp", "pain_stride"):
        told = wording.not_judged_sentence(found[rule]["not_judged"], translator("en"), rule)
        assert told == "Not answered."


@pytest.mark.parametrize(
    ("medication", "formula", "reason"),
    [
        (
            "ibuprofen",
            (
                "1 of 10 after at least 3 full days of rest, with a painkiller, which does not count "
                "as settled; 6 of 10 before them"
            ),
            (
                "After at least 3 full days of rest the newest entry (1 of 10 on Sat 10 Jan, 6 of 10 "
                "before them) was with a painkiller, which does not count as settled."
            ),
        ),
        (
            None,
            "6 of 10 before at least 3 full days of rest − 1 of 10 after them",
            None,
        ),
    ],
    ids=["with one", "without"],
)
def test_a_lower_score_with_a_painkiller_is_told_as_that(
    medication: str | None, formula: str, reason: str | None
) -> None:
    """No sentence says that 1 is less than 2 points below 6, and none subtracts it to nothing."""
    t, states = translator("en"), "rr...r"
    diary = pl.concat([entries({1: 6}), entries({5: 1}, medication=medication)], how="diagonal")
    signal = signals_on(5, diary, states)["pain_after_rest"] | {"seen_on": day(5)}
    flag = flags_of(diary, states).get((5, "F7"))

    assert formula == wording.working(signal, t)
    told = flag and wording.reason_sentence(flag | {"signals": {"pain_after_rest": signal}}, t)
    assert reason == told


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
