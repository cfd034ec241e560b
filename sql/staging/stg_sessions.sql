-- One row per session as its file tells it.
with source as (

    select * from raw.sessions

)

select
    source.session_id,
    source.athlete_id,
    source.sha256,
    source.sport,
    source.sub_sport,
    source.name,
    source.device,
    source.utc_offset_s,
    source.distance_m,
    source.grade_adjusted_m,
    source.timer_s,
    source.elapsed_s,
    source.moving_s,
    source.ascent_m,
    source.descent_m,
    source.steps,
    source.steps_downhill,
    source.walking_steps,
    source.contact_load_bw,
    source.normalised_graded_mps,
    source.graded_speed_squared_m3s2,
    source.avg_heart_rate_bpm,
    source.max_heart_rate_bpm,
    source.best_30s_heart_rate_bpm,
    source.heart_rate_frozen_s,
    source.heart_rate_locked_s,
    source.avg_cadence_spm,
    source.rpe,
    source.feel,
    source.fast_s,
    source.fast_end_m,
    source.warm_up_lap_s,
    source.opening_speed_ratio,
    source.opening_heart_rate_ratio,
    source.first_speed_ratio,
    source.median_heart_rate_bpm,
    source.unknown_speed_share,
    source.profile_sex,
    source.profile_max_heart_rate_bpm,
    source.profile_resting_heart_rate_bpm,
    source.profile_threshold_heart_rate_bpm,
    source.profile_weight_kg,
    coalesce(source.is_sport_assumed, false) as is_sport_assumed,
    coalesce(source.is_added, false) as is_added,
    source.started_at
from source
