-- One row per session, with when it ended as a sport and as what warms up. That is a
-- warm-up by its name on the watch, strength with sets of warming up (FIT's category
-- 31), or at least 5 min of running or walking: few watches know the kind "warm-up",
-- and who ran ten minutes ago is warm. Null for what is neither; excluded sessions and
-- less than 5 min warm nobody.
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

)

select
    ended.session_id,
    ended.athlete_id,
    ended.sport_ended_at,
    ended.warm_up_ended_at,
    ended.local_date
from ended
