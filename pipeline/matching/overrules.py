"""What the runner says of pairs of sessions: always the last word."""

import polars as pl

PAIR = ("left", "right")
"""Two rows, the smaller number first."""


def latest_words(sessions: pl.DataFrame, overrules: pl.DataFrame) -> pl.DataFrame:
    """Return what was said last of each pair of rows that are here, `verdict` same or apart.

    The latest comes first. A word about another athlete's session, or one whose file was
    taken away, waits until it has something to say.
    """
    rows = sessions.select("session_id", "athlete_id").with_row_index("row")
    one, other = pl.min_horizontal("row", "row_b"), pl.max_horizontal("row", "row_b")
    return (
        overrules.select("session_a", "session_b", "verdict", "written_at")
        .join(rows, left_on="session_a", right_on="session_id")
        .join(
            rows,
            left_on=["session_b", "athlete_id"],
            right_on=["session_id", "athlete_id"],
            suffix="_b",
        )
        .select("verdict", "written_at", left=one, right=other)
        .filter(pl.col("left") != pl.col("right"))
        .sort("written_at", "verdict", *PAIR, descending=[True, False, False, False])
        .unique(PAIR, keep="first", maintain_order=True)
        .select(*PAIR, "verdict", because=pl.lit("overruled"))
    )


def without_overruled(pairs: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of which the runner has said nothing."""
    return pairs.join(words.select(PAIR), on=list(PAIR), how="anti")
