"""Efforts and pairs of rows -> the two tables of the warehouse."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from pipeline import schemas
from pipeline.matching.efforts import Bars, Effort
from pipeline.matching.measures import TOLD
from pipeline.matching.preference import Ranks

MAINS = ("main_left", "main_right")


class Matched(NamedTuple):
    """What was found.

    Attributes
    ----------
    efforts
        `schemas.RAW["efforts"]`: the sessions that share an effort with others; `effort_id`
        is null for one that only repeats what others tell.
    matches
        `schemas.RAW["matches"]`: the pairs that are, or may be, one effort. `session_a` is
        the preferred one; of a `part`, the one that stands.
    """

    efforts: pl.DataFrame
    matches: pl.DataFrame


def settled(
    pairs: pl.DataFrame, words: pl.DataFrame, efforts: Sequence[Effort], rank: Ranks, bars: Bars
) -> pl.DataFrame:
    """Return the pairs as they turned out, the preferred session on the left.

    Two efforts may be one if their main sessions may, or any two of theirs are the same by the
    rules; each such two are told once, and not at all where something bars it. What the
    runner called the same is only `possible` where it could not be done.
    """
    sides = _with_mains(pl.concat([pairs.select(TOLD), words.select(TOLD)]), efforts, rank)
    is_one, is_same = pl.col("main_left") == pl.col("main_right"), pl.col("verdict") == "same"
    is_said = pl.col("because") == "overruled"
    are_mains = (pl.col("left") == pl.col("main_left")) & (pl.col("right") == pl.col("main_right"))
    undone = sides.filter(~is_one & is_said & is_same)
    across = sides.filter(~is_one & ~is_said & (is_same | are_mains))
    possible = _once(pl.concat([undone, across]))
    possible = possible.filter(is_said | _may_join(possible, efforts, bars))
    as_they_are = sides.filter((is_one & is_same) | (is_said & ~is_same))
    return pl.concat([as_they_are, possible.with_columns(verdict=pl.lit("possible"))]).select(TOLD)


def _with_mains(pairs: pl.DataFrame, efforts: Sequence[Effort], rank: Ranks) -> pl.DataFrame:
    """Return pairs, the preferred first, with the sessions that speak for their efforts."""
    main = np.arange(len(rank))
    for effort in efforts:
        main[effort.rows] = effort.rows[0]
    sides = _preferred_first(pairs, rank)
    return sides.with_columns(
        main_left=main[sides["left"].to_numpy()], main_right=main[sides["right"].to_numpy()]
    )


def _may_join(pairs: pl.DataFrame, efforts: Sequence[Effort], bars: Bars) -> pl.Series:
    """Return whether nothing bars the two efforts of each pair from being one."""
    rows_of = {effort.rows[0]: effort.rows for effort in efforts}
    may_join = [
        bars.let_join(rows_of.get(one, [one]), rows_of.get(other, [other]))
        for one, other in zip(*(pairs[main].to_list() for main in MAINS), strict=True)
    ]
    return pl.Series(may_join, dtype=pl.Boolean)


def _once(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return one pair for any two efforts: that of the most preferred sessions."""
    one, other = pl.min_horizontal(MAINS), pl.max_horizontal(MAINS)
    sided = pairs.with_columns(one=one, other=other)
    once = sided.unique(["one", "other"], keep="first", maintain_order=True)
    return once.select(pairs.columns)


def effort_table(
    sessions: pl.DataFrame, efforts: Sequence[Effort], repeating: pl.Series
) -> pl.DataFrame:
    """Return `schemas.RAW["efforts"]`, by athlete and start."""
    ids = sessions["session_id"].to_list()
    rows = [
        (row, ids[effort.rows[0]], place)
        for effort in efforts
        for place, row in enumerate(effort.rows)
    ]
    rows += [(row, None, 0) for row in repeating.unique().to_list()]
    kinds = {"row": pl.UInt32, "effort_id": pl.String, "preference": pl.Int32}
    table = pl.DataFrame(rows, schema=kinds, orient="row").sort("row")
    of_sessions = sessions.select("session_id", "athlete_id")[table["row"]]
    return schemas.conform(of_sessions.hstack(table), schemas.RAW["efforts"])


def match_table(sessions: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return `schemas.RAW["matches"]`, by athlete and start."""
    pairs = pairs.sort("left", "right")
    ids = sessions["session_id"]
    told = pairs.with_columns(
        athlete_id=sessions["athlete_id"][pairs["left"]],
        session_a=ids[pairs["left"]],
        session_b=ids[pairs["right"]],
    )
    return schemas.conform(told, schemas.RAW["matches"])


def _preferred_first(pairs: pl.DataFrame, rank: Ranks) -> pl.DataFrame:
    """Return pairs with the preferred session on the left, and those of preferred ones first."""
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    is_turned = rank[left] > rank[right]
    turned = pairs.with_columns(
        left=pl.Series(np.where(is_turned, right, left)),
        right=pl.Series(np.where(is_turned, left, right)),
    )
    order = np.lexsort((rank[turned["right"].to_numpy()], rank[turned["left"].to_numpy()]))
    return turned[order]
