-- One row per effort, with what it was loaded from and how it compares with the runs
-- before it; the class of a run that cannot be compared is `unknown`.
with sessions as (

    select * from int_sessions

),

session_loads as (

    select * from int_session_loads

),

spikes as (

    select * from int_spikes

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
