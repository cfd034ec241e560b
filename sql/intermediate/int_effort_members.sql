-- One row per session that tells of an effort, under the session that speaks for it. A
-- session that nothing was matched with speaks for itself; one that only repeats what
-- several others tell in parts is left out. `is_whole`: five minutes of a watch that
-- died know nothing of the hour's steps, so sums come only from a session at least 90 %
-- as long as the one that speaks. An unknown length is held to be as long as another
-- unknown one only; what the runner typed in is meant of the whole.
with sessions as (

    select
        *,
        coalesce(nullif(elapsed_s, 0), nullif(timer_s, 0)) as length_s
    from stg_sessions

),

efforts as (

    select * from stg_efforts

),

members as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.sha256,
        sessions.length_s,
        sessions.is_added,
        coalesce(efforts.effort_id, sessions.session_id) as effort_id,
        coalesce(efforts.preference, 0) as preference
    from sessions
    left join efforts
        on sessions.session_id = efforts.session_id
    where efforts.session_id is null or efforts.effort_id is not null

)

select
    members.session_id,
    members.athlete_id,
    members.sha256,
    members.effort_id,
    members.preference,
    coalesce(
        members.length_s >= 0.9 * speakers.length_s,
        members.is_added or (members.length_s is null and speakers.length_s is null)
    ) as is_whole
from members
inner join sessions as speakers
    on members.effort_id = speakers.session_id
