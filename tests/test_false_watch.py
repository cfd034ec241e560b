"""Who trains steadily is left alone, and who suddenly runs half as much again is told.

The full count lies in `tests/benchmarks/false_watch.csv`; here its first runners are asked anew.
"""

from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.benchmarks.false_watch import (
    CHANGES,
    DAYS,
    FEW,
    KEPT,
    LOAD_FAMILIES,
    RUNNERS,
    measured,
    summary,
)
from tests.benchmarks.steady import TEMPLATES, steady


@cache
def kept() -> pl.DataFrame:
    """Return the committed count."""
    return pl.read_csv(KEPT, schema_overrides={"from_day": pl.Int32})


def share(found: pl.DataFrame, what: str, group: str = "all", from_day: int | None = 90) -> float:
    """Return one share of a count."""
    is_day = pl.col("from_day").eq_missing(from_day)
    return float(found.filter(is_day, what=what, group=group)["share"].item())


@pytest.fixture(scope="module")
def few() -> pl.DataFrame:
    """Return the count of the first runners of each template, by today's models."""
    return summary(measured(FEW))


def test_steady_runners_are_rarely_told_to_take_care() -> None:
    """Steady training is at watch on at most 15 % of days, for its volume on at most 6 %."""
    assert share(kept(), "any") <= 0.15
    assert share(kept(), "F2") <= 0.06


def test_a_real_change_is_caught() -> None:
    """Half as much again, kept for two weeks, is seen in 80 of 100 runners; a doubling in 99."""
    assert share(kept(), "runs 50 % longer", from_day=None) >= 0.80
    assert share(kept(), "runs twice as long", from_day=None) >= 0.99


def test_being_caught_is_more_than_being_watched() -> None:
    """Without a change far fewer of the same runners hear something in the same fortnight."""
    unchanged = share(kept(), "no change", from_day=None)

    assert unchanged < 0.5 * share(kept(), "50 % more runs", from_day=None)
    assert unchanged < 0.5 * share(kept(), "runs 50 % longer", from_day=None)


def test_the_count_is_complete() -> None:
    """All runners of all templates were asked about every family and every change."""
    everybody = kept().filter(group="all")

    assert {RUNNERS * len(TEMPLATES)} == set(everybody["runners"])
    assert {*LOAD_FAMILIES, *CHANGES} < set(everybody["what"])


def test_the_count_was_made_with_the_models_of_today(few: pl.DataFrame) -> None:
    """No rule has changed since: the first runners get the very shares written down.

    Otherwise: python -m tests.benchmarks.false_watch --write
    """
    group = f"seeds 0 to {FEW - 1}"
    columns = ["measured", "what", "from_day", "runners", "share", "standard_error"]

    written, found = (count.filter(group=group).select(columns) for count in (kept(), few))

    assert_frame_equal(written, found, check_dtypes=False, abs_tol=1e-6)


def test_a_few_runners_say_the_same(few: pl.DataFrame) -> None:
    """A dozen of each template stay within the limits, too, with room for so small a number."""
    assert share(few, "any") <= 0.17
    assert share(few, "F2") <= 0.08
    assert share(few, "runs 50 % longer", from_day=None) >= 0.80
    assert share(few, "runs twice as long", from_day=None) >= 0.95


@pytest.mark.parametrize("runs_a_week", TEMPLATES)
def test_steady_runners_are_what_they_are_said_to_be(runs_a_week: int) -> None:
    """Their weeks hold so many runs, 8 % missed, and 7.5 % shorter for every fourth week."""
    runs = steady(runs_a_week, range(100))

    weekly = runs.group_by("athlete_id").agg(
        runs=pl.len() / (DAYS / 7), km=pl.col("km").sum() / (DAYS / 7)
    )

    assert pytest.approx(0.92 * runs_a_week, rel=0.02) == weekly["runs"].mean()
    assert pytest.approx(0.92 * 0.925 * 50, rel=0.15) == weekly["km"].mean()
    assert steady(runs_a_week, range(2)).equals(steady(runs_a_week, range(2)))
