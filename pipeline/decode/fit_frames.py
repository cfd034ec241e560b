"""Tables of FIT messages -> `Activity`; knows nothing of how the messages were read."""

from functools import cache

import polars as pl

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.fit_profile import EPOCH_S, FIRST_DATE, LAST_DATE, Tables
from pipeline.decode.fit_sessions import profile, session_rows, with_both_feet, with_sport
from pipeline.decode.frames import (
    cleaned,
    finished,
    in_order,
    with_possible_dates,
    with_possible_times,
)
from pipeline.decode.problems import NoRecording
from pipeline.errors import N_, NotAnActivity, UnreadableFile

ACTIVITY = "activity"
DAMAGE = {"truncated", "damaged", "crc_mismatch", "unreadable_messages"}
TIMES = ("timestamp", "start_time", "time_created")
OFFSETS_S = [
    *range(-12 * 3600, 15 * 3600, 3600),
    *(round(hours * 3600) for hours in (-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5)),
    *(round(hours * 3600) for hours in (5.75, 8.75, 12.75, 13.75)),
]
"""UTC offsets in use somewhere."""

MAX_CLOCK_ERROR_S = 12 * 60
"""A watch clock some minutes wrong must not move a run into another zone."""

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
    tables = _of_activities(tables, quality)
    tables, offset_s = _dated(tables, quality)
    records = with_possible_times(cleaned(_records(tables["record"])), quality)
    if offset_s == 0 and "local_clock" not in quality and records["latitude_deg"].count():
        offset_s = None  # COROS writes UTC for local time: let the place say where it was
    sessions = session_rows(tables, records, quality)
    sessions = with_possible_dates(sessions, quality)
    records = in_order(assigned(records, sessions, "recorded_at"), quality)
    sessions = with_sport(sessions, records).with_columns(
        utc_offset_s=pl.lit(offset_s, pl.Int32), **profile(tables)
    )
    return finished(
        "fit",
        with_both_feet(sessions),
        records,
        quality,
        laps=_numbered(assigned(_laps(tables["lap"]), sessions, "started_at"), "lap_index"),
        sets=_numbered(assigned(_sets(tables["set"]), sessions, "started_at"), "set_index"),
    )


def _of_activities(tables: Tables, quality: list[str]) -> Tables:
    """Return the messages of those segments that hold an activity.

    Raises
    ------
    NotAnActivity
        If none does.
    UnreadableFile
        If one began but was damaged before anything was recorded.
    """
    kinds = dict(tables["file_id"].select("segment", "type").iter_rows())
    with_session = set(tables["session"]["segment"])
    with_records = set(tables["record"]["segment"])
    good = {segment for segment, kind in kinds.items() if kind == ACTIVITY} | with_session
    good |= {s for s in with_records if _says_nothing(kinds.get(s))}
    if not good & (with_session | with_records):
        if good and DAMAGE & set(quality):
            raise UnreadableFile(problem=N_("an activity that breaks off before its first record"))
        kind = next((k for k in kinds.values() if k not in (None, ACTIVITY)), None)
        raise NoRecording(kind=ACTIVITY) if good else NotAnActivity(kind=_kind(kind))
    if good == set(kinds) | with_session | with_records:
        return tables
    return {name: t.filter(pl.col("segment").is_in(list(good))) for name, t in tables.items()}


def _says_nothing(kind: str | None) -> bool:
    return kind is None or kind.startswith("unknown")


def _kind(kind: str | None) -> str:
    return "FIT without records" if kind is None else kind.replace("_", " ")


def _dated(tables: Tables, quality: list[str]) -> tuple[Tables, int | None]:
    """Return the tables with instants for FIT's seconds, and the UTC offset the watch wrote."""
    uptime_s, offset_s = 0, None
    for time, local in tables["activity"].select("timestamp", "local_timestamp").iter_rows():
        if time is None or local is None or not FIRST_DATE <= local <= LAST_DATE:
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
    """Return a table with UTC instants.

    Times since the watch was switched on become null, unless `uptime_s` says what to add.
    """
    columns = [column for column in TIMES if column in table.columns]
    if table.is_empty():  # most tables of most files are, and an expression costs more than none
        return pl.DataFrame(schema={**table.schema, **dict.fromkeys(columns, schemas.INSTANT)})
    return table.with_columns(_instant(column, uptime_s) for column in columns)


@cache
def _instant(column: str, uptime_s: int) -> pl.Expr:
    since_epoch = pl.col(column)
    is_uptime = (uptime_s > 0) & since_epoch.is_between(0, FIRST_DATE)
    known = (
        pl.when(since_epoch.is_between(FIRST_DATE, LAST_DATE))
        .then(since_epoch)
        .when(is_uptime)
        .then(since_epoch + uptime_s)
    )
    microseconds = (known + EPOCH_S).cast(pl.Int64) * 1_000_000
    return microseconds.cast(schemas.INSTANT).alias(column)


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
        .drop("_row", "_time", "_start", "_first", "home")
    )


def _numbered(rows: pl.DataFrame, index: str) -> pl.DataFrame:
    """Return rows with their place within the session, in the order of the file."""
    place = pl.int_range(pl.len(), dtype=pl.Int32).over("session_index")
    return rows.sort("session_index", maintain_order=True).with_columns(place.alias(index))
