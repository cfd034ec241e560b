-- One row per run with a warm-up recorded as such: its first laps, at least 5 min of
-- them (to the second), or an activity that ended no more than 30 min before (SCIENCE
-- F.2.1; int_warm_up_ends). After another sport (a ride, a triathlon's other legs)
-- nobody can tell: `unclear`. What had not ended by then (a minute's grace for clocks)
-- is no warm-up but perhaps a second watch.
with sessions as (

    select * from int_sessions

),

ends as (

    select * from int_warm_up_ends

),

before as (

    select
        sessions.*,
        sessions.started_at - max(ends.sport_ended_at) over earlier as after_sport,
        sessions.started_at - max(ends.warm_up_ended_at) over earlier as after_warm_up
    from sessions
    inner join ends
        on sessions.session_id = ends.session_id
    window
        earlier as (
            partition by sessions.athlete_id
            order by sessions.started_at, sessions.session_id
            rows between unbounded preceding and 1 preceding
        )

),

recorded as (

    select
        before.session_id,
        before.athlete_id,
        case
            when before.warm_up_lap_s >= 299.5 then 'lap'
            when
                before.after_warm_up between -interval 1 minute and interval 30 minutes
                then 'separate'
            when
                before.after_sport between -interval 1 minute and interval 30 minutes
                then 'unclear'
        end as because
    from before
    where before.is_running

)

select
    recorded.session_id,
    recorded.athlete_id,
    recorded.because
from recorded
where recorded.because is not null
