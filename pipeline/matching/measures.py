"""A pair of sessions -> how far apart they began, how they overlap, how alike they are."""

from collections.abc import Callable

import polars as pl

COMPARED = (
    "started_at",
    "length_s",
    "timer_s",
    "distance_m",
    "sport",
    "is_vague",
    "kind_order",
    "device",
    "file",
)

TOLD = ("left", "right", "verdict", "because", "start_gap_s", "overlap_share", "distance_ratio")
"""What is told of a pair once it is judged."""


def measured(sessions: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of rows with what was compared and measured.

    Adds both sessions' columns (the right one's end in `_right`), `start_gap_s`, `longer_s`,
    `shorter_s`, the rows of the `longer` and the `shorter`, `overlap_s`, `overlap_share` of the
    longer, and the smaller by the larger in `distance_ratio` and `pace_ratio`. All are null
    where one session lacks what they need.
    """
    compared = sessions.select(COMPARED)
    left, right = (compared[pairs[side]] for side in ("left", "right"))
    both = pairs.hstack(left).hstack(right.rename(lambda name: f"{name}_right"))
    is_left_longer = pl.col("length_s") >= pl.col("length_s_right")
    later_s = (pl.col("started_at_right") - pl.col("started_at")).dt.total_microseconds() / 1e6
    return both.with_columns(
        start_gap_s=later_s.abs(),
        overlap_s=_overlap_s(later_s),
        longer_s=_of_both(pl.max_horizontal, "length_s"),
        shorter_s=_of_both(pl.min_horizontal, "length_s"),
        longer=pl.when(is_left_longer).then("left").otherwise("right"),
        shorter=pl.when(is_left_longer).then("right").otherwise("left"),
        distance_ratio=ratio(pl.col("distance_m"), pl.col("distance_m_right")),
        pace_ratio=pl.max_horizontal(_pace_ratio("length_s"), _pace_ratio("timer_s")),
    ).with_columns(overlap_share=pl.col("overlap_s") / pl.col("longer_s"))


def ratio(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Return the smaller by the larger, null where one is unknown."""
    return pl.min_horizontal(one / other, other / one).clip(upper_bound=1)


def _pace_ratio(clock: str) -> pl.Expr:
    """Return how alike the speeds are by one of the clocks.

    Both are asked: an export keeps a pause as a gap, or closes it.
    """
    one, other = (
        pl.col("distance_m") / pl.col(clock),
        pl.col("distance_m_right") / pl.col(f"{clock}_right"),
    )
    return ratio(one, other)


def _of_both(pick: Callable[..., pl.Expr], column: str) -> pl.Expr:
    one, other = pl.col(column), pl.col(f"{column}_right")
    return pl.when(one.is_not_null() & other.is_not_null()).then(pick(one, other))


def _overlap_s(later_s: pl.Expr) -> pl.Expr:
    """Return how long both ran, from how much later the right one began."""
    left_end_s, right_end_s = pl.col("length_s"), later_s + pl.col("length_s_right")
    end_s = pl.when(left_end_s < right_end_s).then(left_end_s).otherwise(right_end_s)
    begin_s = later_s.clip(lower_bound=0)
    return pl.when((left_end_s + right_end_s).is_not_null()).then(
        (end_s - begin_s).clip(lower_bound=0)
    )
