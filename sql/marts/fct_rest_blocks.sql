-- One row per athlete and rest block: a week or more without running that the back
-- asked for (SCIENCE E.3), and the return after it beside what was usual before.
-- Walking and other sports are rest from running. `state` is resting until the last day
-- is over, then kept where each day is known to be without a run, else null; broken by
-- any run. `asks_for_doctor`: the pain outlasted a week of rest or came back at once,
-- and no doctor has seen it since.
with blocks as (

    select * from int_rest_blocks

),

counts as (

    select * from int_rest_counts

),

levels as (

    select * from int_former_levels

),

returns as (

    select * from int_rest_returns

),

pain as (

    select * from int_rest_pain

),

last_days as (

    select
        athlete_id,
        max(local_date) as today
    from int_status_days
    group by all

)

select
    blocks.athlete_id,
    blocks.because,
    case
        when counts.broken_on is not null then 'broken'
        when last_days.today <= blocks.rest_until then 'resting'
        when counts.rest_days = blocks.rest_until - blocks.asked_on then 'kept'
    end as state,
    blocks.pain_asked_nrs,
    counts.rest_days,
    counts.walk_days,
    counts.other_sport_days,
    levels.week_km_before,
    levels.longest_km_before,
    returns.week_km_since,
    100 * returns.week_km_since / nullif(levels.week_km_before, 0) as week_share_pct,
    returns.longest_km_since,
    100 * returns.longest_km_since / nullif(levels.longest_km_before, 0)
        as longest_share_pct,
    returns.pain_since_nrs,
    pain.pain_back_on is not null as is_pain_back,
    pain.pain_back_on is not null
    and coalesce(counts.broken_on - blocks.rest_from >= 7, true)
    and pain.seen_on is null as asks_for_doctor,
    blocks.asked_on,
    blocks.rest_from,
    blocks.rest_until,
    counts.broken_on,
    counts.returned_on
from blocks
inner join last_days
    on blocks.athlete_id = last_days.athlete_id
inner join counts
    on
        blocks.athlete_id = counts.athlete_id
        and blocks.asked_on = counts.asked_on
left join levels
    on
        blocks.athlete_id = levels.athlete_id
        and blocks.last_run_date = levels.last_run_date
left join returns
    on
        blocks.athlete_id = returns.athlete_id
        and blocks.asked_on = returns.asked_on
left join pain
    on
        blocks.athlete_id = pain.athlete_id
        and blocks.asked_on = pain.asked_on
