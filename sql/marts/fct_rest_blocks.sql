-- One row per athlete and rest block: a week or more without running that the back
-- asked for (SCIENCE E.3), and the return after it. Walks and other sports are rest.
-- `state`: resting until the last day is over, then kept where no day may hold a run,
-- else null; broken by any run. `asks_for_doctor`: pain outlasted a week of rest or
-- came back at once, and no doctor has seen it since.
with blocks as (

    select * from int_rest_blocks

),

counts as (

    select * from int_rest_counts

),

shares as (

    select * from int_rest_shares

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
    shares.week_km_before,
    shares.longest_km_before,
    shares.week_km_since,
    shares.week_share_pct,
    shares.longest_km_since,
    shares.longest_share_pct,
    shares.pain_since_nrs,
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
inner join last_days on blocks.athlete_id = last_days.athlete_id
inner join counts
    on
        blocks.athlete_id = counts.athlete_id
        and blocks.asked_on = counts.asked_on
inner join shares
    on
        blocks.athlete_id = shares.athlete_id
        and blocks.asked_on = shares.asked_on
left join pain
    on
        blocks.athlete_id = pain.athlete_id
        and blocks.asked_on = pain.asked_on
