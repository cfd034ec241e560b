-- Known kilometres by day are the kilometres of the runs that count, and rest is 0.
with by_day as (

    select
        athlete_id,
        local_date,
        daily_load
    from int_daily_load
    where load_measure = 'distance_km' and daily_load is not null

),

by_run as (

    select
        athlete_id,
        local_date,
        sum(distance_m) / 1000 as distance_km
    from fct_sessions
    where sport = 'running' and not is_excluded
    group by all

)

select
    by_day.athlete_id,
    by_day.local_date,
    by_day.daily_load,
    by_run.distance_km
from by_day
left join by_run
    on
        by_day.athlete_id = by_run.athlete_id
        and by_day.local_date = by_run.local_date
where abs(by_day.daily_load - coalesce(by_run.distance_km, 0)) > 1e-6
