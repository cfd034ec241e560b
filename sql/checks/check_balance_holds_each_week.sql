-- Every week has its three parts once, and whole weeks hold the kilometres they hold
-- elsewhere. No range stands upside down or without the weeks it is from.
with weekly_load as (

    select * from fct_weekly_load
    where load_measure = 'distance_km' and is_complete

)

select
    fct_balance.athlete_id,
    fct_balance.week_start
from fct_balance
left join weekly_load
    on
        fct_balance.athlete_id = weekly_load.athlete_id
        and fct_balance.week_start = weekly_load.week_start
group by all
having
    count(*) != 3
    or count(distinct fct_balance.part) != 3
    or bool_or(fct_balance.usual_low > fct_balance.usual_high)
    or bool_or(fct_balance.weeks < 6 and fct_balance.usual_low is not null)
    or bool_or(
        fct_balance.part = 'intensity' and fct_balance.value not between 0 and 1
    )
    or bool_or(
        fct_balance.part = 'kilometres'
        and abs(fct_balance.value - weekly_load.weekly_load)
        > 1e-6 * (1 + weekly_load.weekly_load)
    )
