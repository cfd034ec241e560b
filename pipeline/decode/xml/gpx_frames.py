"""Tracks of a GPX -> `Activity`; a track is a session."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import numpy as np

from pipeline.decode.activity import Activity
from pipeline.decode.frames import Row, cleaned, finished
from pipeline.decode.samples import part
from pipeline.decode.sports import sport_of_speed, sport_of_word
from pipeline.decode.times import in_order, with_possible_dates
from pipeline.decode.xml.points import Points
from pipeline.decode.xml.sessions import one_behind_the_other, recorded_start, written_offset_s
from pipeline.decode.xml.values import instant_at
from pipeline.measures.track import median_moving_speed, track_m


@dataclass
class Track:
    """What one `<trk>` holds.

    Attributes
    ----------
    points
        Its records, in segments.
    statistics
        What Garmin says of a whole track without points.
    """

    points: Points
    name: str | None = None
    type: str | None = None
    statistics: dict[str, float | None] = field(default_factory=dict)


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
    document_time = instant_at(written_at)
    rows = [
        _session(track, document_time, quality) | {"samples": track.points.samples}
        for track in tracks
    ]
    sessions = with_possible_dates(rows, quality)
    samples, index = one_behind_the_other([row["samples"] for row in sessions])
    return finished("gpx", sessions, *in_order(samples, index, quality), quality)


def _session(track: Track, written_at: datetime | None, quality: list[str]) -> Row:
    """Return a session's row: what the track says, and what its points add up to."""
    samples = cleaned(track.points.samples)
    recorded = recorded_start(samples, quality)
    known_sport = sport_of_word(track.type)
    sport, sub_sport = known_sport or (sport_of_speed(median_moving_speed(samples)), None)
    return {
        "sport": sport,
        "sub_sport": sub_sport,
        "is_sport_assumed": known_sport is None,
        "name": track.name,
        "started_at": recorded or written_at,
        "utc_offset_s": written_offset_s(samples),
        "distance_m": _length_m(track.points, sport),
        **track.statistics,
    }


def _length_m(points: Points, sport: str) -> float | None:
    """Return the length of all segments; between them the runner paused."""
    changes = np.flatnonzero(np.diff(points.runs)) + 1
    borders = [0, *changes.tolist(), len(points.runs)]
    lengths = [track_m(part(points.samples, slice(a, b)), sport) for a, b in pairwise(borders)]
    said = [length for length in lengths if length is not None]
    return sum(said) if said else None
