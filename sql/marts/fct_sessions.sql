-- One row per effort. spike_ratio is a run's distance over the longest single run of
-- the 30 days before its day (Frandsen 2025); it needs 30 days of history and 3 runs in
-- them, else its class is `unknown`. A session is never its own predecessor.
with sessions as (

    select * from int_sessions

),

session_loads as (

    select * from int_session_loads

),

loaded_files as (

    select
        athlete_id,
        sha256,
        name
    from stg_files
    where status = 'loaded'

),

members as (

    select * from int_effort_members

),

files as (

    select
        members.effort_id,
        list_sort(list_distinct(list(loaded_files.name))) as source_files
    from members
    inner join loaded_files
        on
            members.athlete_id = loaded_files.athlete_id
            and members.sha256 = loaded_files.sha256
    group by all

),

runs as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.local_date,
        sessions.distance_m
    from sessions
    where
        sessions.is_running
        and sessions.distance_m > 0
        and not sessions.is_excluded

),

first_runs as (

    select
        runs.athlete_id,
        min(runs.local_date) as first_date
    from runs
    group by all

),

-- a self-join rather than a window: same-day runs must not see each other
earlier_runs as (

    select
        runs.session_id,
        count(earlier.session_id) as run_count,
        max(earlier.distance_m) as longest_m
    from runs
    left join runs as earlier
        on
            runs.athlete_id = earlier.athlete_id
            and earlier.local_date between runs.local_date - 30 and runs.local_date - 1
    group by all

),

spikes as (

    select
        runs.session_id,
        earlier_runs.longest_m,
        runs.distance_m / earlier_runs.longest_m as spike_ratio
    from runs
    inner join earlier_runs
        on runs.session_id = earlier_runs.session_id
    inner join first_runs
        on runs.athlete_id = first_runs.athlete_id
    where
        earlier_runs.run_count >= 3
        and runs.local_date - first_runs.first_date >= 30

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
    sessions.timer_s,
    sessions.elapsed_s,
    sessions.moving_s,
    sessions.ascent_m,
    sessions.descent_m,
    sessions.steps,
    sessions.steps_downhill,
    sessions.avg_heart_rate_bpm,
    sessions.max_heart_rate_bpm,
    sessions.avg_cadence_spm,
    sessions.rpe,
    session_loads.srpe_load,
    session_loads.trimp_banister,
    session_loads.trimp_edwards,
    session_loads.internal_load,
    session_loads.load_source,
    session_loads.load_factor,
    session_loads.is_imputed,
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
    null::varchar as warm_up,
    null::varchar as strength_programme,
    null::varchar as shoe_id,
    coalesce(files.source_files, []) as source_files
from sessions
inner join session_loads
    on sessions.session_id = session_loads.session_id
left join spikes
    on sessions.session_id = spikes.session_id
left join files
    on sessions.session_id = files.effort_id
