-- One row per athlete and day whose low-back entry asks for a week without running
-- (SCIENCE E.3): sharp or shooting pain, or pain that 3 full days of rest have not
-- settled. For a back that a doctor has seen both limits of `int_pain_persistence` have
-- to be reached [P]: a visit never asks for more rest.
with sharp_days as (

    select * from int_sharp_days

),

latest as (

    select * from int_pain_latest
    where entry_date = local_date

),

persistence as (

    select * from int_pain_persistence
    where not is_known_to_doctor

),

unsettled_days as (

    select
        latest.athlete_id,
        latest.told_nrs as pain_nrs,
        latest.local_date
    from latest
    inner join persistence
        on
            latest.athlete_id = persistence.athlete_id
            and latest.local_date = persistence.local_date
    where latest.is_unsettled and persistence.is_unsettled

)

select
    sharp_days.athlete_id,
    'sharp' as because,
    sharp_days.pain_nrs,
    sharp_days.local_date
from sharp_days
union all
select
    unsettled_days.athlete_id,
    'after_rest' as because,
    unsettled_days.pain_nrs,
    unsettled_days.local_date
from unsettled_days
anti join sharp_days
    on
        unsettled_days.athlete_id = sharp_days.athlete_id
        and unsettled_days.local_date = sharp_days.local_date
