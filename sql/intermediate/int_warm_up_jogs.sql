-- One row per run that was itself the warm-up of the next: less than 20 min, ended no
-- more than 30 min before a run began (int_warm_ups_recorded's bounds). It needs none.
with sessions as (

    select * from int_sessions
    where is_running and not is_excluded

),

ends as (

    select * from int_warm_up_ends

),

followed as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.timer_s,
        sessions.local_date,
        lead(sessions.started_at) over (
            partition by sessions.athlete_id
            order by sessions.started_at, sessions.session_id
        ) - ends.warm_up_ended_at as until_next
    from sessions
    inner join ends
        on sessions.session_id = ends.session_id

)

select
    followed.session_id,
    followed.athlete_id,
    followed.local_date
from followed
where
    followed.timer_s < 1200
    and followed.until_next between -interval 1 minute and interval 30 minutes
