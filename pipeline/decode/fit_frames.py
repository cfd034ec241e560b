"""Tables of FIT messages -> `Activity`; knows nothing of how the messages were read."""

from typing import Any

import polars as pl

from pipeline.decode.activity import Activity
from pipeline.decode.fit_profile import EPOCH_S, FIRST_DATE, Tables
from pipeline.decode.frames import (
    finished,
    in_order,
    steps_per_minute,
    with_possible_dates,
    with_possible_times,
)
from pipeline.decode.problems import NoRecording
from pipeline.decode.sports import ALREADY_STEPS, sport_of_speed
from pipeline.errors import NotAnActivity
from pipeline.measures import median_moving_speed

ACTIVITY = "activity"
TIMES = ("timestamp", "start_time", "time_created")
OFFSETS_S = [
    *range(-12 * 3600, 15 * 3600, 3600),
    *(round(hours * 3600) for hours in (-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5)),
    *(round(hours * 3600) for hours in (5.75, 8.75, 12.75, 13.75)),
]
"""UTC offsets in use somewhere."""

MAX_CLOCK_ERROR_S = 12 * 60
"""A watch clock some minutes wrong must not move a run into another zone."""

RPE_TIMES_TEN_ABOVE = 10
MAX_RPE = 100
SEMICIRCLES = 2**31


def activity_of(tables: Tables, quality: list[str]) -> Activity:
    """Return the activity in a FIT file's messages.

    Raises
    ------
    NotAnActivity
        If there is none.
    NoDate, WrongDate
        If it cannot be put on a day.
    """
    tables = _of_activities(tables)
    tables, offset_s = _dated(tables, quality)
    records = with_possible_times(_records(tables["record"]), quality)
    sessions = _sessions(tables, records, quality)
    sessions = with_possible_dates(sessions, quality)
    records = in_order(assigned(records, sessions, "recorded_at"), quality)
    sessions = _with_sport(sessions, records).with_columns(
        utc_offset_s=pl.lit(offset_s, pl.Int32), **_profile(tables)
    )
    return finished(
        "fit",
        _with_both_feet(sessions),
        records,
        quality,
        laps=_numbered(assigned(_laps(tables["lap"]), sessions, "started_at"), "lap_index"),
        sets=_numbered(assigned(_sets(tables["set"]), sessions, "started_at"), "set_index"),
    )


def _of_activities(tables: Tables) -> Tables:
    """Return the messages of those segments that hold an activity.

    Raises
    ------
    NotAnActivity
        If none does.
    """
    kinds = dict(tables["file_id"].select("segment", "type").iter_rows())
    with_session = set(tables["session"]["segment"])
    with_records = set(tables["record"]["segment"])
    good = {segment for segment, kind in kinds.items() if kind == ACTIVITY} | with_session
    good |= {s for s in with_records if _says_nothing(kinds.get(s))}
    if not good & (with_session | with_records):
        kind = next((k for k in kinds.values() if k not in (None, ACTIVITY)), None)
        raise NoRecording(kind=ACTIVITY) if good else NotAnActivity(kind=_kind(kind))
    return {name: table.filter(pl.col("segment").is_in(list(good))) for name, table in tables.items()}


def _says_nothing(kind: str | None) -> bool:
    return kind is None or kind.startswith("unknown")


def _kind(kind: str | None) -> str:
    return "FIT without records" if kind is None else kind.replace("_", " ")


def _dated(tables: Tables, quality: list[str]) -> tuple[Tables, int | None]:
    """Return the tables with instants for FIT's seconds, and the UTC offset the watch wrote."""
    uptime_s, offset_s = 0, None
    for time, local in tables["activity"].select("timestamp", "local_timestamp").iter_rows():
        if time is None or local is None or local < FIRST_DATE:
            continue
        if time >= FIRST_DATE:
            offset_s = offset_in_use(local - time)
        else:
            uptime_s, offset_s = round(local - time), 0
            quality.append("local_clock")
        break
    return {name: _with_instants(t, uptime_s) for name, t in tables.items()}, offset_s


def offset_in_use(difference_s: float) -> int | None:
    """Return the UTC offset meant by local minus UTC time, null where no zone is near.

    Rounding to quarter hours alone would take a clock nine minutes wrong for another zone.
    """
    nearest = min(OFFSETS_S, key=lambda offset_s: abs(offset_s - difference_s))
    return nearest if abs(nearest - difference_s) <= MAX_CLOCK_ERROR_S else None


def _with_instants(table: pl.DataFrame, uptime_s: int) -> pl.DataFrame:
    """Return a table with UTC instants; times since the watch was switched on become null,
    unless `uptime_s` says what to add to them.
    """
    return table.with_columns(
        pl.from_epoch(
            pl.when(pl.col(column) >= FIRST_DATE)
            .then(pl.col(column))
            .when(uptime_s > 0)
            .then(pl.col(column) + uptime_s)
            .cast(pl.Int64, strict=False)
            + EPOCH_S
        )
        .cast(pl.Datetime("us"))
        .dt.replace_time_zone("UTC")
        .alias(column)
        for column in TIMES
        if column in table.columns
    )


def _records(table: pl.DataFrame) -> pl.DataFrame:
    strides = pl.col("cadence") + pl.col("fractional_cadence").fill_null(0)
    return table.select(
        "segment",
        recorded_at="timestamp",
        latitude_deg=pl.col("position_lat") * (180 / SEMICIRCLES),
        longitude_deg=pl.col("position_long") * (180 / SEMICIRCLES),
        distance_m="distance",
        speed_mps=pl.coalesce("enhanced_speed", "speed"),
        altitude_m=pl.coalesce("enhanced_altitude", "altitude"),
        heart_rate_bpm="heart_rate",
        cadence_spm=pl.coalesce(strides, "cadence256"),
        power_w="power",
        temperature_c="temperature",
        vertical_oscillation_mm="vertical_oscillation",
        stance_time_ms="stance_time",
        stance_time_balance_pct="stance_time_balance",
        step_length_mm="step_length",
        vertical_ratio_pct="vertical_ratio",
    )


def _sessions(tables: Tables, records: pl.DataFrame, quality: list[str]) -> pl.DataFrame:
    """Return the sessions in the file, or one made of its records."""
    table = tables["session"]
    if table.is_empty():
        quality.append("no_session_message")
        table = _session_of_records(tables)
    started_at = table["start_time"].fill_null(_first_time(tables, records))
    rpe = pl.col("workout_rpe")
    written_times_ten = (rpe > RPE_TIMES_TEN_ABOVE) | (
        pl.lit("garmin" in tables["file_id"]["manufacturer"]) & (rpe >= RPE_TIMES_TEN_ABOVE)
    )
    return table.select(
        "segment",
        "sport",
        "sub_sport",
        name="sport_profile_name",
        started_at=started_at,
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


def _laps(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        "segment",
        started_at="start_time",
        timer_s="total_timer_time",
        elapsed_s="total_elapsed_time",
        distance_m="total_distance",
        avg_heart_rate_bpm="avg_heart_rate",
        intensity="intensity",
    )


def _sets(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        "segment",
        "set_type",
        "repetitions",
        "category",
        "category_subtype",
        started_at=pl.coalesce("start_time", "timestamp"),
        duration_s="duration",
        weight_kg="weight",
    )


def assigned(rows: pl.DataFrame, sessions: pl.DataFrame, time: str) -> pl.DataFrame:
    """Return rows with the index of the session they fell into: the last one begun.

    Rows of a chained file belong to the sessions of their own segment, if it has any.
    """
    if sessions.height == 1:
        return rows.with_columns(session_index=pl.lit(0, pl.Int32))
    own = sorted(set(sessions["segment"]))
    home = pl.when(pl.col("segment").is_in(own)).then("segment").otherwise(-1)
    starts = sessions.select("session_index", "started_at", home="segment")
    starts = pl.concat([starts, starts.with_columns(home=pl.lit(-1, pl.Int32))])
    first = starts.group_by("home").agg(_first=pl.col("session_index").min())
    keyed = rows.with_row_index("_row").with_columns(home=home.cast(pl.Int32))
    keyed = keyed.with_columns(_time=pl.col(time).forward_fill().over("home"))
    return (
        keyed.sort("_time")
        .join_asof(
            starts.sort("started_at").rename({"started_at": "_start"}),
            left_on="_time",
            right_on="_start",
            by="home",
            check_sortedness=False,
        )
        .join(first, on="home", how="left")
        .sort("_row")
        .with_columns(session_index=pl.coalesce("session_index", "_first"))
    )


def _numbered(rows: pl.DataFrame, index: str) -> pl.DataFrame:
    """Return rows with their place within the session, in the order of the file."""
    place = pl.int_range(pl.len(), dtype=pl.Int32).over("session_index")
    return rows.sort("session_index", maintain_order=True).with_columns(place.alias(index))


def _with_sport(sessions: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
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


def _with_both_feet(sessions: pl.DataFrame) -> pl.DataFrame:
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
        steps=pl.when(limit.is_not_null()).then(pl.when(is_steps).then(cycles).otherwise(cycles * 2)),
    )


def _profile(tables: Tables) -> dict[str, pl.Expr]:
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
