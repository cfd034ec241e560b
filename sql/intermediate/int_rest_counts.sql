-- One row per athlete and rest block: what was done in it so far, the first run in it,
-- and the first run after its last day: the way back does not begin within the rest. A
-- run after the next block was asked belongs to that one.
with blocks as (

    select * from int_rest_blocks

),

rest_days as (

    select * from int_rest_days

),

runs as (

    select * from fct_days
    where day_state = 'run'

),

counted as (

    select
        rest_days.athlete_id,
        rest_days.asked_on,
        count(*) filter (where rest_days.is_rest) as rest_days,
        count(*) filter (where rest_days.has_walk) as walk_days,
        count(*) filter (where rest_days.has_other_sport) as other_sport_days,
        min(rest_days.local_date) filter (where rest_days.is_run) as broken_on
    from rest_days
    group by all

),

returned as (

    select
        blocks.athlete_id,
        blocks.asked_on,
        min(runs.local_date) as returned_on
    from blocks
    inner join runs
        on
            blocks.athlete_id = runs.athlete_id
            and runs.local_date between blocks.rest_until + 1
            and coalesce(blocks.asked_again_on, runs.local_date)
    group by all

)

select
    blocks.athlete_id,
    blocks.asked_on,
    coalesce(counted.rest_days, 0) as rest_days,
    coalesce(counted.walk_days, 0) as walk_days,
    coalesce(counted.other_sport_days, 0) as other_sport_days,
    counted.broken_on,
    returned.returned_on
from blocks
left join counted
    on
        blocks.athlete_id = counted.athlete_id
        and blocks.asked_on = counted.asked_on
left join returned
    on
        blocks.athlete_id = returned.athlete_id
        and blocks.asked_on = returned.asked_on
