-- One row per session that counts and source its load is known from (SCIENCE A.4), by
-- preference: rated effort, heart rate, speed, else its minutes at the runner's median
-- rating of the sport up to its day. What was taken out says nothing of how the others
-- weigh.
with sessions as (

    select * from int_sessions
    where not is_excluded

),

heart_rate_loads as (

    select * from int_heart_rate_loads

),

speed_loads as (

    select * from int_speed_loads

),

rated as (

    select
        sessions.*,
        median(nullif(sessions.rpe, 0)) over (
            partition by sessions.athlete_id, sessions.sport
            order by sessions.local_date
        ) as usual_rpe
    from sessions

),

sources as (

    select
        rated.session_id,
        rated.athlete_id,
        unnest(['srpe', 'trimp_banister', 'trimp_edwards', 'rtss', 'usual_effort'])
            as load_source,
        unnest([1, 2, 3, 4, 5]) as preference,
        unnest([
            rated.timer_s / 60 * nullif(rated.rpe, 0),
            heart_rate_loads.trimp_banister,
            heart_rate_loads.trimp_edwards,
            speed_loads.rtss,
            rated.timer_s / 60 * rated.usual_rpe
        ]) as load,
        rated.local_date
    from rated
    left join heart_rate_loads
        on rated.session_id = heart_rate_loads.session_id
    left join speed_loads
        on rated.session_id = speed_loads.session_id

)

select
    sources.session_id,
    sources.athlete_id,
    sources.load_source,
    sources.preference,
    sources.load,
    sources.local_date
from sources
where sources.load is not null
