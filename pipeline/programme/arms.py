"""What became of those who trained their legs, their back or their trunk, side by side.

Each athlete counts once, with the first programme that could be judged: a second one begins where
the first left off. Nobody was allotted to an arm by chance here, so a difference between arms says
who chose them as much as what they did.
"""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final, NamedTuple

import polars as pl

from pipeline.student import student_limit

ARMS: Final = ("leg", "back", "core", "mixed")
COMPARED: Final = tuple(combinations(ARMS[:3], 2))
"""The trial's three arms, each against each; a mixed programme is none of them."""
LEAST_ATHLETES: Final = 5
"""Of an arm, for an interval and for anything said of a difference [P]."""
ALPHA: Final = 0.05
ALPHA_COMPARED: Final = ALPHA / len(COMPARED)
"""Three differences are looked at, any of which could be beyond chance: after Bonferroni."""
UNJUDGED: Final = ("too_early", "not_enough_data")

SCHEMA: Final = {
    "athlete_id": pl.String,
    "arm": pl.String,
    "athletes": pl.Int64,
    "mean_change_nrs": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "capability_athletes": pl.Int64,
    "capability_change": pl.Float64,
    "capability_ci_low": pl.Float64,
    "capability_ci_high": pl.Float64,
}

Row = dict[str, Any]


class Interval(NamedTuple):
    """A mean or a difference of means with its interval; null where it is not known."""

    athletes: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None


def arms(programmes: pl.DataFrame) -> pl.DataFrame:
    """Return the change in each arm, and the differences between the trial's three.

    Parameters
    ----------
    programmes
        `fct_programmes` of everybody.

    Returns
    -------
    pl.DataFrame
        `fct_cohort_programmes`: a row an arm somebody was in, then ``leg-back`` and so on where
        both arms hold somebody; ``athletes`` of a difference are those of both. Intervals are
        Student's, 95 %; of differences Welch's, each of 1 - .05 / 3, so that all three hold at
        once. Null with fewer than ``LEAST_ATHLETES`` in an arm, and where an arm's changes are all
        alike: five times the same says nothing of how far others may lie from it.
    """
    judged = programmes.filter(~pl.col("verdict").is_in(UNJUDGED)).sort("started_on")
    first = judged.unique("athlete_id", keep="first", maintain_order=True)
    changes = {arm: first.filter(programme=arm) for arm in ARMS}
    rows = [_row(arm, [changes[arm]]) for arm in ARMS if changes[arm].height]
    rows += [
        _row(f"{one}-{other}", [changes[one], changes[other]])
        for one, other in COMPARED
        if changes[one].height and changes[other].height
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _row(arm: str, groups: Sequence[pl.DataFrame]) -> Row:
    pain = _interval([group["change_nrs"] for group in groups])
    capability = _interval([group["capability_change"] for group in groups])
    return {
        "athlete_id": "",
        "arm": arm,
        "athletes": pain.athletes,
        "mean_change_nrs": pain.mean,
        "ci_low": pain.low,
        "ci_high": pain.high,
        "capability_athletes": capability.athletes,
        "capability_change": capability.mean,
        "capability_ci_low": capability.low,
        "capability_ci_high": capability.high,
    }


def _interval(changes: Sequence[pl.Series]) -> Interval:
    """Return the mean of one group, or the difference of the first and the second."""
    known = [list(map(float, change.drop_nulls())) for change in changes]
    athletes = sum(map(len, known))
    if not all(known):
        return Interval(athletes)
    means = [math.fsum(values) / len(values) for values in known]
    mean = means[0] - math.fsum(means[1:])
    if any(len(values) < LEAST_ATHLETES or min(values) == max(values) for values in known):
        return Interval(athletes, mean)
    errors = [_squared_error(values, at) for values, at in zip(known, means, strict=True)]
    alpha = ALPHA if len(known) == 1 else ALPHA_COMPARED
    reach = _reach(errors, [len(values) - 1 for values in known], alpha)
    return Interval(athletes, mean, mean - reach, mean + reach)


def _squared_error(values: Sequence[float], mean: float) -> float:
    """Return the squared standard error of a mean."""
    squares = math.fsum((value - mean) ** 2 for value in values)
    return squares / (len(values) - 1) / len(values)


def _reach(errors: Sequence[float], freedoms: Sequence[int], alpha: float) -> float:
    """Return half the width of the interval, its freedom after Welch and Satterthwaite."""
    total = math.fsum(errors)
    parts = (error**2 / freedom for error, freedom in zip(errors, freedoms, strict=True))
    return student_limit(total**2 / math.fsum(parts), alpha) * math.sqrt(total)
