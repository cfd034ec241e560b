-- One row per athlete and week in which somebody does well to leave things out: on a
-- day of it the athlete was marked ill or injured, or the back had asked for rest or a
-- warning sign was open. What is left out then is no no.
with marked_days as (

    select * from int_calendar
    where is_ill or is_injured

),

rests as (

    select * from int_rest_blocks

),

red_days as (

    select * from int_flags_red

),

days as (

    select
        athlete_id,
        true as is_ill,
        local_date
    from marked_days
    union all
    select
        athlete_id,
        false as is_ill,
        unnest(generate_series(rest_from, rest_until, interval 1 day))::date
            as local_date
    from rests
    union all
    select
        athlete_id,
        false as is_ill,
        local_date
    from red_days

)

select
    days.athlete_id,
    bool_or(days.is_ill) as is_ill,
    bool_or(not days.is_ill) as is_resting,
    date_trunc('week', days.local_date)::date as week_start
from days
group by all
