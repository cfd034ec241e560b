"""One `<Workout>` -> a session's row.

Up to iOS 15 its sums are attributes; since iOS 16 they are `<WorkoutStatistics>` beside what
apps add as `<MetadataEntry>`. Segments and routes carry some of their own: only what stands
directly in the workout is about all of it.

A phone writes all dates with the UTC offset it has while it exports: a January run in Denver
exported in summer says -0600, a run on holiday says the offset of home. So they tell when a
workout was, but not what the clock on the wall said; only HKTimeZone does.
"""

from datetime import UTC, datetime
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from pipeline.decode.apple.dates import instant_written
from pipeline.decode.apple.sports import sport_of
from pipeline.decode.frames import Row
from pipeline.decode.xml.normal import HARDENED, in_letters

STRICT = HARDENED | {"recover": False}
"""Of a broken workout nobody knows which half is missing."""

QUANTITY = "HKQuantityTypeIdentifier"
MAX_DEVICE = 200

METRES = {"m": 1.0, "km": 1_000.0, "mi": 1_609.344, "yd": 0.9144, "ft": 0.3048, "cm": 0.01}
SECONDS = {"s": 1.0, "min": 60.0, "hr": 3_600.0}
PER_MINUTE = {"count/min": 1.0, "count/s": 60.0}
TIMES = {"count": 1.0}

DISTANCES = {
    "cycling": "DistanceCycling",
    "swimming": "DistanceSwimming",
    "wheelchair_push_run": "DistanceWheelchair",
    "wheelchair_push_walk": "DistanceWheelchair",
    "alpine_skiing": "DistanceDownhillSnowSports",
    "snowboarding": "DistanceDownhillSnowSports",
    "cross_country_skiing": "DistanceCrossCountrySkiing",
    "rowing": "DistanceRowing",
    "paddling": "DistancePaddleSports",
    "ice_skating": "DistanceSkatingSports",
}
"""Sport -> the statistic that counts its way; in all others that of walking and running."""
ON_FOOT = "DistanceWalkingRunning"


def session_of(fragment: bytes, quality: list[str]) -> Row | None:
    """Return the row of one workout, null for one that is no XML.

    Parameters
    ----------
    fragment
        From its `<Workout` to its end.
    quality
        Grows by 'damaged_xml' where something in it is not as it should be.
    """
    text, is_sound = in_letters(fragment)
    try:
        workout = etree.fromstring(text, etree.XMLParser(**STRICT))
    except etree.XMLSyntaxError:
        quality.append("damaged_xml")
        return None
    if not is_sound:
        quality.append("damaged_xml")
    return _row(workout)


def _row(workout: Any) -> Row:
    said = {entry.get("key"): entry.get("value", "") for entry in workout.findall("MetadataEntry")}
    started_at = _instant(workout.get("startDate"))
    ended_at = _instant(workout.get("endDate"))
    known_sport = sport_of(
        workout.get("workoutActivityType", ""),
        is_indoor=said.get("HKIndoorWorkout") == "1",
        swimming_place=said.get("HKSwimmingLocationType", ""),
    )
    sport, sub_sport = known_sport or ("generic", None)
    return {
        "sport": sport,
        "sub_sport": sub_sport,
        "is_sport_assumed": known_sport is None,
        "started_at": started_at,
        "utc_offset_s": _offset_s(said.get("HKTimeZone"), started_at),
        "elapsed_s": (ended_at - started_at).total_seconds() if started_at and ended_at else None,
        "timer_s": _amount(workout.get("duration"), workout.get("durationUnit", "min"), SECONDS),
        "distance_m": _distance_m(workout, sport),
        "ascent_m": _amount(*_parted(said.get("HKElevationAscended")), METRES),
        "descent_m": _amount(*_parted(said.get("HKElevationDescended")), METRES),
        "steps": _statistic(workout, "StepCount", "sum", TIMES),
        "avg_heart_rate_bpm": _statistic(workout, "HeartRate", "average", PER_MINUTE),
        "max_heart_rate_bpm": _statistic(workout, "HeartRate", "maximum", PER_MINUTE),
        "device": " ".join(workout.get("sourceName", "").split())[:MAX_DEVICE] or None,
    }


def _distance_m(workout: Any, sport: str) -> float | None:
    """Return how far it went: an export of iOS 16 says so sport by sport."""
    said = _statistic(workout, DISTANCES.get(sport, ON_FOOT), "sum", METRES)
    if said is not None:
        return said
    return _amount(workout.get("totalDistance"), workout.get("totalDistanceUnit", ""), METRES)


def _statistic(workout: Any, name: str, of: str, units: dict[str, float]) -> float | None:
    found = (
        _amount(statistics.get(of), statistics.get("unit", ""), units)
        for statistics in workout.findall("WorkoutStatistics")
        if statistics.get("type") == QUANTITY + name
    )
    return next(found, None)


def _parted(text: str | None) -> tuple[str, str]:
    """Return the number and the unit of an amount such as '1234 cm'."""
    number, _, unit = (text or "").strip().partition(" ")
    return number, unit


def _amount(number: str | None, unit: str, units: dict[str, float]) -> float | None:
    """Return an amount in our unit; null where its own is unknown: a guess could be 1.6 off."""
    try:
        value = float(number or "") * units[unit]
    except (ValueError, KeyError):
        return None
    return value if isfinite(value) else None


def _instant(text: str | None) -> datetime | None:
    written = instant_written(text)
    try:
        return written and written.astimezone(UTC)
    except OverflowError:
        return None


def _offset_s(zone: str | None, instant: datetime | None) -> int | None:
    """Return the UTC offset at an instant in the zone an app has noted, null where none."""
    if not zone or instant is None:
        return None
    try:
        offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    except (KeyError, ValueError, OSError, OverflowError):
        return None
    return None if offset is None else round(offset.total_seconds())
