-- Two rows per athlete and day with a low-back score: does pain persist, measured
-- against 4 and, for a back that a doctor has seen, against 2 above the usual? How many
-- scores in a row ache (within 28 days), how many of the last ten do (null unless the
-- ten lie within 90 days), and how far pain has dropped after 3 days of rest. Both
-- spans are wide enough for who writes once a week. Rest has something to settle where
-- the worse of both scores reaches its limit.
with compared as (

    select
        *,
        unnest([false, true]) as is_known_to_doctor
    from int_pain_compared

),

rests as (

    select * from int_pain_rests

),

limited as (

    select
        compared.*,
        case when compared.is_known_to_doctor then compared.usual_nrs + 2 else 4 end
            as limit_nrs,
        coalesce(compared.pain_nrs >= limit_nrs, false) as is_aching
    from compared

),

counted as (

    select
        limited.*,
        count(*) filter (where not limited.is_aching) over past as calm_before,
        count(*) filter (where limited.is_aching) over last_ten as aching_of_ten,
        count(*) over last_ten = 10
        and limited.local_date - min(limited.local_date) over last_ten < 90
            as has_ten
    from limited
    window
        past as (
            partition by limited.athlete_id, limited.is_known_to_doctor
            order by limited.local_date
        ),
        last_ten as (
            partition by limited.athlete_id, limited.is_known_to_doctor
            order by limited.local_date rows between 9 preceding and current row
        )

)

select
    counted.athlete_id,
    counted.limit_nrs,
    case
        when counted.limit_nrs is not null
            then count(*) filter (where counted.is_aching) over in_a_row
    end as aching_in_a_row,
    case when counted.has_ten then counted.aching_of_ten end as aching_of_ten,
    rests.rest_days,
    rests.reference_nrs,
    rests.drop_nrs,
    rests.drop_nrs < 2
    and (
        counted.told_nrs >= counted.limit_nrs
        or rests.reference_nrs >= case
            when counted.is_known_to_doctor then rests.reference_usual_nrs + 2 else 4
        end
    ) as is_unsettled,
    counted.is_known_to_doctor,
    counted.local_date
from counted
left join rests
    on
        counted.athlete_id = rests.athlete_id
        and counted.local_date = rests.local_date
window in_a_row as (
    partition by counted.athlete_id, counted.is_known_to_doctor, counted.calm_before
    order by counted.local_date
    range between interval 27 days preceding and current row
)
