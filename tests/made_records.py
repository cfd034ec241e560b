"""Records written down by hand, and what becomes of them."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.decode import Activity
from pipeline.decode.samples import Samples, of_frame
from pipeline.measures import complete

START = datetime(2025, 3, 1, 8, 0, 0, tzinfo=UTC)
METRES_A_DEGREE = 111_195.08


def records(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return records of session 0; `at` is seconds after the start, `north`, `east` metres."""
    return schemas.conform(
        pl.DataFrame([_record(**row) for row in rows] or [{}], infer_schema_length=None)
        if rows
        else schemas.empty(schemas.RECORDS),
        schemas.RECORDS,
    )


def _record(
    at: float | None = None, north: float | None = None, east: float = 0, **others: Any
) -> dict[str, Any]:
    position = {}
    if north is not None:
        position = {
            "latitude_deg": north / METRES_A_DEGREE + 48,
            "longitude_deg": east / METRES_A_DEGREE / math.cos(math.radians(48)) + 11,
        }
    time = None if at is None else START + timedelta(seconds=at)
    return {"session_index": 0, "recorded_at": time, **position, **others}


def samples(*rows: dict[str, Any]) -> Samples:
    """Return records as arrays."""
    return of_frame(records(*rows))


def activity_of(
    rows: pl.DataFrame, sessions: Iterable[dict[str, Any]] = (), kind: str = "fit"
) -> Activity:
    """Return an activity of these records and sessions, and nothing else."""
    return Activity(
        kind=kind,
        sessions=pl.DataFrame(list(sessions), schema=dict(schemas.SESSIONS)),
        laps=schemas.empty(schemas.LAPS),
        records=rows,
        sets=schemas.empty(schemas.SETS),
        developer=schemas.empty(schemas.DEVELOPER_FIELDS),
    )


def run_of(rows: Iterable[dict[str, Any]], kind: str = "gpx", **session: Any) -> dict[str, Any]:
    """Return the completed session of these records."""
    row = {"session_index": 0, "sport": "running", "started_at": START, "is_sport_assumed": False}
    activity = activity_of(records(*rows), [row | session], kind)
    return complete(activity).sessions.row(0, named=True)


def going_north(count: int, speed: float = 3, every: float = 1) -> list[dict[str, Any]]:
    """Return records of somebody going north at an even speed."""
    return [{"at": i * every, "north": i * every * speed} for i in range(count)]
