"""What every format ends with: values that can be, dates that can be, the shapes of `schemas`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.activity import Activity
from pipeline.decode.samples import Floats, Samples, frame_of
from pipeline.decode.sports import ALREADY_STEPS

Row = dict[str, Any]
"""One session, lap or set: column of its schema -> value."""

Range = tuple[float, float]

RECORD_RANGES: Mapping[str, Range] = {
    "latitude_deg": (-90, 90),
    "longitude_deg": (-180, 180),
    "distance_m": (0, 5_000_000),
    "speed_mps": (0, 150),
    "altitude_m": (-1_000, 20_000),
    "heart_rate_bpm": (1, 250),
    "cadence_spm": (0, 512),
    "power_w": (0, 5_000),
    "temperature_c": (-90, 90),
    "vertical_oscillation_mm": (0, 1_000),
    "stance_time_ms": (0, 5_000),
    "stance_time_balance_pct": (0, 100),
    "step_length_mm": (0, 5_000),
    "vertical_ratio_pct": (0, 100),
    "respiration_rate_brpm": (1, 100),
    "core_temperature_c": (25, 45),
}
"""What a sensor can say; outside is a glitch or a sensor's 'nothing' (heart rate 0 and 255)."""

SESSION_RANGES: Mapping[str, Range] = {
    "distance_m": (0, 5_000_000),
    "timer_s": (0.001, 40 * 86_400),
    "elapsed_s": (0.001, 400 * 86_400),
    "ascent_m": (0, 100_000),
    "descent_m": (0, 100_000),
    "steps": (1, 5_000_000),
    "avg_heart_rate_bpm": (1, 250),
    "max_heart_rate_bpm": (1, 250),
    "avg_cadence_spm": (0, 512),
    "rpe": (0.1, 10),
    "feel": (0, 100),
    "profile_weight_kg": (20, 300),
    "profile_threshold_heart_rate_bpm": (60, 240),
    "profile_max_heart_rate_bpm": (100, 250),
    "profile_resting_heart_rate_bpm": (20, 120),
}

LAP_RANGES: Mapping[str, Range] = {
    column: SESSION_RANGES[column]
    for column in ("timer_s", "elapsed_s", "distance_m", "avg_heart_rate_bpm")
}

SET_RANGES: Mapping[str, Range] = {
    "duration_s": (0, 86_400),
    "repetitions": (0, 10_000),
    "weight_kg": (0, 2_000),
    "category": (0, 65_533),
    "category_subtype": (0, 65_533),
}


def finished(
    kind: str,
    sessions: Sequence[Row],
    samples: Samples,
    session_index: NDArray[np.int32],
    quality: Iterable[str],
    *,
    laps: Sequence[Row] = (),
    sets: Sequence[Row] = (),
    developer: Sequence[Row] = (),
) -> Activity:
    """Return the activity in the public shapes; `samples` are `cleaned` already."""
    return Activity(
        kind=kind,
        sessions=_frame(sessions, schemas.SESSIONS, SESSION_RANGES),
        laps=_frame(laps, schemas.LAPS, LAP_RANGES),
        records=frame_of(with_both_feet(samples, session_index, sessions), session_index),
        sets=_frame(sets, schemas.SETS, SET_RANGES),
        developer=_frame(developer, schemas.DEVELOPER_FIELDS, {}),
        quality=tuple(dict.fromkeys(quality)),
    )


def _frame(
    rows: Sequence[Row], schema: schemas.Schema, ranges: Mapping[str, Range]
) -> pl.DataFrame:
    if not rows:
        return schemas.empty(schema)
    return pl.DataFrame([row | _blanks(row, ranges) for row in rows], schema=dict(schema))


def _blanks(row: Row, ranges: Mapping[str, Range]) -> Row:
    """Return null for each column of a row whose value cannot be."""
    return {
        column: None
        for column, (low, high) in ranges.items()
        if row.get(column) is not None and not low <= row[column] <= high
    }


def cleaned(samples: Samples) -> Samples:
    """Return records without impossible values.

    The position 0 N 0 E is what receivers write before they know where they are.
    """
    for column, (low, high) in RECORD_RANGES.items():
        if column in samples:
            blank_outside(samples[column], low, high)
    if {"latitude_deg", "longitude_deg"} <= samples.keys():
        latitude, longitude = samples["latitude_deg"], samples["longitude_deg"]
        no_fix = (latitude == 0) & (longitude == 0)
        if no_fix.any():
            latitude[no_fix] = longitude[no_fix] = np.nan
    return samples


def blank_outside(values: Floats, low: float, high: float) -> None:
    """Make values out of range NaN; asking for the extremes first spares most columns the rest."""
    if len(values) and not (np.fmin.reduce(values) >= low and np.fmax.reduce(values) <= high):
        values[~((values >= low) & (values <= high))] = np.nan


def with_both_feet(
    samples: Samples, session_index: NDArray[np.int32], sessions: Sequence[Row]
) -> Samples:
    """Return records whose cadence counts both feet, in sports done on foot.

    Watches count one leg. Where a session's median is already too high for one leg, the
    writer has doubled it (SCIENCE A.1).
    """
    if "cadence_spm" not in samples:
        return samples
    cadence = samples["cadence_spm"].copy()
    for index, row in enumerate(sessions):
        limit = ALREADY_STEPS.get(row["sport"])
        if limit is None:
            continue
        rows = slice(*np.searchsorted(session_index, (index, index + 1)))
        turning = cadence[rows][cadence[rows] > 0]
        if len(turning) and np.median(turning) <= limit:
            cadence[rows] *= 2
    return samples | {"cadence_spm": cadence}


def steps_per_minute(cadence: float | None, sport: str | None) -> float | None:
    """Return a session's own mean cadence counting both feet, in sports done on foot."""
    limit = ALREADY_STEPS.get(sport or "")
    if cadence is None or limit is None or cadence > limit:
        return cadence
    return cadence * 2
