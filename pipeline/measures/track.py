"""Positions -> metres: the way along a track, without jumps and without standing about."""

from math import radians

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import TIME, Floats, Samples, height, known, part

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

EARTH_RADIUS_M = 6_371_008.8
METRES_A_DEGREE = radians(1) * EARTH_RADIUS_M
POSITION = ("latitude_deg", "longitude_deg")

MAX_SPEED_MPS = {"running": 8.0, "walking": 8.0, "hiking": 8.0, "cycling": 35.0}
MAX_OTHER_SPEED_MPS = 60.0
LOST_POINTS = 5
"""After so many impossible points in a row the track goes on from there, without the jump."""

SECOND_US = 1e6
STANDING_WINDOW_US = 20 * SECOND_US
STANDING_SPAN_US = 15 * SECOND_US
STANDING_EXTENT_M = 6.0
STANDING_POINTS = 4

MOVING_MPS = 0.5


def track_m(samples: Samples, sport: str) -> float | None:
    """Return the length of a track in metres; null for less than two positions.

    A point that could only be reached faster than the sport allows is left out (8 m/s on
    foot, SCIENCE A.1); so are steps inside a cluster where 20 s never left 6 m. Points
    without times are left out, and all are simply joined where most have none.
    """
    way = way_m(samples, sport)
    return None if way is None else float(np.fmax.reduce(way))


def way_m(samples: Samples, sport: str) -> Floats | None:
    """Return how far along the track each record lies, NaN where it is not on it.

    See `track_m`, which is where the way ends.
    """
    rows = _rows_with(samples, *POSITION)
    if len(rows) <= 1:
        return None
    way = np.full(height(samples), np.nan)
    timed = _rows_with(samples, TIME, *POSITION)
    if len(timed) * 2 < len(rows):
        way[rows] = _joined(_steps_m(_track(samples, rows)))
        return way
    in_time = timed[np.argsort(samples[TIME][timed], kind="stable")]
    way[in_time] = _way_without_jumps(_track(samples, in_time), sport)
    return way


def _track(samples: Samples, rows: Rows) -> Samples:
    return part(
        {column: samples[column] for column in (TIME, *POSITION) if column in samples}, rows
    )


def median_moving_speed(samples: Samples) -> float | None:
    """Return the median speed while moving, by the watch or else by the positions."""
    speeds = known(samples.get("speed_mps", np.empty(0)))
    if len(speeds) * 2 < height(samples):
        speeds = _speeds_of_track(samples)
    moving = speeds[speeds > MOVING_MPS]
    return float(np.median(moving)) if len(moving) else None


def _speeds_of_track(samples: Samples) -> Floats:
    points = part(samples, _rows_with(samples, TIME, *POSITION))
    if height(points) <= 1:
        return np.empty(0)
    gaps_s = np.diff(points[TIME]) / SECOND_US
    is_later = gaps_s > 0
    return _steps_m(points)[is_later] / gaps_s[is_later]


def _rows_with(samples: Samples, *columns: str) -> Rows:
    """Return the places of the records that have all these columns."""
    if not samples.keys() >= set(columns):
        return np.empty(0, np.intp)
    return np.flatnonzero(~np.isnan(sum(samples[column] for column in columns)))


def _steps_m(points: Samples) -> Floats:
    """Return the distances from each point to the next."""
    latitude, longitude = (points[column] for column in POSITION)
    return haversine_m(latitude[:-1], longitude[:-1], latitude[1:], longitude[1:])


def _joined(steps: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(steps)])


def _way_without_jumps(points: Samples, sport: str) -> Floats:
    """Return the way to each point, NaN for points left out."""
    limit_mps = MAX_SPEED_MPS.get(sport, MAX_OTHER_SPEED_MPS)
    steps = _steps_m(points)
    jumps = np.flatnonzero(~_is_possible(steps, np.diff(points[TIME]), limit_mps))
    is_left_out = np.zeros(height(points), np.bool_)
    if len(jumps):
        steps, is_left_out = _round_jumps(steps, jumps, *_next_possible(points, jumps, limit_mps))
    steps[_is_standing(points)[1:]] = 0.0
    way = _joined(steps)
    way[is_left_out] = np.nan
    return way


def _is_possible(steps: Floats, gaps_us: Floats, limit_mps: float) -> Flags:
    return steps <= limit_mps * np.maximum(gaps_us / SECOND_US, 1.0)


def _round_jumps(steps: Floats, jumps: Rows, stops: Rows, lengths: Floats) -> tuple[Floats, Flags]:
    """Return the steps with each jump's in its place, and which points are left out by that.

    A jump from a point that is itself left out is none.
    """
    steps = steps.copy()
    is_left_out = np.zeros(len(steps) + 1, np.bool_)
    at = 0
    for start, stop, length in zip(jumps.tolist(), stops.tolist(), lengths.tolist(), strict=True):
        if start >= at:
            steps[start:stop] = 0.0
            steps[stop - 1 : stop] = length  # none where the track ended on the way
            is_left_out[start + 1 : stop] = True
            at = stop
    return steps, is_left_out


def _next_possible(points: Samples, starts: Rows, limit_mps: float) -> tuple[Rows, Floats]:
    """Return which point follows each of some points, and how far it is.

    After `LOST_POINTS` impossible points it is the last of them, at no distance; where the
    track ends before, none follows.
    """
    latitude, longitude = (points[column] for column in POSITION)
    end = height(points)
    stops = np.minimum(starts + LOST_POINTS, end)
    lengths = np.zeros(len(starts))
    for ahead in range(LOST_POINTS, 0, -1):
        inside = np.minimum(starts + ahead, end - 1)
        steps = haversine_m(
            latitude[starts], longitude[starts], latitude[inside], longitude[inside]
        )
        gaps_us = points[TIME][inside] - points[TIME][starts]
        is_next = _is_possible(steps, gaps_us, limit_mps) & (starts + ahead < end)
        stops = np.where(is_next, inside, stops)
        lengths = np.where(is_next, steps, lengths)
    return stops, lengths


def _is_standing(points: Samples) -> Flags:
    """Return whether the 20 s up to each point never left 6 m."""
    time, latitude, longitude = (points[column] for column in (TIME, *POSITION))
    north = latitude * METRES_A_DEGREE
    # from the track's start: far from Greenwich a step north would seem to go east as well
    east = (longitude - longitude[0]) * METRES_A_DEGREE * np.cos(np.radians(latitude))
    first = np.searchsorted(time, time - STANDING_WINDOW_US, "left")
    stop = np.searchsorted(time, time, "right")
    # who went further than the extent within the window need not be looked at closely
    is_standing: Flags = (
        (np.hypot(north - north[first], east - east[first]) < STANDING_EXTENT_M)
        & (time - time[first] >= STANDING_SPAN_US)
        & (stop - first >= STANDING_POINTS)
    )
    near = np.flatnonzero(is_standing)
    spread = [_spread(values, first[near], stop[near]) for values in (north, east)]
    is_standing[near] = np.hypot(*spread) < STANDING_EXTENT_M
    return is_standing


def _spread(values: Floats, first: Rows, stop: Rows) -> Floats:
    """Return the greatest less the least of `values[first:stop]`, for each of many windows.

    Two blocks of 2^k values, one at each end, cover any window; blocks double from round to
    round, so windows of any length cost the logarithm of the longest.
    """
    spread = np.empty(len(first))
    doublings = np.frexp(stop - first)[1] - 1
    low = high = values
    for k in range(int(doublings.max(initial=-1)) + 1):
        here = doublings == k
        left, right = first[here], stop[here] - 2**k
        spread[here] = np.maximum(high[left], high[right]) - np.minimum(low[left], low[right])
        low = np.minimum(low[: -(2**k)], low[2**k :])
        high = np.maximum(high[: -(2**k)], high[2**k :])
    return spread


def haversine_m(
    latitude: Floats, longitude: Floats, to_latitude: Floats, to_longitude: Floats
) -> Floats:
    """Return the distances between places given in degrees."""
    a, b = np.radians(latitude), np.radians(to_latitude)
    half_width = np.radians(to_longitude - longitude) / 2
    squared = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(half_width) ** 2
    distance: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(squared, 1.0)))
    return distance
