"""Pain that a painkiller eased, and pain without a number: neither makes the back quieter."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.histories import diary
from tests.pain_histories import day, entries, flags_of, models_of, told
from tests.test_rest_blocks import LAST, WEEKS, blocks_of


def eased(scores: dict[int, int], with_drug: set[int]) -> pl.DataFrame:
    """Return `raw_diary` with a painkiller on some of the days."""
    drugs = {number: ("ibuprofen" if number in with_drug else None) for number in scores}
    rows = [entries({n: nrs}, medication=drugs[n]) for n, nrs in scores.items()]
    return pl.concat(rows, how="vertical_relaxed")


def unscored(number: int, **columns: object) -> pl.DataFrame:
    """Return `raw_diary` of an entry without a score."""
    return entries({number: 0}, **columns).with_columns(pain_nrs=pl.lit(None, pl.Int64))


# ---------- with a painkiller


def test_a_score_with_a_painkiller_does_not_replace_a_worse_one() -> None:
    """8 yesterday stays 8 of 10 where today is 2 with a painkiller, and 2 without counts."""
    with_drug = flags_of(eased({9: 8, 10: 2}, {10}), "r" * 20)
    without = flags_of(eased({9: 8, 10: 2}, set()), "r" * 20)

    assert ("high", "strong", 8, 7) == told(with_drug.get((10, "F6")))
    assert None is without.get((10, "F6"))


def test_a_painkiller_does_not_end_a_row_of_aching_days() -> None:
    """5, 2 with a painkiller, 5: three in a row."""
    assert ("watch", "in_a_row", 3, 3) == told(
        flags_of(eased({5: 5, 6: 2, 7: 5}, {6}), "r" * 20).get((7, "F7"))
    )


@pytest.mark.parametrize(("later", "counts"), [(7, 8), (8, 2)])
def test_a_worse_score_counts_for_a_week(later: int, counts: int) -> None:
    """What was told more than 7 days before says nothing of today."""
    scores = models_of(["int_pain_scores"], eased({1: 8, 1 + later: 2}, {1 + later}), "r" * 20)
    newest = scores["int_pain_scores"].filter(local_date=day(1 + later))

    assert [(2, counts)] == newest.select("told_nrs", "pain_nrs").rows()


def test_the_signal_says_what_was_told_with_the_painkiller() -> None:
    """The limit is held against 8; the 2 of today stays beside it."""
    found = models_of(["int_signals_pain"], eased({9: 8, 10: 2}, {10}), "r" * 20)
    rule = found["int_signals_pain"].filter(rule="pain_now", local_date=day(10))

    assert [(8.0, 2.0)] == rule.select("value", "measured").rows()


@settings(max_examples=10, deadline=None)
@given(
    scores=st.dictionaries(st.integers(0, 25), st.integers(0, 9), min_size=1, max_size=12),
    data=st.data(),
)
def test_a_painkiller_never_lowers_what_counts(scores: dict[int, int], data: st.DataObject) -> None:
    """Whatever day had one, every score counts at least as much, and as it was told."""
    with_drug = data.draw(st.sets(st.sampled_from(sorted(scores))))
    rows = models_of(["int_pain_scores"], eased(scores, with_drug), "r" * 30)["int_pain_scores"]

    assert (rows["pain_nrs"] >= rows["told_nrs"]).all()
    assert scores == {
        (on - day(0)).days: nrs for on, nrs in rows.select("local_date", "told_nrs").rows()
    }


# ---------- without a score


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"quality": "sharp"}, ("high", "sharp", None, None)),
        ({"altered_stride": True}, ("watch", "stride", None, None)),
        ({"quality": "dull"}, None),
    ],
)
def test_words_without_a_score_speak(columns: dict[str, object], expected: object) -> None:
    """Sharp pain or an altered stride is told for a week, with a number or without."""
    flags = flags_of(unscored(5, **columns), "r" * 20)

    assert expected == told(flags.get((5, "F6")))
    assert expected == told(flags.get((11, "F6")))
    assert None is flags.get((12, "F6"))


def test_a_weaker_word_does_not_replace_a_strong_score() -> None:
    """8 yesterday stays strong where today tells of the stride only; a new score ends both."""
    rows = [entries({4: 8}), unscored(5, altered_stride=True)]
    both = flags_of(pl.concat(rows, how="diagonal_relaxed"), "r" * 20)
    newer = flags_of(pl.concat([*rows, entries({6: 1})], how="diagonal_relaxed"), "r" * 20)

    assert ("high", "strong", 8, 7) == told(both[5, "F6"])
    assert ("watch", "stride", None, None) == told(both[11, "F6"])
    assert day(12) == both[5, "F6"]["clears_on"]
    assert None is newer.get((6, "F6"))


def test_sharp_pain_without_a_score_asks_for_a_rest() -> None:
    """The week is the same; of the pain no number is known."""
    (found,) = blocks_of(WEEKS, unscored(LAST, quality="sharp"), rest_days=3)

    assert ("sharp", None, "resting") == tuple(
        found[name] for name in ("because", "pain_asked_nrs", "state")
    )


def test_a_later_row_of_the_same_moment_ends_no_rest() -> None:
    """A corrected score leaves the rest that the sharp pain asked for."""
    told_first = diary({day(LAST): 3}, quality="sharp", line=2)
    then = diary({day(LAST): 2}, line=3)
    rows = pl.concat([told_first, then], how="diagonal_relaxed")

    (found,) = blocks_of(WEEKS, rows, rest_days=3)

    assert ("sharp", 2) == (found["because"], found["pain_asked_nrs"])


# ---------- one rest after another


@pytest.mark.parametrize(("weeks_between", "longest_km"), [(2, 20.0), (5, 9.0)])
def test_a_second_rest_keeps_the_level_of_before_the_first(
    weeks_between: int, longest_km: float
) -> None:
    """Short weeks between two rests are not what was usual, up to 28 days."""
    short = [9.0, 0.0, 6.0, 0.0, 6.0, 0.0, 6.0] * weeks_between
    loads = [*WEEKS, *[0.0] * 7, *short]
    asked = {day(LAST): 5, day(len(loads) - 1): 5}

    found = blocks_of(loads, diary(asked, quality="sharp"), rest_days=2)

    assert [20.0, longest_km] == [row["longest_km_before"] for row in found]
