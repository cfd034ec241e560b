"""Records -> measures of a session: what the file left out, and how long each pulse was held.

The file's own numbers always win; SCIENCE A.1 says what stands in for a missing one.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.track import track_m

PAUSE_S = 10.0
"""A longer gap between records is a pause."""
SPARSE_GAPS = 2.0
"""Where a watch saves power and records every n seconds, a pause is longer than 2 n."""

CLIMB_STEP_M = {"fit": 3.0, "gpx": 10.0}
"""A climb counts once it exceeds this: barometers wander less than satellite heights."""
SMOOTHED_SAMPLES = 5

AT_SEA = "Etc/"

FOOT_SPORTS = ("running", "walking", "hiking")
UNREAL_PLACES = ("virtual_activity",)
"""Zwift's roads lie in the South Pacific, its riders do not."""


def complete(activity: Activity) -> Activity:
    """Return the activity with every session measure that its records can give.

    Distance, timer and elapsed time, ascent and descent, steps, heart rate, cadence and the
    UTC offset of the place; a measure the file has is left alone.
    """
    parts = activity.records.partition_by("session_index", as_dict=True)
    none = activity.records.clear()
    sessions = [
        _completed(row, parts.get((row["session_index"],), none), activity.kind)
        for row in activity.sessions.to_dicts()
    ]
    return replace(activity, sessions=pl.DataFrame(sessions, schema=dict(schemas.SESSIONS)))


def _completed(row: dict[str, Any], records: pl.DataFrame, kind: str) -> dict[str, Any]:
    """Return one session's row with its gaps filled."""
    sport = row["sport"]
    on_foot = sport in FOOT_SPORTS
    if on_foot and row["distance_m"] == 0:
        row = row | {"distance_m": None}  # a treadmill without a footpod: unknown, not nothing
    climbed = cache(lambda: climb_m(records["altitude_m"], CLIMB_STEP_M[kind]))
    records = with_held_s(records)
    fills: dict[str, Callable[[], float | None]] = {
        "timer_s": lambda: recorded_s(records),
        "elapsed_s": lambda: _elapsed_s(records),
        "distance_m": lambda: _distance_m(records, sport),
        "ascent_m": lambda: climbed()[0],
        "descent_m": lambda: climbed()[1],
        "steps": lambda: _steps(records) if on_foot else None,
        "avg_heart_rate_bpm": lambda: _held_mean(records, "heart_rate_bpm"),
        "max_heart_rate_bpm": lambda: _number(records["heart_rate_bpm"].max()),
        "avg_cadence_spm": lambda: _held_mean(records, "cadence_spm"),
    }
    filled: dict[str, Any] = {name: fill() for name, fill in fills.items() if row[name] is None}
    if row["utc_offset_s"] is None and row["sub_sport"] not in UNREAL_PLACES:
        filled["utc_offset_s"] = _offset_of_place(records, row["started_at"])
    return row | filled


def heart_rate_seconds(activity: Activity) -> pl.DataFrame:
    """Return how long each heart rate was held in each session.

    A record holds until the next one; before a pause it holds as long as records of this
    session usually do, so the sum stays close to the timer.

    Returns
    -------
    pl.DataFrame
        After `schemas.HEART_RATE_SECONDS`, pauses and records without a pulse left out.
    """
    if activity.records.is_empty():
        return schemas.empty(schemas.HEART_RATE_SECONDS)
    held = with_held_s(activity.records).filter(
        pl.col("heart_rate_bpm").is_not_null(), pl.col("held_s") > 0
    )
    return schemas.conform(
        held.group_by("session_index", pl.col("heart_rate_bpm").round())
        .agg(seconds=pl.col("held_s").sum())
        .sort("session_index", "heart_rate_bpm"),
        schemas.HEART_RATE_SECONDS,
    )


def with_held_s(records: pl.DataFrame) -> pl.DataFrame:
    """Return records with `held_s`, the time to the next record, and `is_pause`.

    A gap of more than 10 s is a pause (more than twice the usual gap, where that is longer:
    watches that save power); a record before a pause holds for the session's usual gap.
    """
    if records.is_empty():
        return pl.DataFrame(schema={**records.schema, "is_pause": pl.Boolean, "held_s": pl.Float64})
    time, gap = pl.col("recorded_at"), pl.col("gap_s")
    usual = gap.filter(gap > 0).median().over("session_index")
    pause = pl.max_horizontal(pl.lit(PAUSE_S), usual * SPARSE_GAPS)
    return (
        records.with_columns(
            gap_s=((time.shift(-1) - time).dt.total_microseconds() / 1e6).over("session_index")
        )
        .with_columns(is_pause=gap > pause)
        .with_columns(held_s=pl.when("is_pause").then(usual).when(gap >= 0).then(gap))
        .drop("gap_s")
    )


def recorded_s(records: pl.DataFrame) -> float | None:
    """Return the time recorded: the sum of all gaps that are no pause (of `with_held_s`)."""
    gaps = records.filter(~pl.col("is_pause"))["held_s"]
    return _number(gaps.sum()) if gaps.len() else None


def _elapsed_s(records: pl.DataFrame) -> float | None:
    first, last = records["recorded_at"].min(), records["recorded_at"].max()
    if not isinstance(first, datetime) or not isinstance(last, datetime) or first == last:
        return None
    return (last - first).total_seconds()


def _distance_m(records: pl.DataFrame, sport: str) -> float | None:
    """Return the distance the watch counted last, else the length of the track."""
    return _number(records["distance_m"].drop_nulls().tail(1).max()) or track_m(records, sport)


def climb_m(altitudes: pl.Series, step_m: float) -> tuple[float | None, float | None]:
    """Return ascent and descent; null where there are no altitudes.

    A median over 5 samples removes glitches; then a move counts once it exceeds `step_m`,
    else noise alone would triple the climb (Minetti's cost and descent follow from it).
    """
    smooth = altitudes.drop_nulls().rolling_median(SMOOTHED_SAMPLES, min_samples=1, center=True)
    if smooth.len() <= 1:
        return None, None
    level, *others = smooth.to_list()
    ascent = descent = 0.0
    for altitude in others:
        move = altitude - level
        if abs(move) >= step_m:
            ascent += max(move, 0.0)
            descent += max(-move, 0.0)
            level = altitude
    return ascent, descent


def _steps(records: pl.DataFrame) -> float | None:
    """Return the steps taken: cadence times the time it was held."""
    known = (records["cadence_spm"] * records["held_s"]).drop_nulls()
    return float(known.sum()) / 60 if known.len() else None


def _held_mean(records: pl.DataFrame, column: str) -> float | None:
    """Return the mean weighted by the time each value was held, zeros left out."""
    held = records.filter(pl.col(column) > 0, pl.col("held_s") > 0)
    if held.is_empty():
        return _number(records[column].filter(records[column] > 0).mean())
    weighted = pl.col(column).dot("held_s") / pl.col("held_s").sum()
    return _number(held.select(weighted).item())


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _offset_of_place(records: pl.DataFrame, started_at: datetime) -> int | None:
    """Return the UTC offset in force where and when the session began."""
    places = records.select("latitude_deg", "longitude_deg").drop_nulls()
    if places.is_empty():
        return None
    latitude, longitude = places.row(0)
    return utc_offset_s(latitude, longitude, started_at)


def utc_offset_s(latitude: float, longitude: float, instant: datetime) -> int | None:
    """Return the UTC offset in force at a place and an instant, null where no zone is known.

    Nobody lives by the nautical zones of the open sea: there the athlete's own zone holds.
    """
    from tzfpy import get_tz  # noqa: PLC0415 - its map costs memory that a FIT rarely needs

    zone = get_tz(longitude, latitude)
    if zone.startswith(AT_SEA):
        return None
    try:
        offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return None  # a zone younger than this computer's time zone data, or none at all
    return None if offset is None else round(offset.total_seconds())
