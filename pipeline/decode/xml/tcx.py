"""TCX bytes -> `Activity`; each of its activities is a session.

Garmin's TrainingCenterDatabase v2. Unlike a GPX it has laps, whose sums are the watch's own
numbers. https://www8.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd
"""

from typing import Any

import numpy as np

from pipeline.decode.activity import Activity
from pipeline.decode.frames import Row
from pipeline.decode.samples import TIME
from pipeline.decode.times import MAX_SESSIONS
from pipeline.decode.xml.document import document_of, number_of, text_of
from pipeline.decode.xml.normal import local_of
from pipeline.decode.xml.points import Points
from pipeline.decode.xml.tcx_frames import Effort, activity_of
from pipeline.decode.xml.vocabulary import Markup
from pipeline.errors import N_, NotAnActivity, UnreadableFile

MAX_POINTS = 1_000_000
MAX_NAME = 80

RUN_CADENCE = "run_cadence_spm"
"""What stands beside it as `Cadence` is a bicycle's, and 0 in a run."""

MARKUP = Markup(
    root="TrainingCenterDatabase",
    run="Track",
    point="Trackpoint",
    elements={
        "time": TIME,
        "latitudedegrees": "latitude_deg",
        "longitudedegrees": "longitude_deg",
        "altitudemeters": "altitude_m",
        "distancemeters": "distance_m",
        "value": "heart_rate_bpm",
        "cadence": "cadence_spm",
        "runcadence": RUN_CADENCE,
        "speed": "speed_mps",
        "watts": "power_w",
    },
    parents={"value": "heartratebpm"},
)

TRANSITION = "Transition"
"""Between two sports of a triathlon; it is a lap of its own."""

INTENSITIES = {"active": "active", "resting": "rest"}
"""TCX's words -> FIT's."""

LAP = {
    "timer_s": "{*}TotalTimeSeconds",
    "distance_m": "{*}DistanceMeters",
    "avg_heart_rate_bpm": "{*}AverageHeartRateBpm/{*}Value",
    "max_heart_rate_bpm": "{*}MaximumHeartRateBpm/{*}Value",
    "cadence": "{*}Cadence",
    "run_cadence": "{*}Extensions/{*}LX/{*}AvgRunCadence",
    "steps": "{*}Extensions/{*}LX/{*}Steps",
}
"""Numbers of a lap, by where they stand in it."""


def decode_tcx(data: bytes) -> Activity:
    """Return what a TCX holds.

    Raises
    ------
    NotAnActivity
        If it holds courses, workouts or nothing.
    UnreadableFile
        If it is damaged before the first lap, or of no day.
    """
    quality: list[str] = []
    document = document_of(data, MARKUP, MAX_POINTS, quality)
    elements = list(document.root.iter("{*}Activity", f"{{*}}{TRANSITION}"))
    if len(elements) > MAX_SESSIONS:
        quality.append("too_long")
    elements = elements[:MAX_SESSIONS]
    pairs = zip(elements, document.points_in(elements), strict=True)
    efforts = [_effort(element, points) for element, points in pairs]
    recorded = [effort for effort in efforts if effort.laps or len(effort.points.runs)]
    if not recorded and "damaged_xml" in quality:
        raise UnreadableFile(problem=N_("XML that breaks off before the first track point"))
    if not recorded:
        raise _without_activity(document.root)
    return activity_of(recorded, quality)


def _effort(element: Any, points: Points) -> Effort:
    """Return an activity with what stands beside its points."""
    is_transition = local_of(element) == TRANSITION
    laps = [element] if is_transition else element.iterfind("{*}Lap")
    device = text_of(element, "{*}Creator/{*}Name")
    # Strava writes a title there, a watch its wearer's private remark
    notes = "" if device else (text_of(element, "{*}Notes") or "").partition("\n")[0].strip()
    return Effort(
        _with_run_cadence(points),
        [_lap(lap) for lap in laps],
        sport="transition" if is_transition else element.get("Sport"),
        begun=text_of(element, "{*}Id"),
        name=notes if 0 < len(notes) <= MAX_NAME else None,
        device=device,
    )


def _with_run_cadence(points: Points) -> Points:
    """Return points whose cadence is the runner's, where there is one."""
    others = dict(points.samples)
    steps = others.pop(RUN_CADENCE, None)
    if steps is None:
        return points
    cadence = np.where(np.isnan(steps), others.get("cadence_spm", steps), steps)
    return points._replace(samples=others | {"cadence_spm": cadence})


def _lap(element: Any) -> Row:
    numbers = {column: number_of(text_of(element, path)) for column, path in LAP.items()}
    intensity = (text_of(element, "{*}Intensity") or "").lower()
    return {
        "begun": element.get("StartTime"),
        "intensity": INTENSITIES.get(intensity),
        **numbers,
    }


def _without_activity(root: Any) -> NotAnActivity:
    """Return what a TCX without a recording is."""
    if root.find("{*}Courses") is not None:
        return NotAnActivity(kind=N_("TCX course"))
    if root.find("{*}Workouts") is not None:
        return NotAnActivity(kind=N_("TCX workout"))
    return NotAnActivity(kind=N_("empty TCX"))
