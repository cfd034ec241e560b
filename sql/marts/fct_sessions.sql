-- One row per effort, with what it was loaded from and how it compares with the runs
-- before it; the class of a run that cannot be compared is `unknown`.
with sessions as (

    select * from int_sessions

),

profiles as (

    select * from int_profiles

),

gates as (

    select * from int_heart_rate_gates

),

session_loads as (

    select * from int_session_loads

),

spikes as (

    select * from int_spikes

),

progressions as (

    select * from int_progressions

),

warm_ups as (

    select * from int_warm_ups

),

strength as (

    select * from fct_strength

),

run_shoes as (

    select * from int_run_shoes

),

files as (

    select * from int_source_files

)

select
    sessions.session_id,
    sessions.athlete_id,
    sessions.sport,
    sessions.sub_sport,
    sessions.name,
    sessions.gear,
    sessions.started_at,
    sessions.utc_offset_s,
    sessions.local_date,
    sessions.distance_m,
    sessions.grade_adjusted_m,
    session_loads.speed_weighted_km,
    sessions.normalised_graded_mps,
    sessions.timer_s,
    sessions.elapsed_s,
    sessions.moving_s,
    sessions.ascent_m,
    sessions.descent_m,
    sessions.steps,
    sessions.steps_downhill,
    sessions.walking_steps,
    sessions.contact_load_bw,
    sessions.avg_heart_rate_bpm,
    sessions.max_heart_rate_bpm,
    sessions.avg_cadence_spm,
    sessions.rpe,
    session_loads.srpe_load,
    session_loads.trimp_banister,
    session_loads.trimp_edwards,
    session_loads.hrtss,
    session_loads.rtss,
    session_loads.internal_load,
    session_loads.load_source,
    session_loads.load_factor,
    session_loads.is_imputed,
    session_loads.over_80_pct_min,
    session_loads.over_90_pct_min,
    session_loads.pulse_min,
    gates.is_heart_rate_usable,
    gates.heart_rate_problem,
    profiles.athlete_max_bpm,
    profiles.athlete_resting_bpm,
    profiles.athlete_threshold_bpm,
    profiles.threshold_speed_mps,
    profiles.sex_source,
    profiles.max_heart_rate_source,
    profiles.resting_heart_rate_source,
    profiles.threshold_heart_rate_source,
    profiles.threshold_speed_source,
    sessions.excluded_because,
    sessions.fast_s,
    sessions.fast_end_m,
    sessions.file_count,
    sessions.is_excluded,
    sessions.is_edited,
    sessions.is_added,
    sessions.is_sport_assumed,
    spikes.longest_m as longest_before_m,
    spikes.spike_ratio,
    case
        when not sessions.is_running then null
        when spikes.spike_ratio is null then 'unknown'
        when spikes.spike_ratio <= 1.10 + 1e-9 then 'reference'
        when spikes.spike_ratio <= 1.30 + 1e-9 then 'small'
        when spikes.spike_ratio <= 2.00 + 1e-9 then 'moderate'
        else 'large'
    end as spike_class,
    progressions.progression_pct,
    case
        when sessions.is_running
            then coalesce(progressions.progression_class, 'unknown')
    end as progression_class,
    warm_ups.warm_up,
    warm_ups.warm_up_source,
    warm_ups.warm_up_because,
    warm_ups.warm_up_judged_by,
    strength.strength_programme,
    run_shoes.shoe_id,
    coalesce(files.source_files, []) as source_files
from sessions
inner join profiles
    on sessions.session_id = profiles.session_id
inner join session_loads
    on sessions.session_id = session_loads.session_id
left join gates
    on sessions.session_id = gates.session_id
left join spikes
    on sessions.session_id = spikes.session_id
left join progressions
    on sessions.session_id = progressions.session_id
left join warm_ups
    on sessions.session_id = warm_ups.session_id
left join strength
    on sessions.session_id = strength.session_id
left join run_shoes
    on sessions.session_id = run_shoes.session_id
left join files
    on sessions.session_id = files.session_id
