"""One session that tells the whole of what several others tell in parts.

Of one file: a GPX over a whole triathlon beside the watch's multisport file, or the other way
round: a GPX that was broken at each pause beside one FIT. Whatever comes first in the order of
preference stands, the other only repeats it; at equal kinds the parts stand, they tell more.

Of several files: a watch that was stopped and started again beside the phone that ran on. The
parts stand if their kind of file knows more and they cover the whole; else the whole does.
"""

import polars as pl

from pipeline.matching.measures import TOLD, ratio
from pipeline.matching.overrules import PAIR
from pipeline.matching.rules import (
    DISTANCE_TOLERANCE,
    OVERLAP_SHARE,
    PACE_TOLERANCE,
    SAME_SECOND_S,
    are_sports_alike,
)

PART_WITHIN_SHARE = 0.5
"""A privacy zone may take most of a triathlon's swim out of the whole."""
MOST_TOLD = 1.05
"""Parts follow each other; where they overlap, they are not the parts of one whole."""
COVERED_SHARE = 0.9
"""Parts of several files that tell less of the whole's metres do not stand for it."""

PART_KIND, WHOLE_KIND = pl.col("part_kind_order"), pl.col("whole_kind_order")


def told_in_parts(pairs: pl.DataFrame, same: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of rows: `left` stands, `right` repeats it, wholly or in part.

    Parameters
    ----------
    pairs
        As measured, overruled ones left out.
    same
        Those that are one effort by the rules.
    kept
        What the runner has said; sessions they called the same as another are not dropped.
    """
    sided = _with_sides(pairs.filter(_is_within(PART_WITHIN_SHARE)))
    of_file = sided.join(_wholes_of_files(sided), on=["longer", "part_file"])
    others = sided.filter(_is_within(OVERLAP_SHARE)).join(of_file, on="longer", how="anti")
    of_kind = others.join(_wholes_of_kinds(others), on=["longer", "part_kind_order"])
    told = pl.concat([_repeats(of_file), _repeats(of_kind).pipe(_without_joining, same)])
    said_same = kept.filter(verdict="same").select(pl.concat_list("left", "right").explode())
    return told.filter(~pl.col("right").is_in(said_same.to_series().implode()))


def without_rows(pairs: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Return the pairs that have none of some rows."""
    return pairs.filter(~pl.any_horizontal(pl.col(*PAIR).is_in(rows.implode())))


def _is_within(share: float) -> pl.Expr:
    return pl.col("overlap_s") >= pl.col("shorter_s") * share


# ---------- a pair as part and whole

SIDED = ("started_at", "distance_m", "kind_order", "file")


def _with_sides(pairs: pl.DataFrame) -> pl.DataFrame:
    is_left_part = pl.col("shorter") == pl.col("left")
    return pairs.with_columns(
        *(_side(column, is_left_part, "part") for column in SIDED),
        *(_side(column, ~is_left_part, "whole") for column in SIDED),
    )


def _side(column: str, is_left: pl.Expr, name: str) -> pl.Expr:
    side = pl.when(is_left).then(pl.col(column)).otherwise(pl.col(f"{column}_right"))
    return side.alias(f"{name}_{column}")


def _repeats(told: pl.DataFrame) -> pl.DataFrame:
    """Return pairs with what stands on the left."""
    return told.with_columns(
        left=pl.when("do_parts_stand").then("shorter").otherwise("longer"),
        right=pl.when("do_parts_stand").then("longer").otherwise("shorter"),
        verdict=pl.lit("part"),
        because=pl.lit("parts"),
    ).select(TOLD)


def _without_joining(told: pl.DataFrame, same: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs but for parts that join the whole that stands: they add to it."""
    joining = same.select(left="longer", right="shorter")
    return told.join(joining, on=list(PAIR), how="anti")


# ---------- wholes that are told


def _wholes_of_files(sided: pl.DataFrame) -> pl.DataFrame:
    """Return each whole with the file that tells it in parts."""
    return _wholes(sided, "part_file", do_parts_stand=PART_KIND <= WHOLE_KIND)


def _wholes_of_kinds(sided: pl.DataFrame) -> pl.DataFrame:
    """Return each whole with the kind of files that tell it in parts."""
    covered = pl.col("told_m") / pl.col("whole_distance_m")
    covered = pl.coalesce(covered, pl.col("told_s") / pl.col("longer_s"))
    do_stand = (PART_KIND < WHOLE_KIND) & (covered >= COVERED_SHARE)
    return _wholes(_one_after_another(sided), "part_kind_order", do_parts_stand=do_stand)


def _one_after_another(sided: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of a whole and kind that begin when those before have ended.

    Copies of a part would be counted on top of it.
    """
    whole = ["longer", "part_kind_order"]
    begin_s = pl.col("part_started_at").dt.timestamp("ms") / 1000
    end_s = (begin_s + pl.col("shorter_s")).cum_max().shift().over(whole)
    is_after = (begin_s >= end_s - SAME_SECOND_S).fill_null(value=True)
    by_start = sided.sort(
        *whole, begin_s, "shorter_s", "shorter", descending=[False, False, False, True, False]
    )
    return by_start.filter(is_after)


def _wholes(sided: pl.DataFrame, parts: str, *, do_parts_stand: pl.Expr) -> pl.DataFrame:
    """Return each whole with what its parts have in common, and whether they stand for it."""
    return (
        sided.group_by("longer", parts)
        .agg(
            pl.len().alias("part_count"),
            pl.col("longer_s", "whole_distance_m", "whole_kind_order").first(),
            pl.col({"part_kind_order"} - {parts}).first(),
            told_s=pl.col("overlap_s").sum(),
            part_s=pl.col("shorter_s").sum(),
            told_m=pl.when(pl.col("part_distance_m").is_not_null().any()).then(
                pl.col("part_distance_m").sum()
            ),
            are_sports_alike=are_sports_alike().all(),
        )
        .with_columns(do_parts_stand=do_parts_stand)
        .filter(
            pl.col("part_count") > 1,
            (pl.col("told_s") / pl.col("longer_s")).is_between(OVERLAP_SHARE, MOST_TOLD),
            _tell_the_same(),
        )
        .select("longer", parts, "do_parts_stand")
    )


def _tell_the_same() -> pl.Expr:
    """Whether the parts went as fast or as far as the whole.

    A pause between them slows down the whole. Where metres are unknown, the sports must agree,
    and known metres are never dropped for unknown ones.
    """
    told_m, whole_m = pl.col("told_m"), pl.col("whole_distance_m")
    is_as_fast = ratio(told_m / pl.col("part_s"), whole_m / pl.col("longer_s"))
    are_alike = (is_as_fast >= 1 - PACE_TOLERANCE) | (
        ratio(told_m, whole_m) >= 1 - DISTANCE_TOLERANCE
    )
    is_nothing_lost = whole_m.is_null() & (told_m.is_null() | pl.col("do_parts_stand"))
    return pl.coalesce(are_alike, is_nothing_lost & pl.col("are_sports_alike"))
