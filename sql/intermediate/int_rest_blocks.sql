-- One row per athlete and week or more of rest that the back asked for (SCIENCE E.3):
-- days without a run from the day after the first trigger to 7 days after the last.
-- `last_run_date` is what the return is measured from; null before the first run. Of
-- blocks that follow on each other within 28 days it is that of the first [P]: a rest
-- and the short weeks after it are nobody's usual ones.
with triggers as (

    select * from int_rest_triggers

),

numbered as (

    select
        triggers.*,
        count(*) filter (where triggers.is_new_block) over (
            partition by triggers.athlete_id order by triggers.local_date
        ) as block
    from triggers

),

blocks as (

    select
        numbered.athlete_id,
        arg_min(numbered.because, numbered.local_date) as because,
        arg_min(numbered.pain_nrs, numbered.local_date) as pain_asked_nrs,
        min(numbered.local_date) as asked_on,
        max(numbered.local_date) as asked_last_on,
        min(numbered.last_run_date) as last_run_date
    from numbered
    group by numbered.athlete_id, numbered.block

),

chained as (

    select
        blocks.*,
        coalesce(
            blocks.asked_on - lag(blocks.asked_last_on) over in_order > 7 + 28, true
        ) as is_first
    from blocks
    window in_order as (partition by blocks.athlete_id order by blocks.asked_on)

),

chains as (

    select
        chained.*,
        count(*) filter (where chained.is_first) over (
            partition by chained.athlete_id order by chained.asked_on
        ) as chain
    from chained

)

select
    chains.athlete_id,
    chains.because,
    chains.pain_asked_nrs,
    chains.asked_on,
    chains.asked_on + 1 as rest_from,
    chains.asked_last_on + 7 as rest_until,
    lead(chains.asked_on) over (
        partition by chains.athlete_id order by chains.asked_on
    ) as asked_again_on,
    min(chains.last_run_date) over (
        partition by chains.athlete_id, chains.chain
    ) as last_run_date
from chains
