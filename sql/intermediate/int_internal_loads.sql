-- One row per session that counts with the one scalar internal load (SCIENCE A.4): what
-- was taken out says nothing of how the others weigh. The main source is the one most
-- sessions of the athlete's last 180 days have (ties: effort, then heart rate). Other
-- sources are put on its scale by the median ratio over at least 10 sessions that have
-- both; where there are fewer, the load is unknown.
with sessions as (

    select * from int_sessions
    where not is_excluded

),

heart_rate_loads as (

    select * from int_heart_rate_loads

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

measured as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.local_date,
        sessions.timer_s / 60 * nullif(sessions.rpe, 0) as srpe_load,
        heart_rate_loads.trimp_banister,
        heart_rate_loads.trimp_edwards,
        sessions.timer_s / 60 * usual_rpe.rpe as usual_effort_load
    from sessions
    left join heart_rate_loads
        on sessions.session_id = heart_rate_loads.session_id
    left join usual_rpe
        on
            sessions.athlete_id = usual_rpe.athlete_id
            and sessions.sport = usual_rpe.sport

),

sources as (

    select
        unnest(['srpe', 'trimp_banister', 'trimp_edwards', 'usual_effort'])
            as load_source,
        unnest([1, 2, 3, 4]) as preference

),

candidates as (

    select
        measured.session_id,
        measured.athlete_id,
        measured.local_date,
        sources.load_source,
        sources.preference,
        case sources.load_source
            when 'srpe' then measured.srpe_load
            when 'trimp_banister' then measured.trimp_banister
            when 'trimp_edwards' then measured.trimp_edwards
            when 'usual_effort' then measured.usual_effort_load
        end as load
    from measured
    cross join sources

),

known as (

    select * from candidates
    where load is not null

),

newest as (

    select
        known.athlete_id,
        max(known.local_date) as local_date
    from known
    group by all

),

main_sources as (

    select
        known.athlete_id,
        known.load_source
    from known
    inner join newest
        on
            known.athlete_id = newest.athlete_id
            and known.local_date > newest.local_date - 180
    where known.load_source != 'usual_effort'
    group by known.athlete_id, known.load_source, known.preference
    qualify row_number() over (
        partition by known.athlete_id
        order by count(*) desc, known.preference
    ) = 1

),

main_loads as (

    select known.*
    from known
    inner join main_sources
        on
            known.athlete_id = main_sources.athlete_id
            and known.load_source = main_sources.load_source

),

factors as (

    select
        known.athlete_id,
        known.load_source,
        case
            when any_value(main_loads.load_source) = known.load_source then 1.0
            when count(*) >= 10 then median(main_loads.load / nullif(known.load, 0))
        end as load_factor
    from known
    inner join main_loads
        on known.session_id = main_loads.session_id
    group by known.athlete_id, known.load_source

),

scaled as (

    select
        known.session_id,
        known.load_source,
        known.preference,
        factors.load_factor,
        known.load * factors.load_factor as internal_load,
        known.load_source != main_sources.load_source as is_imputed
    from known
    inner join factors
        on
            known.athlete_id = factors.athlete_id
            and known.load_source = factors.load_source
    inner join main_sources
        on known.athlete_id = main_sources.athlete_id
    where factors.load_factor is not null

)

select
    scaled.session_id,
    scaled.load_source,
    scaled.load_factor,
    scaled.internal_load,
    scaled.is_imputed
from scaled
qualify row_number() over (
    partition by scaled.session_id
    order by scaled.is_imputed, scaled.preference
) = 1
