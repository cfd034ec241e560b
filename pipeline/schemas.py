"""The shape of every frame that crosses a public edge, as data.

One dict per table: column -> Polars type. `conform` is the only way in: missing columns
become null, foreign ones fall away, a wrong type is loud. The warehouse's raw tables have
the same columns (a test holds them against the migrations).
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

Schema = Mapping[str, "type[pl.DataType] | pl.DataType"]

INSTANT = pl.Datetime("us", "UTC")

RECORDS: Schema = {
    "session_index": pl.Int32,
    "recorded_at": INSTANT,
    "latitude_deg": pl.Float64,
    "longitude_deg": pl.Float64,
    "distance_m": pl.Float64,
    "speed_mps": pl.Float64,
    "altitude_m": pl.Float64,
    "heart_rate_bpm": pl.Float64,
    "cadence_spm": pl.Float64,
    "power_w": pl.Float64,
    "temperature_c": pl.Float64,
    "vertical_oscillation_mm": pl.Float64,
    "stance_time_ms": pl.Float64,
    "stance_time_balance_pct": pl.Float64,
    "step_length_mm": pl.Float64,
    "vertical_ratio_pct": pl.Float64,
    "respiration_rate_brpm": pl.Float64,
    "core_temperature_c": pl.Float64,
}
"""One row per sample in time, null where the watch has no such sensor."""

SESSIONS: Schema = {
    "session_index": pl.Int32,
    "sport": pl.String,
    "sub_sport": pl.String,
    "name": pl.String,
    "started_at": INSTANT,
    "utc_offset_s": pl.Int32,
    "distance_m": pl.Float64,
    "timer_s": pl.Float64,
    "elapsed_s": pl.Float64,
    "ascent_m": pl.Float64,
    "descent_m": pl.Float64,
    "steps": pl.Float64,
    "avg_heart_rate_bpm": pl.Float64,
    "max_heart_rate_bpm": pl.Float64,
    "avg_cadence_spm": pl.Float64,
    "rpe": pl.Float64,
    "profile_sex": pl.String,
    "profile_max_heart_rate_bpm": pl.Float64,
    "profile_resting_heart_rate_bpm": pl.Float64,
    "is_sport_assumed": pl.Boolean,
    "moving_s": pl.Float64,
    "grade_adjusted_m": pl.Float64,
    "steps_downhill": pl.Float64,
    "heart_rate_frozen_s": pl.Float64,
    "profile_weight_kg": pl.Float64,
    "profile_threshold_heart_rate_bpm": pl.Float64,
    "device": pl.String,
    "feel": pl.Float64,
    "fast_s": pl.Float64,
    "fast_end_m": pl.Float64,
    "normalised_graded_mps": pl.Float64,
    "best_30s_heart_rate_bpm": pl.Float64,
    "heart_rate_locked_s": pl.Float64,
    "walking_steps": pl.Float64,
    "contact_load_bw": pl.Float64,
    "graded_speed_squared_m3s2": pl.Float64,
}
"""One row per sport effort. `utc_offset_s` is the file's own, else the position's, else null."""

LAPS: Schema = {
    "session_index": pl.Int32,
    "lap_index": pl.Int32,
    "started_at": INSTANT,
    "timer_s": pl.Float64,
    "elapsed_s": pl.Float64,
    "distance_m": pl.Float64,
    "avg_heart_rate_bpm": pl.Float64,
    "intensity": pl.String,
}

SETS: Schema = {
    "session_index": pl.Int32,
    "set_index": pl.Int32,
    "started_at": INSTANT,
    "set_type": pl.String,
    "duration_s": pl.Float64,
    "repetitions": pl.Int32,
    "weight_kg": pl.Float64,
    "category": pl.Int32,
    "category_subtype": pl.Int32,
}
"""One row per strength set; categories are FIT's own numbers (SCIENCE F.1)."""

HEART_RATE_SECONDS: Schema = {
    "session_index": pl.Int32,
    "heart_rate_bpm": pl.Int32,
    "seconds": pl.Float64,
}
"""How long each heart rate was held in a session: all that TRIMP and zones need, so they
follow a changed maximum without reading records again."""

DEVELOPER_FIELDS: Schema = {
    "session_index": pl.Int32,
    "app": pl.String,
    "field": pl.String,
    "unit": pl.String,
    "record_count": pl.Int32,
    "mean": pl.Float64,
    "min": pl.Float64,
    "max": pl.Float64,
}
"""One row per session and field that an app on the watch (Stryd, CORE ...) wrote into records."""

LISTED: Schema = {
    "file_name": pl.String,
    "title": pl.String,
    "sport": pl.String,
    "sub_sport": pl.String,
    "gear": pl.String,
    "rpe": pl.Float64,
    "line": pl.Int32,
}
"""One row per activity that an account export's own list (Strava's activities.csv) names;
`file_name` is the last part of its file's name, compression's ending left out."""

DIARY: Schema = {
    "local_date": pl.Date,
    "local_time": pl.String,
    "moment": pl.String,
    "body_site": pl.String,
    "side": pl.String,
    "pain_nrs": pl.Int32,
    "leg_pain": pl.Boolean,
    "quality": pl.String,
    "altered_stride": pl.Boolean,
    "run_capability": pl.Float64,
    "rpe": pl.Float64,
    "medication": pl.String,
    "red_flags": pl.String,
    "note": pl.String,
    "line": pl.Int32,
}
"""One row per diary entry; `moment` is the diary's `when`, a word SQL keeps for itself."""

DIARY_REFUSED: Schema = {
    "line": pl.Int32,
    "reason": pl.String,
    "reason_template": pl.String,
    "reason_facts": pl.String,
}


def _of_session(schema: Schema) -> Schema:
    """Return a table's columns in the warehouse: the session's id for its index in a file."""
    return {"session_id": pl.String} | {c: k for c, k in schema.items() if c != "session_index"}


RAW: dict[str, Schema] = {
    "files": {
        "sha256": pl.String,
        "content_sha256": pl.String,
        "name": pl.String,
        "athlete_id": pl.String,
        "kind": pl.String,
        "status": pl.String,
        "reason": pl.String,
        "reason_template": pl.String,
        "reason_facts": pl.String,
        "quality": pl.List(pl.String),
        "bytes": pl.Int64,
        "imported_at": INSTANT,
        "is_member": pl.Boolean,
    },
    "athletes": {
        "athlete_id": pl.String,
        "display_name": pl.String,
        "timezone": pl.String,
        "sex": pl.String,
        "max_heart_rate_bpm": pl.Float64,
        "resting_heart_rate_bpm": pl.Float64,
        "threshold_heart_rate_bpm": pl.Float64,
        "threshold_speed_mps": pl.Float64,
        "is_looking_back": pl.Boolean,
        "today": pl.Date,
    },
    "profiles": {
        "athlete_id": pl.String,
        "from_date": pl.Date,
        "max_heart_rate_bpm": pl.Float64,
        "resting_heart_rate_bpm": pl.Float64,
        "threshold_heart_rate_bpm": pl.Float64,
        "threshold_speed_mps": pl.Float64,
    },
    "sessions": {
        "session_id": pl.String,
        "sha256": pl.String,
        "athlete_id": pl.String,
        **SESSIONS,
        "is_added": pl.Boolean,
    },
    "laps": _of_session(LAPS),
    "records": _of_session(RECORDS),
    "sets": _of_session(SETS),
    "heart_rate_seconds": _of_session(HEART_RATE_SECONDS),
    "developer_fields": _of_session(DEVELOPER_FIELDS),
    "diary": {
        "athlete_id": pl.String,
        "source": pl.String,
        "sha256": pl.String,
        **DIARY,
        "imported_at": INSTANT,
    },
    "diary_refused": {
        "athlete_id": pl.String,
        "source": pl.String,
        "sha256": pl.String,
        **DIARY_REFUSED,
    },
    "marks": {
        "athlete_id": pl.String,
        "kind": pl.String,
        "from_date": pl.Date,
        "to_date": pl.Date,
        "note": pl.String,
        "written_at": INSTANT,
    },
    "listed": {
        "athlete_id": pl.String,
        "source": pl.String,
        "sha256": pl.String,
        **LISTED,
        "imported_at": INSTANT,
    },
    "efforts": {
        "session_id": pl.String,
        "athlete_id": pl.String,
        "effort_id": pl.String,
        "preference": pl.Int32,
    },
    "matches": {
        "athlete_id": pl.String,
        "session_a": pl.String,
        "session_b": pl.String,
        "verdict": pl.String,
        "because": pl.String,
        "start_gap_s": pl.Float64,
        "overlap_share": pl.Float64,
        "distance_ratio": pl.Float64,
    },
    "edits": {
        "athlete_id": pl.String,
        "session_id": pl.String,
        "distance_m": pl.Float64,
        "timer_s": pl.Float64,
        "sport": pl.String,
        "sub_sport": pl.String,
        "rpe": pl.Float64,
        "local_date": pl.Date,
        "note": pl.String,
        "written_at": INSTANT,
    },
    "exclusions": {
        "athlete_id": pl.String,
        "session_id": pl.String,
        "note": pl.String,
        "written_at": INSTANT,
    },
    "overrules": {
        "athlete_id": pl.String,
        "session_a": pl.String,
        "session_b": pl.String,
        "verdict": pl.String,
        "note": pl.String,
        "written_at": INSTANT,
    },
}
"""The raw tables. `content_sha256` is that of the unpacked bytes: a file and its gzip are one."""


class WrongShape(TypeError):
    """A frame with a column of a type that cannot become the schema's: our bug."""


def conform(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return `frame` with exactly the columns of `schema`, in its order.

    Parameters
    ----------
    frame
        Any frame; missing columns become null, foreign ones fall away.
    schema
        Column -> Polars type.

    Raises
    ------
    WrongShape
        If a column cannot be cast without losing values.
    """
    if frame.is_empty():
        return empty(schema)
    columns = [
        pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind).alias(name)
        for name, kind in schema.items()
    ]
    try:
        return frame.select(columns)
    except pl.exceptions.PolarsError as problem:
        raise WrongShape(str(problem)) from problem


def empty(schema: Schema) -> pl.DataFrame:
    """Return a frame of `schema` without rows."""
    return _empty(tuple(schema.items())).clone()


@cache
def _empty(columns: tuple[tuple[str, Any], ...]) -> pl.DataFrame:
    """Return the one empty frame of a schema: to build it anew costs as much as to fill it."""
    return pl.DataFrame(schema=dict(columns))
