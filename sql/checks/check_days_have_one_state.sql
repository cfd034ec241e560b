-- Every calendar day stands once, has a state the contract knows, and where nothing was
-- done on it, it is rest or unknown as its kilometres are.
select
    fct_days.athlete_id,
    fct_days.local_date,
    count(*) as row_count
from fct_days
left join int_daily_load
    on
        fct_days.athlete_id = int_daily_load.athlete_id
        and fct_days.local_date = int_daily_load.local_date
        and int_daily_load.load_measure = 'distance_km'
group by all
having
    count(*) > 1
    or any_value(fct_days.day_state) not in ('run', 'other_sport', 'rest', 'unknown')
    or any_value(
        fct_days.day_state = 'rest'
        and int_daily_load.daily_load is distinct from 0
    )
    or any_value(
        fct_days.day_state = 'unknown' and int_daily_load.daily_load is not null
    )
