-- One row per athlete and day with an open red flag (SCIENCE E.2): from the entry that
-- names one until the athlete marks a visit to a doctor on or after that day. A visit
-- of the same date closes it from the next day on: it always shows on its own day.
with entries as (

    select * from stg_diary
    where trim(coalesce(red_flags, '')) != ''

),

doctor_visits as (

    select * from stg_marks
    where kind = 'seen_by_doctor'

),

status_days as (

    select * from int_status_days

),

closed as (

    select
        entries.athlete_id,
        entries.local_date,
        doctor_visits.from_date as seen_on
    from entries
    asof left join doctor_visits
        on
            entries.athlete_id = doctor_visits.athlete_id
            and entries.local_date <= doctor_visits.from_date

),

-- what one visit closes is one span, so spans never overlap
open_spans as (

    select
        closed.athlete_id,
        min(closed.local_date) as opened_on,
        closed.seen_on + bool_or(closed.seen_on = closed.local_date)::integer
            as closed_on
    from closed
    group by closed.athlete_id, closed.seen_on

)

select
    status_days.athlete_id,
    null::varchar as session_id,
    'red_flag' as family,
    'see_doctor' as level,
    null::double as value,
    null::double as threshold,
    open_spans.opened_on as raised_on,
    null::date as clears_on,
    status_days.local_date
from status_days
asof inner join open_spans
    on
        status_days.athlete_id = open_spans.athlete_id
        and status_days.local_date >= open_spans.opened_on
where coalesce(status_days.local_date < open_spans.closed_on, true)
