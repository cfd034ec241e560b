-- One row per athlete and day on which the latest low-back entry of the last 7 days
-- asks for care (family F6, evidence D); of several entries a day the worst speaks.
-- watch: 4 or more, 2 above the median of the 28 days before (3 entries at least;
-- within 12 weeks of `seen by a doctor` only this one), or a stride altered by pain.
-- high: 7 or more, sharp or shooting pain, or twice in a row a morning after that is 2
-- above the evening before.
with pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

diary as (

    select * from stg_diary
    where body_site = 'low_back' and pain_nrs is not null

),

doctor_visits as (

    select * from stg_marks
    where kind = 'seen_by_doctor'

),

status_days as (

    select * from int_status_days

),

evenings as (

    select
        diary.athlete_id,
        diary.local_date,
        max(diary.pain_nrs) as pain_nrs
    from diary
    where diary.moment in ('evening', 'after')
    group by all

),

mornings as (

    select
        diary.athlete_id,
        diary.local_date,
        max(diary.pain_nrs) as pain_nrs
    from diary
    where diary.moment in ('morning', 'next_morning')
    group by all

),

pairs as (

    select
        mornings.athlete_id,
        mornings.local_date,
        mornings.pain_nrs - evenings.pain_nrs >= 2 as is_worse
    from mornings
    inner join evenings
        on
            mornings.athlete_id = evenings.athlete_id
            and mornings.local_date = evenings.local_date + 1

),

morning_rises as (

    select
        pairs.athlete_id,
        pairs.local_date,
        pairs.is_worse and coalesce(
            lag(pairs.is_worse) over history
            and pairs.local_date - lag(pairs.local_date) over history <= 6,
            false
        ) as is_second
    from pairs
    window history as (
        partition by pairs.athlete_id order by pairs.local_date
    )

),

usual as (

    select
        pain_days.athlete_id,
        pain_days.local_date,
        case when count(earlier.local_date) >= 3 then median(earlier.pain_nrs) end
            as usual_nrs
    from pain_days
    left join pain_days as earlier
        on
            pain_days.athlete_id = earlier.athlete_id
            and earlier.local_date
            between pain_days.local_date - 28 and pain_days.local_date - 1
    group by all

),

compared as (

    select
        pain_days.athlete_id,
        pain_days.local_date,
        pain_days.pain_nrs,
        pain_days.is_stride_altered,
        pain_days.is_sharp,
        usual.usual_nrs,
        coalesce(morning_rises.is_second, false) as is_second_morning_rise
    from pain_days
    left join usual
        on
            pain_days.athlete_id = usual.athlete_id
            and pain_days.local_date = usual.local_date
    left join morning_rises
        on
            pain_days.athlete_id = morning_rises.athlete_id
            and pain_days.local_date = morning_rises.local_date

),

latest as (

    select
        status_days.athlete_id,
        status_days.local_date,
        compared.local_date as entry_date,
        compared.pain_nrs,
        compared.usual_nrs,
        compared.is_stride_altered,
        compared.is_sharp,
        compared.is_second_morning_rise,
        exists(
            select 1 from doctor_visits
            where
                doctor_visits.athlete_id = status_days.athlete_id
                and status_days.local_date
                between doctor_visits.from_date and doctor_visits.from_date + 84
        ) as is_known_to_doctor
    from status_days
    inner join compared
        on
            status_days.athlete_id = compared.athlete_id
            and compared.local_date
            between status_days.local_date - 6 and status_days.local_date
    qualify row_number() over (
        partition by status_days.athlete_id, status_days.local_date
        order by compared.local_date desc
    ) = 1

)

select
    latest.athlete_id,
    null::varchar as session_id,
    'F6' as family,
    case
        when latest.pain_nrs >= 7 or latest.is_sharp or latest.is_second_morning_rise
            then 'high'
        else 'watch'
    end as level,
    case
        when latest.pain_nrs >= 7 then 'strong'
        when latest.is_sharp then 'sharp'
        when latest.is_second_morning_rise then 'morning_after'
        when latest.pain_nrs >= 4 and not latest.is_known_to_doctor then 'four_or_more'
        when latest.pain_nrs >= latest.usual_nrs + 2 then 'above_usual'
        else 'stride'
    end as cause,
    latest.pain_nrs::double as value,
    case
        when latest.pain_nrs >= 7 then 7
        when latest.is_sharp or latest.is_second_morning_rise then null
        when latest.pain_nrs >= 4 and not latest.is_known_to_doctor then 4
        when latest.pain_nrs >= latest.usual_nrs + 2 then latest.usual_nrs + 2
    end::double as threshold,
    latest.entry_date as raised_on,
    latest.local_date
from latest
where
    latest.pain_nrs >= 7
    or latest.is_sharp
    or latest.is_second_morning_rise
    or (latest.pain_nrs >= 4 and not latest.is_known_to_doctor)
    or latest.pain_nrs >= latest.usual_nrs + 2
    or latest.is_stride_altered
