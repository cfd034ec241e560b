"""One session that tells the whole of what several sessions of another file tell in parts.

A GPX over a whole triathlon beside the watch's multisport file, or the other way round: a
GPX that was broken at each pause beside one FIT. Whatever comes first in the order of
preference stands, the other only repeats it; at equal kinds the parts stand, they tell more.
"""

import polars as pl

from pipeline.matching.measures import TOLD, ratio
from pipeline.matching.overrules import PAIR
from pipeline.matching.rules import OVERLAP_SHARE, PACE_TOLERANCE

PART_WITHIN_SHARE = 0.5
"""A privacy zone may take most of a triathlon's swim out of the whole."""
MOST_TOLD = 1.05
"""Parts follow each other; where they overlap, they are not the parts of one whole."""


def told_in_parts(pairs: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of rows: `left` stands, `right` repeats it, wholly or in part.

    Parameters
    ----------
    pairs
        As measured, overruled ones left out.
    kept
        What the runner has said; sessions they called the same as another are not dropped.
    """
    within = pairs.filter(pl.col("overlap_s") >= pl.col("shorter_s") * PART_WITHIN_SHARE)
    is_left_part = pl.col("shorter") == pl.col("left")
    sided = within.with_columns(
        *(_sided(column, is_left_part, of_part=True) for column in SIDED),
        *(_sided(column, is_left_part, of_part=False) for column in SIDED),
    )
    wholes = _wholes(sided)
    said_same = kept.filter(verdict="same").select(pl.concat_list("left", "right").explode())
    stand = pl.col("part_kind_order") <= pl.col("whole_kind_order")
    return (
        sided.join(wholes, on=["longer", "part_file"], how="semi")
        .with_columns(
            left=pl.when(stand).then("shorter").otherwise("longer"),
            right=pl.when(stand).then("longer").otherwise("shorter"),
        )
        .filter(~pl.col("right").is_in(said_same.to_series().implode()))
        .with_columns(verdict=pl.lit("part"), because=pl.lit("parts"))
        .select(TOLD)
    )


def without_rows(pairs: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Return the pairs that have none of some rows."""
    return pairs.filter(~pl.any_horizontal(pl.col(*PAIR).is_in(rows.implode())))


SIDED = ("distance_m", "kind_order", "file")


def _sided(column: str, is_left_part: pl.Expr, *, of_part: bool) -> pl.Expr:
    is_left = is_left_part if of_part else ~is_left_part
    side = pl.when(is_left).then(pl.col(column)).otherwise(pl.col(f"{column}_right"))
    return side.alias(f"{'part' if of_part else 'whole'}_{column}")


def _wholes(sided: pl.DataFrame) -> pl.DataFrame:
    """Return each whole with the file that tells it in parts."""
    told_share = pl.col("told_s") / pl.col("longer_s")
    paces = pl.col("told_m") / pl.col("part_s"), pl.col("whole_distance_m") / pl.col("longer_s")
    is_as_fast = ratio(*paces) >= 1 - PACE_TOLERANCE
    return (
        sided.group_by("longer", "part_file")
        .agg(
            pl.len().alias("part_count"),
            pl.col("longer_s", "whole_distance_m").first(),
            told_s=pl.col("overlap_s").sum(),
            part_s=pl.col("shorter_s").sum(),
            told_m=pl.when(pl.col("part_distance_m").is_not_null().any()).then(
                pl.col("part_distance_m").sum()
            ),
        )
        .filter(
            pl.col("part_count") > 1,
            told_share.is_between(OVERLAP_SHARE, MOST_TOLD),
            is_as_fast.fill_null(value=True),
        )
    )
