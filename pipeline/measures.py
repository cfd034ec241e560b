"""Records -> measures of a session: what the file left out, and how long each pulse was held.

The file's own numbers always win; SCIENCE A.1 says what stands in for a missing one.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from math import asin, cos, radians, sqrt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from pipeline import schemas

if TYPE_CHECKING:
    from pipeline.decode.activity import Activity

EARTH_RADIUS_M = 6_371_008.8
PAUSE_S = 10.0
"""A longer gap between records is a pause."""
SPARSE_GAPS = 2.0
"""Where the watch saves power and writes every n seconds, a pause is longer than 2 n."""

MAX_SPEED_MPS = {"running": 8.0, "walking": 8.0, "hiking": 8.0, "cycling": 35.0}
MAX_OTHER_SPEED_MPS = 60.0
LOST_POINTS = 5
"""After so many impossible points in a row the track goes on from there, without the jump."""
STANDING_WINDOW = "20s"
STANDING_SPAN_S = 15.0
STANDING_EXTENT_M = 6.0
STANDING_POINTS = 4
MOVING_MPS = 0.5

CLIMB_STEP_M = {"fit": 3.0, "gpx": 10.0}
"""A climb counts once it exceeds this: barometers wander less than satellite heights."""
SMOOTHED_SAMPLES = 5

FOOT_SPORTS = ("running", "walking", "hiking")
UNREAL_PLACES = ("virtual_activity",)
"""Zwift's roads lie in the South Pacific, its riders do not."""


def complete(activity: "Activity") -> "Activity":
    """Return the activity with every session measure that its records can give.

    Distance, timer and elapsed time, ascent and descent, steps, heart rate, cadence and the
    UTC offset of the place; a measure the file has is left alone.
    """
    parts = activity.records.partition_by("session_index", as_dict=True)
    sessions = [
        _completed(row, parts.get((row["session_index"],), activity.records.clear()), activity.kind)
        for row in activity.sessions.to_dicts()
    ]
    frame = pl.from_dicts(sessions, schema=dict(schemas.SESSIONS)) if sessions else None
    return activity if frame is None else replace(activity, sessions=frame)


def _completed(row: dict[str, Any], records: pl.DataFrame, kind: str) -> dict[str, Any]:
    """Return one session's row with its gaps filled."""
    sport = row["sport"]
    on_foot = sport in FOOT_SPORTS
    fills: dict[str, Callable[[], float | None]] = {
        "timer_s": lambda: recorded_s(records),
        "elapsed_s": lambda: _elapsed_s(records),
        "distance_m": lambda: _distance_m(records, sport),
        "ascent_m": lambda: climb_m(records["altitude_m"], CLIMB_STEP_M[kind])[0],
        "descent_m": lambda: climb_m(records["altitude_m"], CLIMB_STEP_M[kind])[1],
        "steps": lambda: _steps(records) if on_foot else None,
        "avg_heart_rate_bpm": lambda: _held_mean(records, "heart_rate_bpm"),
        "max_heart_rate_bpm": lambda: _number(records["heart_rate_bpm"].max()),
        "avg_cadence_spm": lambda: _held_mean(records, "cadence_spm"),
    }
    if on_foot and row["distance_m"] == 0:
        row = row | {"distance_m": None}  # a treadmill without a footpod: unknown, not nothing
    filled = {name: fill() for name, fill in fills.items() if row[name] is None}
    if row["utc_offset_s"] is None and row["sub_sport"] not in UNREAL_PLACES:
        filled["utc_offset_s"] = _offset_of_place(records, row["started_at"])
    return row | filled


def heart_rate_seconds(activity: "Activity") -> pl.DataFrame:
    """Return how long each heart rate was held in each session.

    A record holds until the next one; before a pause it holds as long as records of this
    session usually do, so the sum stays close to the timer.

    Returns
    -------
    pl.DataFrame
        After `schemas.HEART_RATE_SECONDS`, pauses and records without a pulse left out.
    """
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
    """Return records with `gap_s` to the next one and `held_s`, the part without pauses."""
    time = pl.col("recorded_at")
    gap = ((time.shift(-1) - time).dt.total_microseconds() / 1e6).over("session_index")
    usual = pl.col("gap_s").filter(pl.col("gap_s") > 0).median().over("session_index")
    pause = pl.max_horizontal(pl.lit(PAUSE_S), usual * SPARSE_GAPS)
    held = pl.when(pl.col("gap_s") <= pause).then(pl.col("gap_s")).otherwise(usual)
    return records.with_columns(gap_s=gap).with_columns(
        held_s=pl.when(pl.col("gap_s") >= 0).then(held), is_pause=pl.col("gap_s") > pause
    )


def recorded_s(records: pl.DataFrame) -> float | None:
    """Return the time recorded without pauses: the sum of all gaps that are none."""
    gaps = with_held_s(records).filter(~pl.col("is_pause"))["gap_s"]
    return float(gaps.sum()) if gaps.len() else None


def _elapsed_s(records: pl.DataFrame) -> float | None:
    first, last = records["recorded_at"].min(), records["recorded_at"].max()
    if not isinstance(first, datetime) or not isinstance(last, datetime) or first == last:
        return None
    return (last - first).total_seconds()


def _distance_m(records: pl.DataFrame, sport: str) -> float | None:
    """Return the distance the watch counted last, else the length of the track."""
    counted = _number(records["distance_m"].drop_nulls().tail(1).max())
    return counted if counted else track_m(records, sport)


def track_m(records: pl.DataFrame, sport: str) -> float | None:
    """Return the length of a track in metres, without jumps and without standing about.

    A point that could only be reached faster than the sport allows is left out (8 m/s on
    foot); so are steps inside a cluster where 20 s never left 6 m. Points without times are
    simply joined.
    """
    points = records.drop_nulls(["latitude_deg", "longitude_deg"])
    if points.height <= 1:
        return None
    if points["recorded_at"].null_count():
        return float(_steps_m(points).sum())
    limit = MAX_SPEED_MPS.get(sport, MAX_OTHER_SPEED_MPS)
    return _length_without_jumps(_standing(points), limit)


def _length_without_jumps(points: pl.DataFrame, limit_mps: float) -> float:
    """Return the sum of the possible steps between points that do not stand still."""
    rows = points.select("latitude_deg", "longitude_deg", "at_s", "is_standing").iter_rows()
    last_latitude, last_longitude, last_s, _ = next(rows)
    length = 0.0
    lost = 0
    for latitude, longitude, at_s, is_standing in rows:
        step = haversine_m(last_latitude, last_longitude, latitude, longitude)
        is_possible = step <= limit_mps * max(at_s - last_s, 1.0)
        lost = 0 if is_possible else lost + 1
        if is_possible and not is_standing:
            length += step
        if is_possible or lost >= LOST_POINTS:
            last_latitude, last_longitude, last_s = latitude, longitude, at_s
            lost = 0
    return length


def _standing(points: pl.DataFrame) -> pl.DataFrame:
    """Return points in order of time with `at_s` and `is_standing`."""
    latitude, longitude = pl.col("latitude_deg"), pl.col("longitude_deg")
    metres = radians(1) * EARTH_RADIUS_M
    points = points.sort("recorded_at", maintain_order=True).with_columns(
        at_s=pl.col("recorded_at").dt.epoch("us") / 1e6,
        _north=latitude * metres,
        _east=longitude * metres * latitude.radians().cos(),
    )
    spread = points.rolling("recorded_at", period=STANDING_WINDOW, closed="both").agg(
        extent=((_spread("_north")) ** 2 + _spread("_east") ** 2).sqrt(),
        span=_spread("at_s"),
        count=pl.len(),
    )
    is_standing = (
        (spread["extent"] < STANDING_EXTENT_M)
        & (spread["span"] >= STANDING_SPAN_S)
        & (spread["count"] >= STANDING_POINTS)
    )
    return points.with_columns(is_standing=is_standing)


def _spread(column: str) -> pl.Expr:
    return pl.col(column).max() - pl.col(column).min()


def haversine_m(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the distance between two places given in degrees."""
    a, b = radians(latitude), radians(to_latitude)
    half = radians(to_longitude - longitude) / 2
    squared = sin_squared((b - a) / 2) + cos(a) * cos(b) * sin_squared(half)
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(squared, 1.0)))


def sin_squared(angle: float) -> float:
    """Return sin² of an angle."""
    return (1 - cos(2 * angle)) / 2
