-- One row per athlete and day with an open red flag (SCIENCE E.2): from the entry that
-- names one until the athlete marks a visit to a doctor on or after that day.
with entries as (

    select
        stg_diary.athlete_id,
        stg_diary.local_date
    from stg_diary
    where trim(coalesce(stg_diary.red_flags, '')) != ''

),

doctor_visits as (

    select * from stg_marks
    where kind = 'seen_by_doctor'

),

status_days as (

    select * from int_status_days

),

open_spans as (

    select
        entries.athlete_id,
        entries.local_date as from_date,
        min(doctor_visits.from_date) as closed_on
    from entries
    left join doctor_visits
        on
            entries.athlete_id = doctor_visits.athlete_id
            and entries.local_date <= doctor_visits.from_date
    group by all

)

select distinct
    status_days.athlete_id,
    null::varchar as session_id,
    'red_flag' as family,
    'see_doctor' as level,
    null::double as value,
    null::double as threshold,
    status_days.local_date
from status_days
inner join open_spans
    on
        status_days.athlete_id = open_spans.athlete_id
        and status_days.local_date >= open_spans.from_date
        and (
            open_spans.closed_on is null
            or status_days.local_date < open_spans.closed_on
        )
