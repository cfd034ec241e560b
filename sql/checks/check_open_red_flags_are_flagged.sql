-- Whose warning sign is open today has a red flag today, and the other way round.
with last_days as (

    select
        athlete_id,
        max(local_date) as today
    from fct_status
    group by all

),

flagged as (

    select distinct fct_flags.athlete_id
    from fct_flags
    inner join last_days
        on
            fct_flags.athlete_id = last_days.athlete_id
            and fct_flags.local_date = last_days.today
    where fct_flags.family = 'red_flag'

),

open_signs as (

    select distinct athlete_id
    from fct_red_flags
    where is_open

)

select coalesce(flagged.athlete_id, open_signs.athlete_id) as athlete_id
from flagged
full join open_signs
    on flagged.athlete_id = open_signs.athlete_id
where flagged.athlete_id is null or open_signs.athlete_id is null
