-- One row per athlete and day with a low-back score, beside what is usual: the median
-- of the scores told in the 28 days before (3 at least). Of several entries a day the
-- worst counts, with a painkiller that of the days before it, too. `worse_mornings` is
-- null where no morning follows an evening.
with scores as (

    select * from int_pain_scores

),

mornings as (

    select * from int_pain_mornings

),

compared as (

    select
        scores.*,
        case
            when count(*) over weeks_before >= 3
                then median(scores.told_nrs) over weeks_before
        end as usual_nrs,
        max(scores.told_nrs) over since_yesterday as worst_since_yesterday_nrs
    from scores
    window
        weeks_before as (
            partition by scores.athlete_id order by scores.local_date
            range between interval 28 days preceding and interval 1 day preceding
        ),
        since_yesterday as (
            partition by scores.athlete_id order by scores.local_date
            range between interval 1 day preceding and current row
        )

)

select
    compared.athlete_id,
    compared.told_nrs,
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
