-- One row per athlete and first run after 14 days or more without one, with what was
-- usual before (SCIENCE E.4). Without four active weeks before there is nothing to
-- return to: no row.
with gaps as (

    select * from int_run_gaps

),

levels as (

    select * from int_former_levels

)

select
    gaps.athlete_id,
    gaps.days_off,
    levels.week_km_before,
    levels.longest_km_before,
    gaps.returned_on
from gaps
inner join levels
    on
        gaps.athlete_id = levels.athlete_id
        and gaps.last_run_date = levels.last_run_date
where levels.week_km_before is not null
