-- One row per session that tells of an effort, under the session that speaks for it. A
-- session that nothing was matched with speaks for itself; one that only repeats what
-- several others tell in parts is left out.
with sessions as (

    select * from stg_sessions

),

efforts as (

    select * from stg_efforts

)

select
    sessions.session_id,
    sessions.athlete_id,
    sessions.sha256,
    coalesce(efforts.effort_id, sessions.session_id) as effort_id,
    coalesce(efforts.preference, 0) as preference
from sessions
left join efforts
    on sessions.session_id = efforts.session_id
where efforts.session_id is null or efforts.effort_id is not null
