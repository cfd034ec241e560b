-- One row per day of new or changed low-back pain and lasting fact of the athlete that
-- makes it worth a doctor's look (SCIENCE E.2): such a fact alone says nothing. New or
-- changed [P]: the day's entry raises F6, and no doctor has seen the back in the 12
-- weeks before. Age speaks only where no score reached 4 in those weeks; of the
-- birthday only the year is known, so either age it allows counts.
with athletes as (

    select * from stg_athletes

),

pain_now as (

    select * from int_flags_pain_now

),

doctor_days as (

    select * from int_doctor_days

),

scores as (

    select * from int_pain_scores

),

changed_days as (

    select
        pain_now.athlete_id,
        coalesce(max(scores.told_nrs) < 4, true) as is_new,
        pain_now.local_date
    from pain_now
    anti join doctor_days
        on
            pain_now.athlete_id = doctor_days.athlete_id
            and pain_now.local_date = doctor_days.local_date
    left join scores
        on
            pain_now.athlete_id = scores.athlete_id
            and scores.local_date
            between pain_now.local_date - 84 and pain_now.local_date - 1
    where pain_now.raised_on = pain_now.local_date
    group by all

),

told as (

    select
        changed_days.*,
        year(changed_days.local_date) - athletes.birth_year as year_age,
        unnest([
            case when athletes.has_had_cancer then 'past_cancer' end,
            case when athletes.has_osteoporosis then 'osteoporosis' end,
            case when athletes.has_weak_immune_system then 'weak_immune_system' end,
            case when athletes.takes_cortisone_long then 'long_cortisone' end,
            case
                when changed_days.is_new and (year_age <= 20 or year_age > 55)
                    then 'age_new_pain'
            end
        ]) as sign
    from changed_days
    inner join athletes
        on changed_days.athlete_id = athletes.athlete_id

)

select
    told.athlete_id,
    told.sign,
    told.local_date
from told
where told.sign is not null
