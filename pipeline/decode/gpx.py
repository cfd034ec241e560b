"""GPX bytes -> `Activity`, by lxml; a track is a session.

A GPX is text from anywhere, so the parser fetches nothing, expands no entity and keeps
libxml2's limits on depth and on the size of one text (`huge_tree=False`): no device writes
256 levels or 10 MB in one element, and many points do not touch them. It does recover from
faults, since Strava has exported undeclared prefixes for years.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import polars as pl
from lxml import etree

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.frames import (
    MAX_SESSIONS,
    cleaned,
    finished,
    in_order,
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
ELEMENTS = {
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
"""Local name of an element inside a point, whatever its namespace -> our column."""

STATISTICS = {
    "Distance": "distance_m",
    "TimerTime": "timer_s",
    "TotalElapsedTime": "elapsed_s",
    "Ascent": "ascent_m",
    "Descent": "descent_m",
}
"""Garmin's TrackStatsExtension: all a track without points can say."""

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


def decode_gpx(data: bytes) -> Activity:
    """Return what a GPX holds.

    Raises
    ------
    NotAnActivity
        If it holds waypoints, routes or tracks without points.
    UnreadableFile
        If it is no GPX, or nothing says when it was recorded.
    """
    quality: list[str] = []
    root, tracks = _parsed(data, quality)
    _check_root(root)
    recorded = [track for track in tracks if track.rows or track.statistics]
    if not recorded:
        raise _without_tracks(root, has_track=bool(tracks))
    written_at = _instant(_text(root, "{*}metadata/{*}time") or _text(root, "{*}time"))
    parts = [
        with_possible_times(_records(track, number), quality)
        for number, track in enumerate(recorded)
    ]
    rows = [_session(*pair, written_at) for pair in zip(recorded, parts, strict=True)]
    sessions = with_possible_dates(_with_number(rows), quality)
    kept = sessions.select("track", "session_index")
    records = pl.concat(parts).join(kept, on="track", maintain_order="left")
    return finished("gpx", sessions, in_order(records, quality), quality)


def _parsed(data: bytes, quality: list[str]) -> tuple[Any, list[Track]]:
    """Return the document's root without its points, and the tracks.

    Raises
    ------
    UnreadableFile
        If there is no XML at all.
    """
    parser = etree.iterparse(
        BytesIO(data.removeprefix(UTF8_MARK).lstrip()),
        events=("end",),
        tag=("{*}trkpt", "{*}trkseg", "{*}trk"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        tracks = list(_tracks(parser, quality))
    except etree.XMLSyntaxError as problem:
        raise UnreadableFile(problem=f"this is no XML: {problem}") from problem
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        quality.append("damaged_xml")
    return parser.root, tracks


def _tracks(parser: Any, quality: list[str]) -> Iterator[Track]:
    """Yield the tracks as they end; the last one also where the file breaks off."""
    columns: dict[str, int] = {}
    track, segment, points, count = Track(), 0, 0, 0
    for _, element in parser:
        kind = _local(element.tag)
        if kind == "trkpt":
            track.rows.append(_row(element, columns))
            track.segments.append(segment)
            element.clear()
            points += 1
        elif kind == "trkseg":
            segment += 1
        else:
            count += 1
            yield _described(track, element)
            track = Track()
        if points >= MAX_POINTS or count >= MAX_SESSIONS:
            quality.append("too_long")
            break
    if track.rows:
        yield track


def _local(tag: str) -> str:
    """Return a tag without its namespace, declared or not."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _row(point: Any, columns: dict[str, int]) -> Row:
    """Return a point's texts; `columns` remembers which tags are ours."""
    row: Row = [None] * len(COLUMNS)
    row[1], row[2] = point.get("lat"), point.get("lon")
    for element in point.iterdescendants(etree.Element):
        place = columns.get(element.tag)
        if place is None:
            name = ELEMENTS.get(_local(element.tag).lower())
            place = columns[element.tag] = COLUMNS.index(name) if name else -1
        if place >= 0 and row[place] is None:
            row[place] = element.text
    return row


def _described(track: Track, element: Any) -> Track:
    """Return the track with what stands beside its points."""
    track.name = (_text(element, "{*}name") or "")[:MAX_NAME] or None
    track.type = _text(element, "{*}type")
    if not track.rows:
        for item in element.iterfind("{*}extensions/{*}TrackStatsExtension/*"):
            if _local(item.tag) in STATISTICS:
                track.statistics[STATISTICS[_local(item.tag)]] = item.text or ""
    return track


def _text(element: Any, path: str) -> str | None:
    return (element.findtext(path) or "").strip() or None


def _check_root(root: Any) -> None:
    """Make sure that the document is a GPX.

    Raises
    ------
    NotAnActivity, UnreadableFile
        If it is something else.
    """
    name = _local(root.tag) if root is not None else ""
    if name == "TrainingCenterDatabase":
        raise UnreadableFile(problem="this is TCX, which Backstride cannot read; choose FIT or GPX")
    if name == "":
        raise UnreadableFile(problem="XML without any element")
    if name != "gpx":
        raise NotAnActivity(kind=f"XML, {name[:40]}")


def _without_tracks(root: Any, *, has_track: bool) -> NotAnActivity:
    """Return what a GPX without a recording is."""
    if has_track:
        return NoTrackPoints(kind="GPX track without points")
    if root.find("{*}rte") is not None:
        return NotAnActivity(kind="GPX route")
    if root.find("{*}wpt") is not None:
        return NotAnActivity(kind="GPX waypoints")
    return NotAnActivity(kind="empty GPX")


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
