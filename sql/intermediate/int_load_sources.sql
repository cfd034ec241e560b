-- One row per session that counts and source its load is known from (SCIENCE A.4), by
-- preference: rated effort, heart rate, speed, else its minutes at the effort the
-- runner usually rates the sport. What was taken out says nothing of how the others
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

usual_rpe as (

    select
        sessions.athlete_id,
        sessions.sport,
        median(sessions.rpe) as rpe
    from sessions
    where sessions.rpe > 0
    group by all

),

sources as (

    select
        sessions.session_id,
        sessions.athlete_id,
        unnest(['srpe', 'trimp_banister', 'trimp_edwards', 'rtss', 'usual_effort'])
            as load_source,
        unnest([1, 2, 3, 4, 5]) as preference,
        unnest([
            sessions.timer_s / 60 * nullif(sessions.rpe, 0),
            heart_rate_loads.trimp_banister,
            heart_rate_loads.trimp_edwards,
            speed_loads.rtss,
            sessions.timer_s / 60 * usual_rpe.rpe
        ]) as load,
        sessions.local_date
    from sessions
    left join heart_rate_loads
        on sessions.session_id = heart_rate_loads.session_id
    left join speed_loads
        on sessions.session_id = speed_loads.session_id
    left join usual_rpe
        on
            sessions.athlete_id = usual_rpe.athlete_id
            and sessions.sport = usual_rpe.sport

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
