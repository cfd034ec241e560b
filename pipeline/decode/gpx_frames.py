"""Tracks of a GPX, as text -> `Activity`; a track is a session."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.frames import (
    cleaned,
    finished,
    in_order,
    with_possible_dates,
    with_possible_times,
)
from pipeline.decode.sports import sport_of_gpx_type, sport_of_speed
from pipeline.decode.track import median_moving_speed, track_m

COLUMNS = (
    "recorded_at",
    "latitude_deg",
    "longitude_deg",
    "altitude_m",
    "speed_mps",
    "heart_rate_bpm",
    "cadence_spm",
    "power_w",
    "temperature_c",
)
Row = list[str | None]


@dataclass
class Track:
    """What one `<trk>` holds, as text.

    Attributes
    ----------
    rows
        `COLUMNS` of each point.
    segments
        The number of the `<trkseg>` of each point.
    statistics
        What Garmin says of the whole track.
    """

    rows: list[Row] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    name: str | None = None
    type: str | None = None
    statistics: dict[str, str] = field(default_factory=dict)


def activity_of(tracks: list[Track], written_at: str | None, quality: list[str]) -> Activity:
    """Return the activity that some tracks make.

    Parameters
    ----------
    tracks
        In the order of the file.
    written_at
        The document's own time, for tracks whose points carry none.
    quality
        What was odd so far; grows.

    Raises
    ------
    NoDate, WrongDate
        If nothing can be put on a day.
    """
    parts = [
        with_possible_times(_records(track, number), quality) for number, track in enumerate(tracks)
    ]
    document_time = _instant(written_at)
    rows = [_session(*pair, document_time) for pair in zip(tracks, parts, strict=True)]
    sessions = with_possible_dates(_with_number(rows), quality)
    kept = sessions.select("track", "session_index")
    records = pl.concat(parts).join(kept, on="track", maintain_order="left")
    return finished("gpx", sessions, in_order(records, quality), quality)


def _records(track: Track, number: int) -> pl.DataFrame:
    """Return a track's points as typed columns, what is no number or no time as null."""
    texts = pl.DataFrame(track.rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    return cleaned(
        texts.with_columns(
            pl.Series("recorded_at", map(_instant, texts["recorded_at"]), schemas.INSTANT),
            pl.col(*COLUMNS[1:]).str.strip_chars().cast(pl.Float64, strict=False),
            track=pl.lit(number, pl.Int32),
            segment=pl.Series(track.segments, dtype=pl.Int32),
        )
    )


def _instant(text: str | None) -> datetime | None:
    """Return a GPX time in UTC; without a zone it is UTC, as the standard says."""
    moment = _moment(text)
    try:
        return moment.astimezone(UTC) if moment else None
    except OverflowError:
        return None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _session(track: Track, records: pl.DataFrame, written_at: datetime | None) -> dict[str, Any]:
    """Return a session's row: what the track says, and what its points add up to."""
    known = sport_of_gpx_type(track.type)
    sport, sub_sport = known or (sport_of_speed(median_moving_speed(records)), None)
    return {
        "sport": sport,
        "sub_sport": sub_sport,
        "is_sport_assumed": known is None,
        "name": track.name,
        "started_at": _start(track, records) or written_at,
        "utc_offset_s": _written_offset_s(track),
        "distance_m": _length_m(records, sport),
        **{column: _number(text) for column, text in track.statistics.items()},
    }


def _start(track: Track, records: pl.DataFrame) -> datetime | None:
    """Return the first possible time, or an impossible one that says what is wrong."""
    first = records["recorded_at"].min()
    if isinstance(first, datetime):
        return first
    return next((time for row in track.rows if (time := _instant(row[0]))), None)


def _written_offset_s(track: Track) -> int | None:
    """Return the UTC offset the times are written in; 'Z' only says that they are UTC."""
    moment = _moment(track.rows[0][0]) if track.rows else None
    offset = moment.utcoffset() if moment else None
    return round(offset.total_seconds()) if offset else None


def _length_m(records: pl.DataFrame, sport: str) -> float | None:
    """Return the length of all segments; between them the runner paused."""
    lengths = [track_m(part, sport) for part in records.partition_by("segment")]
    known = [length for length in lengths if length is not None]
    return sum(known) if known else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _with_number(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return the sessions' frame, each with the number of its track."""
    frame = pl.DataFrame(rows, schema=dict(schemas.SESSIONS))
    return frame.with_columns(track=pl.int_range(frame.height, dtype=pl.Int32))
