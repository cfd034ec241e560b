-- One row per athlete and day with a low-back score, beside what is usual: the median
-- of the scores of the 28 days before (3 at least). Of several entries a day the worst
-- counts. `worse_mornings` is null where no morning follows an evening.
with pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

mornings as (

    select * from int_pain_mornings

),

compared as (

    select
        pain_days.*,
        case
            when count(*) over weeks_before >= 3
                then median(pain_days.pain_nrs) over weeks_before
        end as usual_nrs,
        max(pain_days.pain_nrs) over since_yesterday as worst_since_yesterday_nrs
    from pain_days
    window
        weeks_before as (
            partition by pain_days.athlete_id order by pain_days.local_date
            range between interval 28 days preceding and interval 1 day preceding
        ),
        since_yesterday as (
            partition by pain_days.athlete_id order by pain_days.local_date
            range between interval 1 day preceding and current row
        )

)

select
    compared.athlete_id,
    compared.pain_nrs,
    compared.usual_nrs,
    compared.worst_since_yesterday_nrs,
    mornings.worse_mornings,
    compared.is_stride_altered,
    compared.is_sharp,
    compared.is_medicated,
    compared.local_date
from compared
left join mornings
    on
        compared.athlete_id = mornings.athlete_id
        and compared.local_date = mornings.local_date
