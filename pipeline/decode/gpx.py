"""GPX bytes -> tracks as text, by lxml.

A GPX is text from anywhere, so the parser fetches nothing, expands no entity and keeps
libxml2's limits on depth and on the size of one text (`huge_tree=False`): no device writes
256 levels or 10 MB in one element, and many points do not touch them. It does recover from
faults, since Strava has exported undeclared prefixes for years.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from pipeline.decode.activity import Activity
from pipeline.decode.frames import MAX_SESSIONS
from pipeline.decode.gpx_frames import COLUMNS, Row, Track, activity_of
from pipeline.decode.problems import NoTrackPoints, TcxNotRead
from pipeline.errors import N_, NotAnActivity, UnreadableFile

MAX_POINTS = 1_000_000
MAX_NAME = 200
UTF8_MARK = b"\xef\xbb\xbf"
CLOSING = b"</gpx"
LAST_BYTES = 1_000

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


def decode_gpx(data: bytes) -> Activity:
    """Return what a GPX holds.

    Raises
    ------
    NotAnActivity
        If it holds waypoints, routes or tracks without points.
    UnreadableFile
        If it is damaged before the first point, no GPX, or of no day.
    """
    quality: list[str] = []
    root, tracks = _parsed(data, quality)
    _check_root(root)
    recorded = [track for track in tracks if track.rows or track.statistics]
    if not recorded and "damaged_xml" in quality:
        raise UnreadableFile(problem=N_("XML that breaks off before the first track point"))
    if not recorded:
        raise _without_tracks(root, has_track=bool(tracks))
    written_at = _text(root, "{*}metadata/{*}time") or _text(root, "{*}time")
    return activity_of(recorded, written_at, quality)


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
        raise UnreadableFile(problem=N_("this is no XML")) from problem
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        quality.append("damaged_xml")
        if tracks and CLOSING not in data[-LAST_BYTES:]:
            tracks[-1].rows[-1:], tracks[-1].segments[-1:] = [], []  # half a point
    return parser.root, tracks


def _tracks(parser: Any, quality: list[str]) -> Iterator[Track]:
    """Yield the tracks as they end; the last one also where the file breaks off."""
    columns: dict[str, int] = {}
    track, segment, points, count = Track(), 0, 0, 0
    for _, element in parser:
        kind = _local(element.tag)
        if points >= MAX_POINTS or count >= MAX_SESSIONS:
            quality.append("too_long")
            element.clear()
        elif kind == "trkpt":
            track.rows.append(_row(element, columns))
            track.segments.append(segment)
            points += 1
            element.clear()
        elif kind == "trkseg":
            segment += 1
        else:
            count += 1
            yield _described(track, element)
            track = Track()
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
        raise TcxNotRead(problem="TCX")
    if name == "":
        raise UnreadableFile(problem=N_("XML without any element"))
    if name != "gpx":
        raise NotAnActivity(kind=f"XML, {name[:40]}")


def _without_tracks(root: Any, *, has_track: bool) -> NotAnActivity:
    """Return what a GPX without a recording is."""
    if has_track:
        return NoTrackPoints(kind="GPX track without points")
    if root.find("{*}rte") is not None:
        return NotAnActivity(kind=N_("GPX route"))
    if root.find("{*}wpt") is not None:
        return NotAnActivity(kind=N_("GPX waypoints"))
    return NotAnActivity(kind=N_("empty GPX"))
