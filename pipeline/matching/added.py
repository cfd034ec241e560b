"""Sessions typed in by hand beside the recorded ones of the same day."""

import polars as pl

from pipeline.matching.measures import measured, ratio
from pipeline.matching.rules import ADDED_TOLERANCE

DAY = ("athlete_id", "sport", "local_date")
AMOUNTS = ("distance_m", "timer_s")
"""What tells two sessions of a day apart, the surest first."""


def added_pairs(sessions: pl.DataFrame) -> pl.DataFrame:
    """Return measured pairs of a recorded session and one typed in that may be the same.

    Same day, sport and, within 10 %, distance, or timer where a distance is unknown: whoever
    types in the run that the watch seemed to have lost often finds it later. The hour they
    typed, if any, is no evidence.
    """
    days = sessions.with_row_index("row").with_columns(local_date=_local_date())
    typed_in = days.filter(~pl.col("is_recorded")).select("row", *AMOUNTS, *DAY)
    recorded = days.filter("is_recorded").select("row", *AMOUNTS, *DAY)
    alike = pl.coalesce(ratio(pl.col(name), pl.col(f"{name}_right")) for name in AMOUNTS)
    pairs = recorded.join(typed_in, on=list(DAY)).filter(alike >= 1 - ADDED_TOLERANCE)
    pairs = pairs.select(
        left=pl.min_horizontal("row", "row_right"), right=pl.max_horizontal("row", "row_right")
    )
    return measured(sessions, pairs).with_columns(
        because=pl.lit("added"), verdict=pl.lit("possible")
    )


def _local_date() -> pl.Expr:
    offset = pl.duration(seconds=pl.col("utc_offset_s").fill_null(0))
    return (pl.col("started_at") + offset).dt.date()
