-- One row per running day after which a week's metres downhill are more than 300 and
-- more than twice the weekly mean of 28 days (family F5, evidence D). Never high.
with descents as (

    select * from int_week_descents
    where is_over

),

longest_runs as (

    select * from int_longest_runs

)

select
    descents.athlete_id,
    longest_runs.session_id,
    'F5' as family,
    'watch' as level,
    'descent' as cause,
    descents.descent_ratio as value,
    2::double as threshold,
    descents.local_date
from descents
inner join longest_runs
    on
        descents.athlete_id = longest_runs.athlete_id
        and descents.local_date = longest_runs.local_date
