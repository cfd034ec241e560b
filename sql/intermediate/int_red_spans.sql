-- One row per athlete, sign, cause and span in which it is open (SCIENCE E.2): from the
-- first entry that names it to the first visit to a doctor on or after; what is named
-- after a visit opens the next. A visit of the same date closes from the next day on: a
-- sign always shows on its own day. `closed_on` is the first day without it.
with ticks as (

    select * from int_red_ticks

),

facts as (

    select * from int_red_facts

),

signs as (

    select * from int_red_signs

),

doctor_visits as (

    select * from stg_marks
    where kind = 'seen_by_doctor'

),

named as (

    select
        ticks.athlete_id,
        'ticked' as cause,
        ticks.sign,
        ticks.local_date
    from ticks
    union all
    select
        facts.athlete_id,
        'lasting_fact' as cause,
        facts.sign,
        facts.local_date
    from facts

),

closed as (

    select
        named.*,
        doctor_visits.from_date as seen_on
    from named
    asof left join doctor_visits
        on
            named.athlete_id = doctor_visits.athlete_id
            and named.local_date <= doctor_visits.from_date

)

select
    closed.athlete_id,
    closed.cause,
    closed.sign,
    signs.urgency,
    count(*) as entries,
    min(closed.local_date) as reported_on,
    closed.seen_on,
    closed.seen_on + bool_or(closed.seen_on = closed.local_date)::integer as closed_on
from closed
inner join signs
    on
        closed.athlete_id = signs.athlete_id
        and closed.cause = signs.cause
        and closed.sign = signs.sign
group by closed.athlete_id, closed.cause, closed.sign, signs.urgency, closed.seen_on
