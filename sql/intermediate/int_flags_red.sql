-- One row per athlete and day with an open warning sign (SCIENCE E.2). Which signs are
-- open stands in fct_red_flags, each for itself; here the most urgent gives the cause.
-- One that does not say which sign may be any of them, so it stands before `days`.
with status_days as (

    select * from int_status_days

),

spans as (

    select * from int_red_spans

)

select
    status_days.athlete_id,
    null::varchar as session_id,
    'red_flag' as family,
    'see_doctor' as level,
    arg_min(
        spans.urgency,
        list_position(['emergency', 'unclear', 'days'], spans.urgency)
    ) as cause,
    null::double as value,
    null::double as threshold,
    min(spans.reported_on) as raised_on,
    null::date as clears_on,
    status_days.local_date
from status_days
inner join spans
    on
        status_days.athlete_id = spans.athlete_id
        and status_days.local_date >= spans.reported_on
where coalesce(status_days.local_date < spans.closed_on, true)
group by all
