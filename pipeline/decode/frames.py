"""What every format ends with: values that can be, dates that can be, the shapes of `schemas`."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

import polars as pl

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.problems import NoDate, WrongDate
from pipeline.decode.sports import ALREADY_STEPS

FIRST_YEAR = 1990
MAX_SESSIONS = 1_000

Range = tuple[float, float]

RECORD_RANGES: Mapping[str, Range] = {
    "latitude_deg": (-90, 90),
    "longitude_deg": (-180, 180),
    "distance_m": (0, 5_000_000),
    "speed_mps": (0, 150),
    "altitude_m": (-1_000, 20_000),
    "heart_rate_bpm": (1, 250),
    "cadence_spm": (0, 512),
    "power_w": (0, 5_000),
    "temperature_c": (-90, 90),
    "vertical_oscillation_mm": (0, 1_000),
    "stance_time_ms": (0, 5_000),
    "stance_time_balance_pct": (0, 100),
    "step_length_mm": (0, 5_000),
    "vertical_ratio_pct": (0, 100),
}
"""What a sensor can say; outside is a glitch or a sensor's 'nothing' (heart rate 0 and 255)."""

SESSION_RANGES: Mapping[str, Range] = {
    "distance_m": (0, 5_000_000),
    "timer_s": (0.001, 40 * 86_400),
    "elapsed_s": (0.001, 400 * 86_400),
    "ascent_m": (0, 100_000),
    "descent_m": (0, 100_000),
    "steps": (1, 5_000_000),
    "avg_heart_rate_bpm": (1, 250),
    "max_heart_rate_bpm": (1, 250),
    "avg_cadence_spm": (0, 512),
    "rpe": (0.1, 10),
    "profile_max_heart_rate_bpm": (100, 250),
    "profile_resting_heart_rate_bpm": (20, 120),
}

LAP_RANGES: Mapping[str, Range] = {
    column: SESSION_RANGES[column]
    for column in ("timer_s", "elapsed_s", "distance_m", "avg_heart_rate_bpm")
}

SET_RANGES: Mapping[str, Range] = {
    "duration_s": (0, 86_400),
    "repetitions": (0, 10_000),
    "weight_kg": (0, 2_000),
    "category": (0, 65_533),
    "category_subtype": (0, 65_533),
}


def finished(
    kind: str,
    sessions: pl.DataFrame,
    records: pl.DataFrame,
    quality: Iterable[str],
    *,
    laps: pl.DataFrame | None = None,
    sets: pl.DataFrame | None = None,
) -> Activity:
    """Return the activity in the public shapes; `records` are `cleaned` already."""
    sessions = plausible(sessions, SESSION_RANGES)
    return Activity(
        kind=kind,
        sessions=schemas.conform(sessions, schemas.SESSIONS),
        laps=_conformed(laps, schemas.LAPS, LAP_RANGES),
        records=schemas.conform(with_steps(records, sessions), schemas.RECORDS),
        sets=_conformed(sets, schemas.SETS, SET_RANGES),
        quality=tuple(dict.fromkeys(quality)),
    )


def _conformed(
    frame: pl.DataFrame | None, schema: schemas.Schema, ranges: Mapping[str, Range]
) -> pl.DataFrame:
    if frame is None:
        return schemas.empty(schema)
    return schemas.conform(plausible(frame, ranges), schema)


def plausible(frame: pl.DataFrame, ranges: Mapping[str, Range]) -> pl.DataFrame:
    """Return `frame` with null for every value out of its range, infinite or not a number."""
    if frame.is_empty():
        return frame
    return frame.with_columns(
        pl.when(pl.col(column).is_between(low, high)).then(pl.col(column))
        for column, (low, high) in ranges.items()
        if column in frame.columns
    )


def cleaned(records: pl.DataFrame) -> pl.DataFrame:
    """Return records without impossible values.

    The position 0 N 0 E is what receivers write before they know where they are.
    """
    position = ("latitude_deg", "longitude_deg")
    has_fix = pl.any_horizontal(pl.col(*position) != 0)
    return plausible(records, RECORD_RANGES).with_columns(
        pl.when(has_fix).then(pl.col(column)).alias(column) for column in position
    )


def with_steps(records: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    """Return records whose cadence counts both feet, in sports done on foot.

    Watches count one leg. Where a session's median is already too high for one leg, the
    writer has doubled it (SCIENCE A.1).
    """
    cadence = pl.col("cadence_spm")
    sports = sessions.select("session_index", "sport")
    limit = pl.col("sport").replace_strict(ALREADY_STEPS, default=None, return_dtype=pl.Float64)
    median = cadence.filter(cadence > 0).median().over("session_index")
    return (
        records.join(sports, on="session_index", how="left", maintain_order="left")
        .with_columns(cadence_spm=pl.when(median <= limit).then(cadence * 2).otherwise(cadence))
        .drop("sport")
    )


def steps_per_minute(cadence: float | None, sport: str | None) -> float | None:
    """Return a session's own mean cadence counting both feet, in sports done on foot."""
    limit = ALREADY_STEPS.get(sport or "")
    if cadence is None or limit is None or cadence > limit:
        return cadence
    return cadence * 2


def last_day() -> date:
    """Return tomorrow: somewhere on Earth it has begun."""
    return datetime.now(UTC).date() + timedelta(days=1)


def is_possible(instant: pl.Expr) -> pl.Expr:
    """Return whether an instant can be a recording's."""
    return (instant.dt.year() >= FIRST_YEAR) & (instant.dt.date() <= last_day())


def with_possible_times(records: pl.DataFrame, quality: list[str]) -> pl.DataFrame:
    """Return records without impossible times, noting in `quality` what was missing."""
    time = pl.col("recorded_at")
    possible = records.with_columns(pl.when(is_possible(time)).then(time).alias("recorded_at"))
    missing = records["recorded_at"].null_count()
    if missing:
        quality.append("no_time")
    if possible["recorded_at"].null_count() > missing:
        quality.append("bad_time")
    return possible


def with_possible_dates(sessions: pl.DataFrame, quality: list[str]) -> pl.DataFrame:
    """Return the sessions that can be put on a day, in order, numbered from 0.

    Raises
    ------
    NoDate
        If no session says when it was.
    WrongDate
        If all that do are before 1990 or after tomorrow.
    """
    dated = sessions.drop_nulls("started_at")
    if dated.is_empty():
        raise NoDate(problem="no date")
    possible = dated.filter(is_possible(pl.col("started_at")))
    if possible.is_empty():
        raise WrongDate(problem="wrong date", date=str(dated["started_at"][0].date()))
    if possible.height < sessions.height:
        quality.append("wrong_date")
    if possible.height > MAX_SESSIONS:
        quality.append("too_long")
    ordered = possible.sort("started_at", maintain_order=True).head(MAX_SESSIONS)
    return ordered.with_columns(session_index=pl.int_range(ordered.height, dtype=pl.Int32))


def in_order(records: pl.DataFrame, quality: list[str]) -> pl.DataFrame:
    """Return records by session and time; one without a time stays behind its neighbour."""
    if records.is_empty():
        return records
    last_time = pl.col("recorded_at").forward_fill().over("session_index")
    by_session = records.sort("session_index", maintain_order=True)
    keyed = by_session.with_columns(_time=last_time).with_row_index("_row")
    ordered = keyed.sort("session_index", "_time", nulls_last=False, maintain_order=True)
    if not ordered["_row"].is_sorted():
        quality.append("unsorted")
    return ordered.drop("_row", "_time")
