"""Which session speaks first where several tell of one effort."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas

Ranks = NDArray[np.int64]
"""The place of each row in the order of preference, 0 first."""

KINDS = ("fit", "tcx", "gpx", "apple")
"""The kinds of file, the one that knows most first; what was typed in comes after them."""


def prepared(sessions: pl.DataFrame) -> pl.DataFrame:
    """Return the sessions by athlete and start, with what comparing them needs.

    A length or distance of 0 was not measured: neither a treadmill nor a bicycle on its
    rollers is nowhere. A file holds no effort twice, but for what gathers the sessions of
    many apps (Apple's export); what was typed in has no file to share with others.
    """
    return sessions.sort("athlete_id", "started_at", "session_id").with_columns(
        length_s=pl.coalesce(_measured("elapsed_s"), _measured("timer_s")),
        timer_s=_measured("timer_s"),
        distance_m=_measured("distance_m"),
        is_recorded=pl.col("kind").is_not_null(),
        is_vague=_is_vague(),
        kind_order=pl.col("kind").replace_strict(
            KINDS, range(len(KINDS)), default=len(KINDS), return_dtype=pl.Int32
        ),
        file=pl.coalesce(pl.when(pl.col("kind") != GATHERED).then("sha256"), "session_id"),
        known_count=pl.sum_horizontal(pl.col(*KNOWABLE).is_not_null()),
    )


GATHERED = "apple"
WORKED_OUT = {
    "normalised_graded_mps",
    "best_30s_heart_rate_bpm",
    "heart_rate_locked_s",
    "walking_steps",
    "contact_load_bw",
    "graded_speed_squared_m3s2",
}
"""No file has these: they say over again that there was a pulse, a way or a cadence."""
KNOWABLE = [name for name in schemas.SESSIONS if name not in {"session_index"} | WORKED_OUT]


def _measured(column: str) -> pl.Expr:
    value = pl.col(column)
    return pl.when(value.is_finite() & (value > 0)).then(value)


def _is_vague() -> pl.Expr:
    """Whether the sport was taken from the speed, or says nothing."""
    return pl.col("is_sport_assumed").fill_null(value=False) | (pl.col("sport") == "generic")


def ranks(sessions: pl.DataFrame, pieces: pl.Series) -> Ranks:
    """Return the order of preference.

    FIT before TCX, GPX, Apple and what was typed in; then a sport the file names, the longer
    one, the one that knows more, the one that saw more of it move. A piece, such as what a watch
    recorded until its battery died, comes after all that are whole, the longest piece first:
    half a FIT must not halve a run that a GPX tells in full.

    Parameters
    ----------
    sessions
        As prepared.
    pieces
        The rows of which another session tells more.
    """
    is_piece = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(pieces.implode())
    longest_first = -pl.col("length_s").fill_null(0)
    order = sessions.select(
        pl.arg_sort_by(
            is_piece,
            pl.when(is_piece).then(longest_first),
            "kind_order",
            "is_vague",
            longest_first,
            -pl.col("known_count").cast(pl.Int32),
            -pl.col("moving_s").fill_null(0),
            "session_id",
        )
    ).to_series()
    places = np.empty(len(order), np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    return places
