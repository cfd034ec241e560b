"""FIT's session messages, and what else in the file tells of a session, as one frame."""

from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.decode.fit_profile import Tables
from pipeline.decode.frames import steps_per_minute
from pipeline.decode.sports import ALREADY_STEPS, sport_of_speed
from pipeline.decode.track import median_moving_speed

RPE_TIMES_TEN_ABOVE = 10
MAX_RPE = 100


def session_rows(tables: Tables, records: pl.DataFrame, quality: list[str]) -> pl.DataFrame:
    """Return the sessions in the file, or one made of its records."""
    table = tables["session"]
    if table.is_empty():
        quality.append("no_session_message")
        table = _session_of_records(tables)
    first = pl.lit(_first_time(tables, records), schemas.INSTANT)
    rpe = pl.col("workout_rpe")
    written_times_ten = (rpe > RPE_TIMES_TEN_ABOVE) | (
        pl.lit("garmin" in tables["file_id"]["manufacturer"]) & (rpe >= RPE_TIMES_TEN_ABOVE)
    )
    return table.select(
        "segment",
        "sport",
        "sub_sport",
        name="sport_profile_name",
        started_at=pl.coalesce("start_time", first),
        distance_m="total_distance",
        timer_s="total_timer_time",
        elapsed_s="total_elapsed_time",
        ascent_m="total_ascent",
        descent_m="total_descent",
        steps="total_cycles",
        avg_heart_rate_bpm="avg_heart_rate",
        max_heart_rate_bpm="max_heart_rate",
        avg_cadence_spm=pl.col("avg_cadence") + pl.col("avg_fractional_cadence").fill_null(0),
        rpe=pl.when(rpe <= MAX_RPE).then(pl.when(written_times_ten).then(rpe / 10).otherwise(rpe)),
    ).unique(["segment", "started_at", "sport"], keep="last", maintain_order=True)


def _session_of_records(tables: Tables) -> pl.DataFrame:
    """Return a session message for a file that was never finished."""
    sports = pl.concat(
        [tables[name].select("sport", "sub_sport") for name in ("sport", "lap")]
    ).drop_nulls("sport")
    sport, sub_sport = sports.row(0) if sports.height else (None, None)
    timers = tables["activity"]["total_timer_time"].drop_nulls()
    message: dict[str, Any] = {
        "segment": tables["record"]["segment"].min(),
        "sport": sport,
        "sub_sport": sub_sport,
        "total_timer_time": timers[0] if timers.len() == 1 else None,
    }
    return pl.from_dicts([message], schema=tables["session"].schema)


def _first_time(tables: Tables, records: pl.DataFrame) -> Any:
    """Return the earliest of what says when the file was recorded, best source first."""
    sources = (
        records["recorded_at"],
        tables["lap"]["start_time"],
        tables["file_id"]["time_created"],
        tables["activity"]["timestamp"],
    )
    return next((source.min() for source in sources if source.min() is not None), None)


def with_sport(sessions: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Return sessions with a sport: what the file says, else what the speed suggests."""
    assumed = [
        None if sport else sport_of_speed(median_moving_speed(_of_session(records, index)))
        for index, sport in sessions.select("session_index", "sport").iter_rows()
    ]
    return sessions.with_columns(
        is_sport_assumed=pl.col("sport").is_null(),
        sport=pl.coalesce("sport", pl.Series(assumed, dtype=pl.String)),
    )


def _of_session(records: pl.DataFrame, index: int) -> pl.DataFrame:
    return records.filter(pl.col("session_index") == index)


def with_both_feet(sessions: pl.DataFrame) -> pl.DataFrame:
    """Return sessions whose cadence and steps count both feet, in sports done on foot.

    `steps` holds FIT's cycles until here: of one leg, unless there are too many of them.
    """
    rows = sessions.to_dicts()
    cadences = [steps_per_minute(row["avg_cadence_spm"], row["sport"]) for row in rows]
    limit = pl.col("sport").replace_strict(ALREADY_STEPS, default=None, return_dtype=pl.Float64)
    cycles = pl.col("steps")
    is_steps = (cycles / pl.col("timer_s") * 60 > limit).fill_null(value=False)
    return sessions.with_columns(
        avg_cadence_spm=pl.Series(cadences, dtype=pl.Float64),
        steps=pl.when(limit.is_not_null()).then(
            pl.when(is_steps).then(cycles).otherwise(cycles * 2)
        ),
    )


def profile(tables: Tables) -> dict[str, pl.Expr]:
    """Return what the watch knows of its wearer."""
    gender = _first(tables["user_profile"]["gender"])
    return {
        "profile_sex": pl.lit(gender if gender in ("female", "male") else None, pl.String),
        "profile_max_heart_rate_bpm": pl.lit(
            _first(
                tables["zones_target"]["max_heart_rate"],
                tables["time_in_zone"]["max_heart_rate"],
                tables["user_profile"]["default_max_running_heart_rate"],
                tables["user_profile"]["default_max_heart_rate"],
            ),
            pl.Float64,
        ),
        "profile_resting_heart_rate_bpm": pl.lit(
            _first(
                tables["user_profile"]["resting_heart_rate"],
                tables["time_in_zone"]["resting_heart_rate"],
            ),
            pl.Float64,
        ),
    }


def _first(*sources: pl.Series) -> Any:
    """Return the first value that says something: the profile's 0 is 'not set'."""
    said = (value for source in sources for value in source.drop_nulls() if value != 0)
    return next(said, None)
