"""Apple Health exports as phones write them, made up: both layouts, and any size."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

DTD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 13 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Workout ((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics)*)>
<!-- Note: Any Records that appear as children of a correlation also appear as top-level. -->
]>
"""
HEAD = DTD + '<HealthData locale="de_DE">\n <ExportDate value="2024-07-01 20:00:00 +0200"/>\n'
TAIL = "</HealthData>\n"

RECORD = (
    ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Apple\xa0Watch von Lena" '
    'sourceVersion="10.5" device="&lt;&lt;HKDevice: 0x{serial:x}&gt;, name:Apple Watch, '
    'manufacturer:Apple Inc., model:Watch, hardware:Watch6,1, software:10.5&gt;" '
    'unit="count/min" creationDate="{at}" startDate="{at}" endDate="{at}" value="{beats}"/>\n'
)

RUN_IOS17 = """ <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="44.5" \
durationUnit="min" sourceName="Apple\xa0Watch von Lena" sourceVersion="10.5" \
device="&lt;&lt;HKDevice: 0x1c06&gt;, name:Apple Watch&gt;" creationDate="{end}" \
startDate="{start}" endDate="{end}">
  <MetadataEntry key="HKIndoorWorkout" value="0"/>
  <MetadataEntry key="HKTimeZone" value="{zone}"/>
  <MetadataEntry key="HKAverageMETs" value="9.66668 kcal/hr·kg"/>
  <MetadataEntry key="HKElevationAscended" value="8520 cm"/>
  <WorkoutEvent type="HKWorkoutEventTypePause" date="{start}"/>
  <WorkoutActivity uuid="A1" startDate="{start}" endDate="{end}" duration="9" durationUnit="min">
   <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="99" maximum="99" \
unit="count/min"/>
   <MetadataEntry key="HKElevationAscended" value="1 cm"/>
  </WorkoutActivity>
  <WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" startDate="{start}" \
endDate="{end}" sum="7280" unit="count"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" startDate="{start}" \
endDate="{end}" average="151.25" minimum="98" maximum="176" unit="count/min"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" \
startDate="{start}" endDate="{end}" sum="8.61" unit="km"/>
  <WorkoutRoute sourceName="Apple\xa0Watch von Lena" startDate="{start}" endDate="{end}">
   <FileReference path="/workout-routes/route_2024-05-04_8.46am.gpx"/>
  </WorkoutRoute>
 </Workout>
"""

RIDE_IOS13 = """ <Workout workoutActivityType="HKWorkoutActivityTypeCycling" \
duration="62.25" durationUnit="min" totalDistance="15.5" totalDistanceUnit="mi" \
totalEnergyBurned="420" totalEnergyBurnedUnit="kcal" sourceName="Strava" \
sourceVersion="9" creationDate="{end}" startDate="{start}" endDate="{end}"/>
"""

SYMPTOM = (
    ' <Record type="HKCategoryTypeIdentifierLowerBackPain" sourceName="Health" '
    'sourceVersion="17.5" device="&lt;&lt;HKDevice: 0x3: &quot;iPhone&quot;&gt;" unit="" '
    'creationDate="{at}" startDate="{at}" endDate="{at}" value="{value}">\n'
    '  <MetadataEntry key="HKWasUserEntered" value="1"/>\n'
    " </Record>\n"
)


def back_pain(severity: str, at: datetime, offset_h: int = 2) -> str:
    """Return a record of low-back pain; its severity is a word of Apple's or a number."""
    value = severity if severity.isdigit() else f"HKCategoryValueSeverity{severity}"
    return SYMPTOM.format(at=written(at, offset_h), value=value)


def written(instant: datetime, offset_h: int = 2) -> str:
    """Return an instant as a phone writes it, with its offset while it exports."""
    local = instant + timedelta(hours=offset_h)
    return f"{local:%Y-%m-%d %H:%M:%S} {offset_h:+03d}00"


def workout(layout: str, started_at: datetime, *, minutes: float, zone: str = "") -> str:
    """Return one workout in one of the layouts."""
    end = written(started_at + timedelta(minutes=minutes))
    return layout.format(start=written(started_at), end=end, zone=zone or "Europe/Berlin")


def export(*parts: str) -> bytes:
    """Return an export that holds some elements."""
    return "".join([HEAD, *parts, TAIL]).encode()


def write_large(path: Path, megabytes: int, others: Iterable[str]) -> None:
    """Write an export of heart rates, with symptoms and workouts after them as phones do."""
    with path.open("wb") as file:
        file.write(HEAD.encode())
        for block in _records(megabytes):
            file.write(block)
        file.writelines(each.encode() for each in others)
        file.write(TAIL.encode())


def _records(megabytes: int) -> Iterator[bytes]:
    """Yield records, a megabyte at a time, no two blocks alike."""
    random = Random(1)
    at = datetime(2020, 1, 1, tzinfo=UTC)
    for _ in range(megabytes):
        lines = []
        size = 0
        while size < 1_000_000:
            at += timedelta(seconds=random.randint(1, 9))
            serial, beats = random.getrandbits(40), random.randint(40, 190)
            lines.append(RECORD.format(serial=serial, at=written(at), beats=beats).encode())
            size += len(lines[-1])
        yield b"".join(lines)
