-- One row per athlete and rest block: the return after it beside what was usual before,
-- null while its first 7 days are not over or not all known.
with blocks as (

    select * from int_rest_blocks

),

levels as (

    select * from int_former_levels

),

returns as (

    select * from int_rest_returns

)

select
    blocks.athlete_id,
    levels.week_km_before,
    levels.longest_km_before,
    returns.week_km_since,
    100 * returns.week_km_since / nullif(levels.week_km_before, 0) as week_share_pct,
    returns.longest_km_since,
    100 * returns.longest_km_since / nullif(levels.longest_km_before, 0)
        as longest_share_pct,
    returns.pain_since_nrs,
    blocks.asked_on
from blocks
left join levels
    on
        blocks.athlete_id = levels.athlete_id
        and blocks.last_run_date = levels.last_run_date
left join returns
    on
        blocks.athlete_id = returns.athlete_id
        and blocks.asked_on = returns.asked_on
