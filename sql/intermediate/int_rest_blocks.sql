-- One row per athlete and week or more of rest that the back asked for (SCIENCE E.3):
-- days without a run from the day after the first trigger to 7 days after the last.
-- `last_run_date` is what the return is measured from; null before the first run.
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

)

select
    blocks.athlete_id,
    blocks.because,
    blocks.pain_asked_nrs,
    blocks.asked_on,
    blocks.asked_on + 1 as rest_from,
    blocks.asked_last_on + 7 as rest_until,
    lead(blocks.asked_on) over (
        partition by blocks.athlete_id order by blocks.asked_on
    ) as asked_again_on,
    blocks.last_run_date
from blocks
