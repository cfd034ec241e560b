-- One row per athlete, rest block and calendar day in it, up to the day the next one
-- was asked: run, rest, or neither where the day is unknown. Whoever walked or did
-- another sport has rested from running all the same.
with blocks as (

    select * from int_rest_blocks

),

days as (

    select * from fct_days

),

sports as (

    select
        athlete_id,
        bool_or(sport in ('walking', 'hiking')) as has_walk,
        bool_or(coalesce(sport, '') not in ('walking', 'hiking')) as has_other_sport,
        local_date
    from int_sessions
    where not is_running and not is_excluded
    group by all

)

select
    blocks.athlete_id,
    blocks.asked_on,
    days.day_state = 'run' as is_run,
    days.day_state in ('rest', 'other_sport') and days.unknown_because is null
        as is_rest,
    coalesce(sports.has_walk, false) as has_walk,
    coalesce(sports.has_other_sport, false) as has_other_sport,
    days.local_date
from blocks
inner join days
    on
        blocks.athlete_id = days.athlete_id
        and days.local_date between blocks.rest_from
        and least(blocks.rest_until, coalesce(blocks.asked_again_on, blocks.rest_until))
left join sports
    on
        days.athlete_id = sports.athlete_id
        and days.local_date = sports.local_date
