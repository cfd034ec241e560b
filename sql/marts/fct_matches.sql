-- One row per pair of sessions that are, or may be, one effort, with what tells them
-- apart for a reader. A session that only repeats others has no day of its own: it is
-- that of the other. Of what the runner took out nobody asks any more what else it is.
with matches as (

    select * from stg_matches

),

sessions as (

    select * from stg_sessions

),

files as (

    select
        athlete_id,
        sha256,
        min(name) as name
    from stg_files
    where status = 'loaded'
    group by all

),

members as (

    select * from int_effort_members

),

efforts as (

    select * from int_sessions

),

stories as (

    select
        sessions.session_id,
        sessions.sport,
        sessions.distance_m,
        sessions.timer_s,
        sessions.started_at,
        efforts.utc_offset_s,
        efforts.is_excluded,
        efforts.local_date,
        files.name as file_name
    from sessions
    left join files
        on
            sessions.athlete_id = files.athlete_id
            and sessions.sha256 = files.sha256
    left join members
        on sessions.session_id = members.session_id
    left join efforts
        on members.effort_id = efforts.session_id

)

select
    matches.athlete_id,
    matches.session_a,
    matches.session_b,
    matches.verdict,
    matches.because,
    a.sport as sport_a,
    b.sport as sport_b,
    a.file_name as file_a,
    b.file_name as file_b,
    matches.start_gap_s,
    matches.overlap_share,
    matches.distance_ratio,
    coalesce(a.utc_offset_s, b.utc_offset_s, 0) as utc_offset_s,
    a.distance_m as distance_a_m,
    b.distance_m as distance_b_m,
    a.timer_s as timer_a_s,
    b.timer_s as timer_b_s,
    a.started_at as started_a,
    b.started_at as started_b,
    coalesce(a.local_date, b.local_date) as local_date
from matches
inner join stories as a
    on matches.session_a = a.session_id
inner join stories as b
    on matches.session_b = b.session_id
where
    coalesce(a.local_date, b.local_date) is not null
    and not (
        matches.verdict = 'possible'
        and (coalesce(a.is_excluded, false) or coalesce(b.is_excluded, false))
    )
