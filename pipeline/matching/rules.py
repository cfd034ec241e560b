"""When two sessions are the same effort, and when they may be.

The tolerances were measured on 50 rides, runs and walks of real devices, each exported as GPX
in 23 ways; `tests/test_matching_corpus.py` holds the rates. Of whole exports 48 of 50 merge, of
thinned ones 47, of those without 800 m at both ends 42 of 45; with 5 % for distance and pace
these would be 46 to 47, 43 to 45 and 33, with 20 % no more than now. The wider the pace, the
longer the car ride that a run swallows: two minutes at the end of an hour still pass, three
do not. Every export that is not merged is shown as possible.
"""

import polars as pl

from pipeline.matching.preference import KINDS

FIT = KINDS.index("fit")

START_TOLERANCE_S = 120.0
OVERLAP_SHARE = 0.8
DISTANCE_TOLERANCE = 0.10
PACE_TOLERANCE = 0.13

TRIMMED_SHARE = 0.5
"""What a privacy zone leaves is at least half."""

SAME_SECOND_S = 2.0
"""What begins in the same second is of one recording. Of the exports 40 of 50 begin within 2 s of
their FIT and 41 within 5 s: more would win nothing, and two devices are often started so."""

EXACT_TOLERANCE = 0.02
"""Distances that differ by less are of one recording, where no clock can be asked."""

HOUR_S = 3600.0
FURTHEST_SHIFT_S = 14 * HOUR_S
SHIFT_TOLERANCE_S = 5.0
ZONE_FRACTIONS_S = (0.0, 1800.0, 2700.0)
"""Time zones lie whole hours from UTC, or half or three quarters of an hour beyond."""
SHIFTED_LENGTH_TOLERANCE = 0.01

ADDED_TOLERANCE = 0.10
"""Of distance or timer: who types in a session rounds."""


def judged(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the measured pairs that are, or may be, one effort: with `verdict` and `because`."""
    because = pl.coalesce(
        pl.when(rule).then(pl.lit(name)) for name, rule in (SAME | POSSIBLE).items()
    )
    verdict = pl.when(pl.col("because").is_in(list(SAME))).then(pl.lit("same"))
    return (
        pairs.with_columns(because=because)
        .drop_nulls("because")
        .with_columns(verdict=verdict.otherwise(pl.lit("possible")))
    )


def pieces(pairs: pl.DataFrame, words: pl.DataFrame) -> pl.Series:
    """Return the rows that are a piece of what another session of their effort tells.

    Parameters
    ----------
    pairs
        As judged.
    words
        What the runner said: whom they call one may be a run and a piece of it, too.
    """
    by_rule = pairs.filter(pl.col("because").is_in(["cut_short", "trimmed"]))
    by_word = words.filter(
        pl.col("verdict") == "same",
        is_within(),
        is_as_fast(),
        pl.col("overlap_share") < OVERLAP_SHARE,
    )
    return pl.concat([by_rule["shorter"], by_word["shorter"]]).unique()


def are_distances_alike() -> pl.Expr:
    """Whether the distances agree; where one or both are unknown, whether the sports do."""
    is_known = pl.col("distance_ratio").is_not_null()
    agree = pl.col("distance_ratio") >= 1 - DISTANCE_TOLERANCE
    return pl.when(is_known).then(agree).otherwise(are_sports_alike())


def is_as_fast() -> pl.Expr:
    """Whether both went as fast; null where a distance is unknown."""
    return pl.col("pace_ratio") >= 1 - PACE_TOLERANCE


def begin_in_the_same_second() -> pl.Expr:
    """Whether both began at once."""
    return pl.col("start_gap_s") <= SAME_SECOND_S


def is_within() -> pl.Expr:
    """Whether the shorter one lies within the longer, but for the tolerance at its ends."""
    outside_s = pl.col("shorter_s") - pl.col("overlap_s")
    return (outside_s <= START_TOLERANCE_S) & _overlaps()


def are_sports_alike() -> pl.Expr:
    """Whether both files name one sport, or one names none."""
    are_same = pl.col("sport") == pl.col("sport_right")
    return are_same | pl.col("is_vague") | pl.col("is_vague_right")


def is_rest_of_one_watch() -> pl.Expr:
    """Whether the longer one holds the rest of what one and the same watch recorded.

    It cannot begin two recordings at once; the pace of the first kilometres may be
    another than that of all.
    """
    are_fit = (pl.col("kind_order") == FIT) & (pl.col("kind_order_right") == FIT)
    is_left_shorter = pl.col("shorter") == pl.col("left")
    is_less_far = (pl.col("distance_m") <= pl.col("distance_m_right")) == is_left_shorter
    return (
        are_fit
        & pl.col("device").eq_missing(pl.col("device_right"))
        & are_sports_alike()
        & is_less_far
        & (pl.col("overlap_share") < OVERLAP_SHARE)
    )


def _start_and_overlap() -> pl.Expr:
    return (
        (pl.col("start_gap_s") <= START_TOLERANCE_S)
        & (pl.col("overlap_share") >= OVERLAP_SHARE)
        & are_distances_alike()
    )


def _untimed(tolerance: float) -> pl.Expr:
    """Whether, for want of a length, start and distance say that they are one.

    All points of a GPX without times begin when the file was written: only its distance
    tells one track from the other.
    """
    return (
        pl.col("longer_s").is_null()
        & begin_in_the_same_second()
        & (pl.col("distance_ratio") >= 1 - tolerance)
    )


def _cut_short() -> pl.Expr:
    """Whether one is a download that broke off."""
    is_unknown = pl.col("distance_ratio").is_null()
    are_alike = pl.when(is_unknown).then(are_distances_alike()).otherwise(is_as_fast())
    return begin_in_the_same_second() & is_within() & (are_alike | is_rest_of_one_watch())


def _trimmed() -> pl.Expr:
    is_enough = pl.col("shorter_s") >= pl.col("longer_s") * TRIMMED_SHARE
    return is_enough & is_within() & is_as_fast()


def _shifted() -> pl.Expr:
    """Whether one is the other, written in another time zone's hours.

    The watch that writes FIT knows what UTC is; two GPX of one program would both be wrong.
    """
    are_alike = pl.col("kind_order") == pl.col("kind_order_right")
    return (
        ~(are_alike & pl.col("device").eq_missing(pl.col("device_right")))
        & ~((pl.col("kind_order") == FIT) & (pl.col("kind_order_right") == FIT))
        & is_zone_offset(pl.col("start_gap_s"))
        & (pl.col("shorter_s") >= pl.col("longer_s") * (1 - SHIFTED_LENGTH_TOLERANCE))
        & (pl.col("distance_ratio") >= 1 - EXACT_TOLERANCE)
    )


def is_zone_offset(gap_s: pl.Expr) -> pl.Expr:
    """Whether two starts lie as far apart as some time zone from UTC."""
    is_offset = pl.any_horizontal(
        ((gap_s + SHIFT_TOLERANCE_S - fraction_s) % HOUR_S) <= 2 * SHIFT_TOLERANCE_S
        for fraction_s in ZONE_FRACTIONS_S
    )
    return is_offset & gap_s.is_between(HOUR_S / 4, FURTHEST_SHIFT_S + SHIFT_TOLERANCE_S)


def _overlaps() -> pl.Expr:
    return (pl.col("overlap_s") * 2 >= pl.col("shorter_s")) & (pl.col("overlap_s") > 0)


SAME = {
    "start_and_overlap": _start_and_overlap() | _untimed(EXACT_TOLERANCE),
    "cut_short": _cut_short(),
    "trimmed": _trimmed(),
}
"""What makes two sessions one effort, the surest first."""

POSSIBLE = {
    "shifted": _shifted(),
    "overlap": _overlaps() | _untimed(DISTANCE_TOLERANCE),
}
"""What is shown to the runner, who decides."""
