-- One row per athlete and rest block after which the back hurt again: the first entry
-- that asks for care (F6) or has not settled, once a week of rest was over (within 7
-- days after the block's end at most) or within 7 days after the first run, be it in
-- the rest or after it; and the first visit to a doctor since. What F7 says beyond that
-- is about the weeks before.
with blocks as (

    select * from int_rest_blocks

),

counts as (

    select * from int_rest_counts

),

pain_now as (

    select * from int_flags_pain_now
    where raised_on = local_date

),

triggers as (

    select * from int_rest_triggers

),

doctor_visits as (

    select * from stg_marks
    where kind = 'seen_by_doctor'

),

hurting_days as (

    select
        pain_now.athlete_id,
        pain_now.local_date
    from pain_now
    union
    select
        triggers.athlete_id,
        triggers.local_date
    from triggers

),

returns as (

    select
        blocks.athlete_id,
        blocks.asked_on,
        min(hurting_days.local_date) as pain_back_on
    from blocks
    inner join counts
        on
            blocks.athlete_id = counts.athlete_id
            and blocks.asked_on = counts.asked_on
    inner join hurting_days
        on
            blocks.athlete_id = hurting_days.athlete_id
            and (
                hurting_days.local_date
                between blocks.rest_from + 7 and blocks.rest_until + 7
                or hurting_days.local_date
                between counts.broken_on and counts.broken_on + 7
                or hurting_days.local_date
                between counts.returned_on and counts.returned_on + 7
            )
    group by all

)

select
    returns.athlete_id,
    returns.asked_on,
    returns.pain_back_on,
    doctor_visits.from_date as seen_on
from returns
asof left join doctor_visits
    on
        returns.athlete_id = doctor_visits.athlete_id
        and returns.pain_back_on <= doctor_visits.from_date
