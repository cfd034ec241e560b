-- One row per athlete and last run before a break or a rest block: what is run after
-- it is measured from there.
with gaps as (

    select * from int_run_gaps

),

rest_blocks as (

    select * from int_rest_blocks

)

select
    gaps.athlete_id,
    gaps.last_run_date
from gaps
union
select
    rest_blocks.athlete_id,
    rest_blocks.last_run_date
from rest_blocks
where rest_blocks.last_run_date is not null
