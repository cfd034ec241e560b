"""Made-up training histories as the frames the models take."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import polars as pl

from pipeline.models import run_models

MONDAY = date(2026, 1, 5)
STEADY_WEEK_KM = (10.0, 0.0, 8.0, 0.0, 12.0, 0.0, 20.0)


def daily_load(
    loads: Sequence[float | None], *, athlete_id: str = "me", measure: str = "distance_km"
) -> pl.DataFrame:
    """Return `int_daily_load` of consecutive days from a Monday on."""
    return pl.DataFrame(
        {
            "athlete_id": [athlete_id] * len(loads),
            "local_date": days(len(loads)),
            "load_measure": [measure] * len(loads),
            "daily_load": list(loads),
        },
        schema_overrides={"daily_load": pl.Float64},
    )


def days(count: int) -> list[date]:
    """Return consecutive days from a Monday on."""
    return [MONDAY + timedelta(day) for day in range(count)]


def runs(loads_km: Sequence[float | None], *, athlete_id: str = "me") -> pl.DataFrame:
    """Return `raw_sessions`: one run at noon on every day with kilometres."""
    rows = [
        {
            "session_id": f"{athlete_id}-{day}",
            "sha256": f"{athlete_id}-{day}",
            "athlete_id": athlete_id,
            "session_index": 0,
            "sport": "running",
            "started_at": datetime.combine(day, time(12)),
            "utc_offset_s": 0,
            "distance_m": 1000.0 * km,
            "timer_s": 360.0 * km,
        }
        for day, km in zip(days(len(loads_km)), loads_km, strict=True)
        if km
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.with_columns(pl.col("started_at").dt.replace_time_zone("UTC"))


def athlete(today: date, *, athlete_id: str = "me", is_looking_back: bool = True) -> pl.DataFrame:
    """Return `raw_athletes` of one runner who lives at UTC."""
    return pl.DataFrame(
        {
            "athlete_id": [athlete_id],
            "timezone": ["UTC"],
            "is_looking_back": [is_looking_back],
            "today": [today],
        }
    )


def diary(pain: Mapping[date, int], *, athlete_id: str = "me", **columns: object) -> pl.DataFrame:
    """Return `raw_diary` with one entry a day; `columns` hold for every row."""
    rows = [
        {
            "athlete_id": athlete_id,
            "local_date": day,
            "pain_nrs": nrs,
            "body_site": "low_back",
            "line": line,
            "imported_at": datetime.combine(day, time(20)),
            **columns,
        }
        for line, (day, nrs) in enumerate(pain.items(), 2)
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.with_columns(pl.col("imported_at").dt.replace_time_zone("UTC"))


def marts_of(
    names: Sequence[str],
    loads_km: Sequence[float | None],
    *,
    rest_days: int = 0,
    **raw: pl.DataFrame,
) -> dict[str, pl.DataFrame]:
    """Return marts of a runner who ran these kilometres and then rested some days."""
    today = MONDAY + timedelta(len(loads_km) + rest_days - 1)
    return run_models(names, raw_sessions=runs(loads_km), raw_athletes=athlete(today), **raw)
