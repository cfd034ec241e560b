-- One row per athlete and status day with a low-back score in its last 7 days: what the
-- newest one says, and whether a doctor had seen the back in the 12 weeks before it. An
-- entry stays what it was on its day, so no flag comes by itself when they end.
with status_days as (

    select * from int_status_days

),

compared as (

    select * rename (local_date as entry_date) from int_pain_compared

),

persistence as (

    select * from int_pain_persistence

),

doctor_days as (

    select * from int_doctor_days

),

newest as (

    select
        compared.*,
        status_days.local_date
    from status_days
    asof inner join compared
        on
            status_days.athlete_id = compared.athlete_id
            and status_days.local_date >= compared.entry_date
    where status_days.local_date - compared.entry_date < 7

),

known as (

    select
        newest.*,
        doctor_days.local_date is not null as is_known_to_doctor
    from newest
    left join doctor_days
        on
            newest.athlete_id = doctor_days.athlete_id
            and newest.entry_date = doctor_days.local_date

)

select
    known.athlete_id,
    known.told_nrs,
    known.pain_nrs,
    known.usual_nrs,
    known.worse_mornings,
    least(coalesce(persistence.limit_nrs, 7), 7) as limit_nrs,
    persistence.aching_in_a_row,
    persistence.aching_of_ten,
    persistence.rest_days,
    persistence.reference_nrs,
    persistence.drop_nrs,
    persistence.is_unsettled,
    known.is_stride_altered,
    known.is_sharp,
    known.is_known_to_doctor,
    known.entry_date,
    known.local_date
from known
inner join persistence
    on
        known.athlete_id = persistence.athlete_id
        and known.entry_date = persistence.local_date
        and known.is_known_to_doctor = persistence.is_known_to_doctor
