"""What a file tells, table by table: column -> Polars type."""

from collections.abc import Mapping

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
    "warm_up_lap_s": pl.Float64,
    "opening_speed_ratio": pl.Float64,
    "opening_heart_rate_ratio": pl.Float64,
    "first_speed_ratio": pl.Float64,
    "median_heart_rate_bpm": pl.Float64,
    "unknown_speed_share": pl.Float64,
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
    "title": pl.String,
}
"""One row per strength set; categories are FIT's own numbers (SCIENCE F.1), `title` is what the
watch showed."""

HEART_RATE_SECONDS: Schema = {
    "session_index": pl.Int32,
    "heart_rate_bpm": pl.Int32,
    "seconds": pl.Float64,
}
"""How long each heart rate was held in a session: all that TRIMP and zones need, so they
follow a changed maximum without reading records again."""

FORM_SPEEDS: Schema = {
    "session_index": pl.Int32,
    "speed_mps": pl.Float64,
    "seconds": pl.Float64,
    "cadence_spm": pl.Float64,
    "step_length_mm": pl.Float64,
    "stance_time_ms": pl.Float64,
    "vertical_ratio_pct": pl.Float64,
    "stance_time_balance_pct": pl.Float64,
}
"""One row per session and speed: how its steps were on level ground at about that speed, so
that a runner's own speed curve follows without reading records again (SCIENCE F.3)."""

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
    "psfs_1": pl.Float64,
    "psfs_2": pl.Float64,
    "psfs_3": pl.Float64,
    "psfs_4": pl.Float64,
    "psfs_5": pl.Float64,
    "sitting_h": pl.Float64,
    "sleep_h": pl.Float64,
    "lifting": pl.String,
    "strength": pl.String,
    "core": pl.String,
    "warm_up": pl.String,
    "cross_training": pl.String,
    "drills": pl.String,
    "shoe": pl.String,
    "line": pl.Int32,
}
"""One row per diary entry; `moment` is the diary's `when`, a word SQL keeps for itself."""

DIARY_REFUSED: Schema = {
    "line": pl.Int32,
    "reason": pl.String,
    "reason_template": pl.String,
    "reason_facts": pl.String,
}

SYMPTOMS: Schema = {
    "symptom": pl.String,
    "severity": pl.String,
    "started_at": INSTANT,
}
"""One row per symptom a health app keeps; its severity is a word, never a score of 0 to 10."""
