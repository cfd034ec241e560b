-- One row per run with a warm-up recorded as such: its first laps, at least 5 min of
-- them (to the second), or an activity that ended no more than 30 min before (SCIENCE
-- F.2.1). That is a warm-up by its name on the watch, strength with sets of warming up
-- (FIT's category 31), or at least 5 min of running or walking: few watches know the
-- kind "warm-up", and who ran ten minutes ago is warm. After another sport (a ride, a
-- triathlon's other legs) nobody can tell: `unclear`. What had not ended by then (a
-- minute's grace for clocks) is no warm-up but perhaps a second watch.
with sessions as (

    select
        *,
        started_at + to_seconds(coalesce(elapsed_s, timer_s, 0)) as ended_at
    from int_sessions

),

members as (

    select * from int_effort_members

),

sets as (

    select * from stg_sets
    where category = 31

),

with_sets as (

    select distinct members.effort_id
    from sets
    inner join members
        on sets.session_id = members.session_id

),

ended as (

    select
        sessions.*,
        with_sets.effort_id is not null
        or coalesce(sessions.sub_sport = 'warm_up', false) as is_warm_up,
        case
            when
                not sessions.is_excluded and (is_warm_up or sessions.timer_s >= 300)
                then sessions.ended_at
        end as sport_ended_at,
        case
            when is_warm_up or sessions.sport in ('running', 'walking')
                then sport_ended_at
        end as warm_up_ended_at
    from sessions
    left join with_sets
        on sessions.session_id = with_sets.effort_id

),

before as (

    select
        ended.*,
        ended.started_at - max(ended.sport_ended_at) over earlier as after_sport,
        ended.started_at - max(ended.warm_up_ended_at) over earlier as after_warm_up
    from ended
    window
        earlier as (
            partition by ended.athlete_id
            order by ended.started_at, ended.session_id
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
