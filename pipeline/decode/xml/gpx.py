"""GPX bytes -> tracks: the points as columns, and what stands beside them."""

from typing import Any

from pipeline.decode.activity import Activity
from pipeline.decode.problems import NoTrackPoints
from pipeline.decode.samples import TIME
from pipeline.decode.times import MAX_SESSIONS
from pipeline.decode.xml.document import document_of, number_of, text_of
from pipeline.decode.xml.gpx_frames import Track, activity_of
from pipeline.decode.xml.normal import local_of
from pipeline.decode.xml.points import Points
from pipeline.decode.xml.vocabulary import Markup
from pipeline.errors import N_, NotAnActivity, UnreadableFile

MAX_POINTS = 1_000_000
MAX_NAME = 200

MARKUP = Markup(
    root="gpx",
    run="trkseg",
    point="trkpt",
    attributes={"lat": "latitude_deg", "lon": "longitude_deg"},
    elements={
        "time": TIME,
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
    },
)
"""Writers put pulse and power into namespaces and places of their own: the local name counts."""

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
    document = document_of(data, MARKUP, MAX_POINTS, quality)
    elements = list(document.root.iter("{*}trk"))
    if len(elements) > MAX_SESSIONS:
        quality.append("too_long")
    elements = elements[:MAX_SESSIONS]
    pairs = zip(elements, document.points_in(elements), strict=True)
    tracks = [_track(element, points) for element, points in pairs]
    recorded = [track for track in tracks if len(track.points.runs) or track.statistics]
    if not recorded and "damaged_xml" in quality:
        raise UnreadableFile(problem=N_("XML that breaks off before the first track point"))
    if not recorded:
        raise _without_tracks(document.root, has_track=bool(elements))
    written_at = document.text("{*}metadata/{*}time", "{*}time")
    return activity_of(recorded, written_at, quality)


def _track(element: Any, points: Points) -> Track:
    """Return a track with what stands beside its points."""
    name = (text_of(element, "{*}name") or "")[:MAX_NAME] or None
    track = Track(points, name, text_of(element, "{*}type"))
    if not len(points.runs):
        for item in element.iterfind("{*}extensions/{*}TrackStatsExtension/*"):
            if local_of(item) in STATISTICS:
                track.statistics[STATISTICS[local_of(item)]] = number_of(item.text)
    return track


def _without_tracks(root: Any, *, has_track: bool) -> NotAnActivity:
    """Return what a GPX without a recording is."""
    if has_track:
        return NoTrackPoints(kind="GPX track without points")
    if root.find("{*}rte") is not None:
        return NotAnActivity(kind=N_("GPX route"))
    if root.find("{*}wpt") is not None:
        return NotAnActivity(kind=N_("GPX waypoints"))
    return NotAnActivity(kind=N_("empty GPX"))
