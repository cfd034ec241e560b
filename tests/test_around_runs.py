"""How pain changes from before a run to after it, checked against scipy."""

from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy import stats

from pipeline.association.around_runs import COMPARISONS, MIN_PAIRS, SCHEMA, around_runs

Entry = tuple[str | None, str | None, int | None]


def entries(*rows: Entry) -> pl.DataFrame:
    """Return entries: the run they belong to, when, and the score."""
    columns = {"session_id": pl.String, "relation": pl.String, "pain_nrs": pl.Int64}
    return pl.DataFrame(list(rows), schema=columns, orient="row")


def runs(*scores: tuple[int | None, int | None, int | None]) -> list[Entry]:
    """Return the entries before, after and on the morning after each run."""
    moments = ("before", "after", "next_morning")
    return [
        (f"run {number}", moment, score)
        for number, of_run in enumerate(scores)
        for moment, score in zip(moments, of_run, strict=True)
    ]


SIX = runs((1, 3, 2), (2, 2, 2), (0, 4, 1), (3, 4, 2), (2, 5, 3), (1, 2, None))


def test_mean_and_interval_are_the_paired_t_tests() -> None:
    """One pair a run: mean, interval and n are what scipy's paired t test gives."""
    found = around_runs(entries(*SIX))

    after, morning = found.rows(named=True)
    paired = stats.ttest_rel([3, 2, 4, 4, 5, 2], [1, 2, 0, 3, 2, 1]).confidence_interval()
    assert (6, pytest.approx(11 / 6), "ok") == (
        after["n"],
        after["mean_difference_nrs"],
        after["status"],
    )
    assert pytest.approx((paired.low, paired.high), abs=1e-9) == (
        after["ci_low"],
        after["ci_high"],
    )
    assert (5, pytest.approx(0.4)) == (morning["n"], morning["mean_difference_nrs"])


def test_four_runs_give_no_number() -> None:
    """Below five pairs there is only their number."""
    found = around_runs(entries(*SIX[: 3 * (MIN_PAIRS - 1)]))

    assert ["not_enough_data"] * 2 == found["status"].to_list()
    assert [MIN_PAIRS - 1] * 2 == found["n"].to_list()
    assert [2, 2, 2] == list(
        found.select("mean_difference_nrs", "ci_low", "ci_high").null_count().row(0)
    )


def test_the_same_change_each_time_has_no_range() -> None:
    """Six runs, each one point worse: a mean, but no interval of no width around it."""
    after, _ = around_runs(entries(*runs(*[(2, 3, None)] * 6))).rows(named=True)

    assert (6, 1.0, "ok") == (after["n"], after["mean_difference_nrs"], after["status"])
    assert (None, None) == (after["ci_low"], after["ci_high"])


def test_the_worst_entry_of_a_moment_counts() -> None:
    """Two entries after one run are one: the worse."""
    twice = entries(*SIX, ("run 0", "after", 0), ("run 0", "after", 3))

    assert_frame_equal(around_runs(entries(*SIX)), around_runs(twice))


@pytest.mark.parametrize(
    "stray",
    [(None, "before", 9), ("run 0", "during", 9), ("run 0", None, 9), ("run 0", "after", None)],
    ids=["no run", "during the run", "at no moment", "no score"],
)
def test_what_is_no_pair_counts_nowhere(stray: Entry) -> None:
    """Entries that belong to no run, to neither side of it or hold no score change nothing."""
    assert_frame_equal(around_runs(entries(*SIX)), around_runs(entries(*SIX, stray)))


def test_an_empty_diary_has_two_rows_and_no_number() -> None:
    """Who logs nothing around runs gets 0 pairs, not a difference of 0."""
    found = around_runs(entries())

    assert SCHEMA == dict(found.schema)
    assert list(COMPARISONS) == found["comparison"].to_list()
    assert [0, 0] == found["n"].to_list()
    assert [None, None] == found["mean_difference_nrs"].to_list()


SCORES = st.one_of(st.none(), st.integers(0, 10))


@given(st.lists(st.tuples(SCORES, SCORES, SCORES), max_size=12), st.randoms())
def test_order_does_not_count_and_intervals_hold_the_mean(
    scores: list[tuple[int | None, int | None, int | None]], order: Random
) -> None:
    """Whatever is logged, in any order: the mean lies in its interval and within 10 points."""
    rows = runs(*scores)
    found = around_runs(entries(*rows))
    order.shuffle(rows)

    assert_frame_equal(found, around_runs(entries(*rows)))
    for row in found.drop_nulls().iter_rows(named=True):
        assert row["ci_low"] <= row["mean_difference_nrs"] <= row["ci_high"]
        assert -10 <= row["mean_difference_nrs"] <= 10
