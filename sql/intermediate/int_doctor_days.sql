-- One row per athlete and day of the 12 weeks after a visit to a doctor: a back that
-- hurts on it is known to one.
with doctor_visits as (

    select * from stg_marks
    where kind = 'seen_by_doctor'

)

select distinct
    doctor_visits.athlete_id,
    doctor_visits.from_date + unnest(range(85))::integer as local_date
from doctor_visits
