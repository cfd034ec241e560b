"""Warning signs: each has its own span, open until a doctor has looked at it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model, run_models
from pipeline.red_flags import LASTING_FACTS, SIGNS, UNNAMED
from tests.histories import MONDAY, athlete, diary
from tests.pain_histories import day

LAST = 120

Span = tuple[str, str, int, int | None]
"""Sign, cause, number of the day it was reported, number of the day of the visit."""


def visits(numbers: Iterable[int]) -> pl.DataFrame:
    """Return `raw_marks` with visits to a doctor."""
    schema = {"athlete_id": pl.String, "kind": pl.String, "from_date": pl.Date, "to_date": pl.Date}
    rows = [("me", "seen_by_doctor", day(number), day(number)) for number in numbers]
    return pl.DataFrame(rows, schema=schema, orient="row")


def ticks(named: Mapping[int, str]) -> pl.DataFrame:
    """Return `raw_diary`: one entry of 1 a day, with these signs."""
    return pl.concat([diary({day(number): 1}, red_flags=cell) for number, cell in named.items()])


def raw_of(entries: pl.DataFrame, seen: Iterable[int] = (), **facts: Any) -> dict[str, Any]:
    """Return the raw tables of somebody with a diary, visits, and lasting facts."""
    who = athlete(day(LAST)).with_columns(**{name: pl.lit(fact) for name, fact in facts.items()})
    return {"raw_athletes": who, "raw_diary": entries, "raw_marks": visits(seen)}


def spans_of(entries: pl.DataFrame, seen: Iterable[int] = (), **facts: Any) -> list[Span]:
    """Return every span with the numbers of its days, in order."""
    found = run_model("fct_red_flags", **raw_of(entries, seen, **facts))
    rows = found.select("sign", "cause", "reported_on", "seen_on").iter_rows()
    return sorted((sign, cause, _number(on), _number(seen)) for sign, cause, on, seen in rows)


def _number(on: Any) -> Any:
    return None if on is None else (on - MONDAY).days


# ---------- one list


def test_the_models_know_the_signs_that_people_can_tick() -> None:
    """The list in SQL is the one of the program, sign for sign and urgency for urgency."""
    found = run_model("int_red_signs", **raw_of(ticks({0: "fever"})))

    listed = {
        cause: dict(found.filter(cause=cause).select("sign", "urgency").iter_rows())
        for cause in ("ticked", "lasting_fact")
    }
    assert {**SIGNS, UNNAMED: "unclear"} == listed["ticked"]
    assert LASTING_FACTS == listed["lasting_fact"]


# ---------- spans


def test_each_sign_of_an_entry_has_its_own_span() -> None:
    """Two signs ticked at once are two; what is no sign's word is one that was not named."""
    found = spans_of(ticks({3: "night_pain, weight_loss", 5: "odd, night_pain,tired"}))

    assert found == [
        ("night_pain", "ticked", 3, None),
        (UNNAMED, "ticked", 5, None),
        ("weight_loss", "ticked", 3, None),
    ]


def test_every_urgency_reaches_the_table() -> None:
    """Of every sign the table says how soon somebody has to look."""
    cells = {number: sign for number, sign in enumerate([*SIGNS, "whatever"])}
    found = run_model("fct_red_flags", **raw_of(ticks(cells)))

    told = dict(found.select("sign", "urgency").iter_rows())
    assert {**SIGNS, UNNAMED: "unclear"} == told
    assert {1} == set(found["entries"])


@pytest.mark.parametrize(
    ("named", "seen", "expected"),
    [
        ({3: "night_pain", 9: "night_pain"}, [], [("night_pain", "ticked", 3, None)]),
        ({3: "night_pain", 9: "night_pain"}, [9], [("night_pain", "ticked", 3, 9)]),
        (
            {3: "night_pain", 9: "night_pain"},
            [5],
            [("night_pain", "ticked", 3, 5), ("night_pain", "ticked", 9, None)],
        ),
        (
            {3: "night_pain", 5: "weight_loss"},
            [4],
            [("night_pain", "ticked", 3, 4), ("weight_loss", "ticked", 5, None)],
        ),
        ({3: "night_pain"}, [2], [("night_pain", "ticked", 3, None)]),
    ],
    ids=["named twice", "the same day", "again after it", "another one after", "a visit before"],
)
def test_a_sign_is_open_until_a_doctor_looks(
    named: Mapping[int, str], seen: Sequence[int], expected: list[Span]
) -> None:
    """The first visit on or after closes a sign; a tick after it opens the next span."""
    assert expected == spans_of(ticks(named), seen)


def test_a_sign_shows_on_its_own_day_and_is_closed_the_next() -> None:
    """Named on the day of a visit it is still told that day; its history stays for good."""
    entries = ticks({5: "night_pain"})
    raw = raw_of(entries, [5])
    that_day = raw | {"raw_athletes": athlete(day(5))}

    assert [True] == run_model("fct_red_flags", **that_day)["is_open"].to_list()
    assert [False] == run_model("fct_red_flags", **raw)["is_open"].to_list()


def test_the_most_urgent_open_sign_is_the_days_cause() -> None:
    """A day has one red flag, and its cause is how soon somebody has to look."""
    raw = raw_of(ticks({3: "night_pain", 5: "saddle_numbness", 30: "odd"}), [10])
    flags = run_model("fct_flags", **raw).filter(family="red_flag").sort("local_date")

    causes = dict(
        zip(((on - MONDAY).days for on in flags["local_date"]), flags["cause"], strict=True)
    )
    told = [(n, causes.get(n)) for n in (2, 4, 5, 9, 10, 29, 30)]
    assert told == [
        (2, None),
        (4, "days"),
        (5, "emergency"),
        (9, "emergency"),
        (10, None),
        (29, None),
        (30, "unclear"),
    ]


# ---------- what stays told


def rows_of_one_moment(*cells: str | None, nrs: Sequence[int | None] = (3, 2)) -> pl.DataFrame:
    """Return `raw_diary` of rows with the same key on day 3, the later ones below."""
    named = zip(cells, nrs, strict=True)
    rows = [
        diary({day(3): score or 0}, red_flags=cell, line=line).with_columns(
            pain_nrs=pl.lit(score, pl.Int64)
        )
        for line, (cell, score) in enumerate(named, 2)
    ]
    return pl.concat(rows, how="vertical_relaxed")


@pytest.mark.parametrize("later", [None, "", "night_pain"])
def test_a_later_row_of_the_same_moment_closes_no_sign(later: str | None) -> None:
    """The score is corrected by it; the sign waits for a doctor all the same."""
    found = spans_of(rows_of_one_moment("bladder_bowel", later))

    assert ("bladder_bowel", "ticked", 3, None) in found


def test_a_sign_that_was_taken_back_is_closed() -> None:
    """An entry that was a slip goes with `diary undo`, and its sign with it."""
    entries = rows_of_one_moment("bladder_bowel", None)
    undone = {"athlete_id": "me", "local_date": day(3), "body_site": "low_back", "pain_nrs": 3}
    gone = {"raw_retractions": pl.DataFrame([undone])}

    found = run_model("fct_red_flags", **raw_of(entries), **gone)
    assert found.is_empty()


def test_a_lasting_fact_counts_with_sharp_pain_without_a_score() -> None:
    """Sharp pain is new pain whether or not it was given a number."""
    sharp = diary({day(39): 0}, quality="sharp").with_columns(pain_nrs=pl.lit(None, pl.Int64))

    assert [("past_cancer", "lasting_fact", 39, None)] == spans_of(sharp, past_cancer=True)


# ---------- lasting facts


FACTS = {
    "past_cancer": "past_cancer",
    "osteoporosis": "osteoporosis",
    "weak_immune_system": "weak_immune_system",
    "long_cortisone": "long_cortisone",
}


@pytest.mark.parametrize("setting", FACTS)
def test_a_lasting_fact_counts_only_with_pain(setting: str) -> None:
    """What the settings say opens a sign on the day the pain asks for care, never alone."""
    calm = diary({day(number): 1 for number in range(40)})
    worse = diary({day(number): 1 if number < 39 else 5 for number in range(40)})

    assert [] == spans_of(calm, **{setting: True})
    assert [(FACTS[setting], "lasting_fact", 39, None)] == spans_of(worse, **{setting: True})
    assert [] == spans_of(worse, **{setting: False})


@pytest.mark.parametrize(
    ("birth_year", "is_open"),
    [(2006, True), (2005, False), (1971, False), (1970, True), (None, False)],
    ids=["perhaps 19", "20", "55 at most", "perhaps 56", "not known"],
)
def test_age_counts_under_20_and_above_55(birth_year: int | None, is_open: bool) -> None:
    """Of the birthday only the year is known (this is 2026): either age it allows counts."""
    worse = diary({day(number): 5 for number in (30,)})

    assert is_open == bool(spans_of(worse, birth_year=birth_year))


@pytest.mark.parametrize(
    ("before", "is_new"),
    [(1, False), (84, False), (85, True), (None, True)],
    ids=["yesterday", "12 weeks ago", "longer ago", "never"],
)
def test_age_counts_only_where_the_pain_is_new(before: int | None, is_new: bool) -> None:
    """With 4 or more in the 12 weeks before, the pain is none that age makes new."""
    scores = {day(115): 5} | ({} if before is None else {day(115 - before): 4})

    found = run_model("int_red_facts", **raw_of(diary(scores), birth_year=1950))
    assert is_new == (day(115) in found["local_date"])


@pytest.mark.parametrize(("seen", "is_open"), [(20, False), (104 - 84, False), (104 - 85, True)])
def test_what_a_doctor_has_seen_is_no_new_pain(seen: int, is_open: bool) -> None:
    """Within 12 weeks of a visit a lasting fact opens nothing more."""
    found = spans_of(diary({day(104): 6}), [seen], past_cancer=True)

    assert is_open == bool(found)


# ---------- laws


diaries = st.dictionaries(
    st.integers(0, 100),
    st.sampled_from(["night_pain", "saddle_numbness", "odd", "night_pain, odd", ""]),
    min_size=1,
    max_size=6,
)
scores = st.dictionaries(st.integers(0, 100), st.integers(0, 8), min_size=1, max_size=12)
visit_days = st.lists(st.integers(0, 110), max_size=3)


def everything(named: Mapping[int, str], pain: Mapping[int, int]) -> pl.DataFrame:
    """Return one diary of ticks, and of scores without any."""
    painful = diary({day(number): nrs for number, nrs in pain.items()}, moment="evening")
    return pl.concat([ticks(named), painful], how="diagonal_relaxed")


def open_days(raw: Mapping[str, Any]) -> set[tuple[Any, ...]]:
    """Return every day with each sign that is open on it."""
    found = run_model("fct_red_flags", **raw)
    return {
        (row["sign"], row["cause"], row["reported_on"] + timedelta(number))
        for row in found.iter_rows(named=True)
        for number in range(((row["closed_on"] or day(LAST)) - row["reported_on"]).days)
    }


@settings(max_examples=12, deadline=None)
@given(named=diaries, pain=scores, seen=visit_days, visit=st.integers(0, 110))
def test_a_visit_to_a_doctor_never_opens_anything(
    named: dict[int, str], pain: dict[int, int], seen: list[int], visit: int
) -> None:
    """With one more visit, no sign is open on a day on which it was not."""
    entries = everything(named, pain)
    facts = {"past_cancer": True, "birth_year": 1950}

    before = open_days(raw_of(entries, seen, **facts))
    assert open_days(raw_of(entries, [*seen, visit], **facts)) <= before


@settings(max_examples=12, deadline=None)
@given(named=diaries, pain=scores, seen=visit_days)
def test_whatever_is_open_is_flagged(
    named: dict[int, str], pain: dict[int, int], seen: list[int]
) -> None:
    """A day has a red flag exactly where a sign is open, however many signs there are."""
    raw = raw_of(everything(named, pain), seen, past_cancer=True)
    flags = run_models(["fct_flags"], **raw)["fct_flags"].filter(family="red_flag")

    flagged = set(flags.filter(pl.col("local_date") < day(LAST))["local_date"])
    assert {on for _, _, on in open_days(raw)} == flagged
