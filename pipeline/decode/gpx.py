"""GPX bytes -> `Activity`, by lxml; a track is a session.

A GPX is text from anywhere, so the parser fetches nothing, expands no entity and keeps
libxml2's limits on depth and size of one text (`huge_tree=False`): no device writes 256
levels or 10 MB in one element, and a file of many points is not touched by them. It does
recover from faults, since Strava has exported undeclared prefixes for years.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import polars as pl
from lxml import etree

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.frames import (
    MAX_SESSIONS,
    RECORD_RANGES,
    finished,
    in_order,
    plausible,
    with_possible_dates,
    with_possible_times,
)
from pipeline.decode.problems import NoTrackPoints
from pipeline.decode.sports import sport_of_gpx_type, sport_of_speed
from pipeline.decode.track import median_moving_speed, track_m
from pipeline.errors import NotAnActivity, UnreadableFile

MAX_POINTS = 2_000_000
MAX_NAME = 200
UTF8_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

COLUMNS = {
    "time": "recorded_at",
    "ele": "altitude_m",
    "speed": "speed_mps",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "cad": "cadence_spm",
    "cadence": "cadence_spm",
    "power": "power_w",
    "powerinwatts": "power_w",
    "watts": "power_w",
    "atemp": "temperature_c",
    "temp": "temperature_c",
}
"""Local name of an element inside a point, in whatever namespace -> our column."""

STATISTICS = {
    "Distance": "distance_m",
    "TimerTime": "timer_s",
    "TotalElapsedTime": "elapsed_s",
    "Ascent": "ascent_m",
    "Descent": "descent_m",
}
"""Garmin's TrackStatsExtension, the only numbers of a track without points."""

POINT_FIELDS = ("latitude_deg", "longitude_deg", *dict.fromkeys(COLUMNS.values()))

Point = dict[str, Any]


@dataclass
class Track:
    """What one `<trk>` holds, as text.

    Attributes
    ----------
    points
        Column -> text, with the number of its segment.
    segment
        How many segments have been closed so far.
    """

    points: list[Point] = field(default_factory=list)
    segment: int = 0
    name: str | None = None
    type: str | None = None
    statistics: dict[str, float] = field(default_factory=dict)


@dataclass
class Document:
    """What a GPX holds beside its tracks."""

    root: str = ""
    tracks: list[Track] = field(default_factory=list)
    time: str | None = None
    waypoints: int = 0
    routes: int = 0
    quality: list[str] = field(default_factory=list)


def decode_gpx(data: bytes) -> Activity:
    """Return what a GPX holds.

    Raises
    ------
    NotAnActivity
        If it holds waypoints, routes or tracks without points.
    UnreadableFile
        If it is no GPX, or nothing says when it was recorded.
    """
    document = _document(data)
    quality = document.quality
    tracks = [track for track in document.tracks if track.points or track.statistics]
    if not tracks:
        raise _without_tracks(document)
    instant = _instant(document.time)
    frames = [_records(track) for track in tracks]
    sessions = pl.DataFrame(
        [_session(t, f, instant) for t, f in zip(tracks, frames, strict=True)],
        schema={**schemas.SESSIONS, "track": pl.Int32},
    ).with_columns(track=pl.int_range(len(tracks), dtype=pl.Int32))
    sessions = with_possible_dates(sessions, quality)
    numbers = sessions.select("track", "session_index")
    ...
