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

latest as (

    select * from int_pain_latest

),

compared as (

    select
        *,
        max(pain_nrs) over (
            partition by athlete_id order by local_date
            range between interval 84 days preceding and interval 1 day preceding
        ) as worst_before_nrs
    from int_pain_compared

),

changed_days as (

    select
        pain_now.athlete_id,
        coalesce(compared.worst_before_nrs < 4, true) as is_new,
        pain_now.local_date
    from pain_now
    inner join latest
        on
            pain_now.athlete_id = latest.athlete_id
            and pain_now.local_date = latest.local_date
    inner join compared
        on
            pain_now.athlete_id = compared.athlete_id
            and pain_now.local_date = compared.local_date
    where pain_now.raised_on = pain_now.local_date and not latest.is_known_to_doctor

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
