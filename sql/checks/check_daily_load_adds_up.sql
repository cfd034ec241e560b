-- Known loads by day are those of the sessions that count, kilometres and rTSS of runs
-- alone, and rest is 0; of internal load it also has just as many sessions, no more of
-- which lack the main source.
with by_day as (

    select
        athlete_id,
        local_date,
        load_measure,
        daily_load,
        session_count,
        imputed_count
    from int_daily_load
    where daily_load is not null

),

measured as (

    select
        athlete_id,
        local_date,
        unnest(['distance_km', 'rtss', 'internal_load', 'hrtss']) as load_measure,
        unnest([
            case when sport = 'running' then distance_m / 1000 end,
            rtss,
            internal_load,
            hrtss
        ]) as load
    from fct_sessions
    where not is_excluded

),

by_session as (

    select
        athlete_id,
        local_date,
        load_measure,
        sum(load) as load,
        count(*) as session_count
    from measured
    group by all

)

select
    by_day.athlete_id,
    by_day.local_date,
    by_day.load_measure,
    by_day.daily_load,
    by_session.load
from by_day
left join by_session
    on
        by_day.athlete_id = by_session.athlete_id
        and by_day.local_date = by_session.local_date
        and by_day.load_measure = by_session.load_measure
where
    by_day.load_measure in ('distance_km', 'rtss', 'internal_load', 'hrtss')
    and (
        abs(by_day.daily_load - coalesce(by_session.load, 0)) > 1e-6
        or by_day.session_count != coalesce(by_session.session_count, 0)
        or by_day.imputed_count > by_day.session_count
    )
