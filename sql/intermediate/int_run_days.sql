-- One row per athlete and calendar day: was it a running day? A day counts if any
-- running measure is above 0; an athlete with none of them is judged by whatever
-- measure there is.
with daily_load as (

    select
        *,
        load_measure in (
            'distance_km', 'duration_min', 'steps', 'descent_m', 'grade_adjusted_km',
            'rtss'
        ) as is_running_measure
    from int_daily_load

),

athletes as (

    select
        daily_load.athlete_id,
        bool_or(daily_load.is_running_measure) as has_running_measure
    from daily_load
    group by all

)

select
    daily_load.athlete_id,
    coalesce(bool_or(daily_load.daily_load > 0), false) as is_run_day,
    coalesce(bool_or(daily_load.is_break_marked), false) as is_break_marked,
    daily_load.local_date
from daily_load
inner join athletes
    on daily_load.athlete_id is not distinct from athletes.athlete_id
where daily_load.is_running_measure = athletes.has_running_measure
group by all
