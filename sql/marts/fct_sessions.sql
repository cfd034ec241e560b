-- One row per effort. spike_ratio is a run's distance over the longest single run of
-- the 30 days before its day (Frandsen 2025); it needs 30 days of history and 3 runs in
-- them, else its class is `unknown`. A session is never its own predecessor.
with sessions as (

    select * from int_sessions

),

session_loads as (

    select * from int_session_loads

),

contents as (

    select distinct
        athlete_id,
        sha256,
        content_sha256
    from stg_files
    where status = 'loaded'

),

-- a file that came again under another name tells of the session, too
names as (

    select
        athlete_id,
        content_sha256,
        name
    from stg_files
    where status in ('loaded', 'duplicate')

),

members as (

    select * from int_effort_members

),

files as (

    select
        members.effort_id,
        list_sort(list_distinct(list(names.name))) as source_files
    from members
    inner join contents
        on
            members.athlete_id = contents.athlete_id
            and members.sha256 = contents.sha256
    inner join names
        on
            contents.athlete_id = names.athlete_id
            and contents.content_sha256 = names.content_sha256
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

run_days as (

    select
        runs.athlete_id,
        runs.local_date,
        count(*) as run_count,
        max(runs.distance_m) as longest_m
    from runs
    group by all

),

-- a window over days rather than runs: same-day runs must not see each other
earlier_runs as (

    select
        run_days.athlete_id,
        run_days.local_date,
        sum(run_days.run_count) over month_before as run_count,
        max(run_days.longest_m) over month_before as longest_m
    from run_days
    window
        month_before as (
            partition by run_days.athlete_id
            order by run_days.local_date
            range between interval 30 days preceding and interval 1 day preceding
        )

),

spikes as (

    select
        runs.session_id,
        earlier_runs.longest_m,
        runs.distance_m / earlier_runs.longest_m as spike_ratio
    from runs
    inner join earlier_runs
        on
            runs.athlete_id = earlier_runs.athlete_id
            and runs.local_date = earlier_runs.local_date
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
