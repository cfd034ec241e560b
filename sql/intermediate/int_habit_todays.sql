-- One row per athlete: the day up to which habits are told of, the athlete's today.
with status_days as (

    select * from int_status_days

),

athletes as (

    select * from stg_athletes

)

select
    status_days.athlete_id,
    coalesce(any_value(athletes.today), max(status_days.local_date)) as today
from status_days
left join athletes
    on status_days.athlete_id = athletes.athlete_id
group by all
