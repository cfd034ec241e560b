"""Positions -> metres: the length of a track, without jumps and without standing about."""

from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

import polars as pl

EARTH_RADIUS_M = 6_371_008.8
METRES_A_DEGREE = radians(1) * EARTH_RADIUS_M

MAX_SPEED_MPS = {"running": 8.0, "walking": 8.0, "hiking": 8.0, "cycling": 35.0}
MAX_OTHER_SPEED_MPS = 60.0
LOST_POINTS = 5
"""After so many impossible points in a row the track goes on from there, without the jump."""

STANDING_WINDOW = "20s"
STANDING_SPAN_S = 15.0
STANDING_EXTENT_M = 6.0
STANDING_POINTS = 4

MOVING_MPS = 0.5


def track_m(records: pl.DataFrame, sport: str) -> float | None:
    """Return the length of a track in metres; null for less than two positions.

    A point that could only be reached faster than the sport allows is left out (8 m/s on
    foot, SCIENCE A.1); so are steps inside a cluster where 20 s never left 6 m. Points
    without times are simply joined.
    """
    points = records.drop_nulls(["latitude_deg", "longitude_deg"])
    if points.height <= 1:
        return None
    if points["recorded_at"].null_count():
        return sum(_steps_m(points))
    limit = MAX_SPEED_MPS.get(sport, MAX_OTHER_SPEED_MPS)
    return _length_without_jumps(_standing(points), limit)


def median_moving_speed(records: pl.DataFrame) -> float | None:
    """Return the median speed while moving, by the watch or else by the positions."""
    speeds = records["speed_mps"].drop_nulls()
    if speeds.len() * 2 < records.height:
        speeds = _speeds_of_track(records)
    median = speeds.filter(speeds > MOVING_MPS).median()
    return median if isinstance(median, float) else None


def _speeds_of_track(records: pl.DataFrame) -> pl.Series:
    points = records.drop_nulls(["latitude_deg", "longitude_deg", "recorded_at"])
    gaps_s = points["recorded_at"].diff().dt.total_microseconds().slice(1) / 1e6
    speeds = pl.Series(_steps_m(points), dtype=pl.Float64) / gaps_s
    return speeds.filter(speeds.is_finite() & (gaps_s > 0))


def _steps_m(points: pl.DataFrame) -> list[float]:
    """Return the distances from each point to the next."""
    places = points.select("latitude_deg", "longitude_deg").rows()
    return [haversine_m(*place, *following) for place, following in pairwise(places)]


def _length_without_jumps(points: pl.DataFrame, limit_mps: float) -> float:
    """Return the sum of the possible steps between points that do not stand still."""
    rows = points.select("latitude_deg", "longitude_deg", "at_s", "is_standing").iter_rows()
    *place, last_s, _ = next(rows)
    length = 0.0
    lost = 0
    for *next_place, at_s, is_standing in rows:
        step = haversine_m(*place, *next_place)
        is_possible = step <= limit_mps * max(at_s - last_s, 1.0)
        if is_possible and not is_standing:
            length += step
        lost = 0 if is_possible else lost + 1
        if is_possible or lost >= LOST_POINTS:
            place, last_s, lost = next_place, at_s, 0
    return length


def _standing(points: pl.DataFrame) -> pl.DataFrame:
    """Return points in order of time with `at_s` and `is_standing`."""
    latitude, longitude = pl.col("latitude_deg"), pl.col("longitude_deg")
    points = points.sort("recorded_at", maintain_order=True).with_columns(
        at_s=pl.col("recorded_at").dt.epoch("us") / 1e6,
        north_m=latitude * METRES_A_DEGREE,
        east_m=longitude * METRES_A_DEGREE * latitude.radians().cos(),
    )
    spread = points.rolling("recorded_at", period=STANDING_WINDOW, closed="both").agg(
        extent_m=(_spread("north_m") ** 2 + _spread("east_m") ** 2).sqrt(),
        span_s=_spread("at_s"),
        count=pl.len(),
    )
    is_standing = (
        (spread["extent_m"] < STANDING_EXTENT_M)
        & (spread["span_s"] >= STANDING_SPAN_S)
        & (spread["count"] >= STANDING_POINTS)
    )
    return points.with_columns(is_standing=is_standing)


def _spread(column: str) -> pl.Expr:
    return pl.col(column).max() - pl.col(column).min()


def haversine_m(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """Return the distance between two places given in degrees."""
    a, b = radians(latitude), radians(to_latitude)
    half_width = radians(to_longitude - longitude) / 2
    squared = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(half_width) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(squared, 1.0)))
