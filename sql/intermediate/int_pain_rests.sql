-- One row per low-back entry day after at least 3 full days without a run: how far the
-- pain has dropped from what it was when the rest began (SCIENCE E.3). The reference is
-- the worse of the last running day and the first day of rest, else the newest entry of
-- the week before; null where there is none. Other sports may be done, unknown days are
-- no rest. A low score on a day with painkillers is no drop.
with days as (

    select
        *,
        day_state in ('rest', 'other_sport') and unknown_because is null as is_rest
    from fct_days

),

compared as (

    select * from int_pain_compared

),

-- a rest begins the day after any other day, at the earliest with the calendar
beginnings as (

    select
        days.athlete_id,
        days.local_date + 1 as rest_from_date
    from days
    where not days.is_rest
    union all
    select
        days.athlete_id,
        min(days.local_date) as rest_from_date
    from days
    group by all

),

rests as (

    select
        compared.*,
        beginnings.rest_from_date,
        compared.local_date - beginnings.rest_from_date as rest_days
    from compared
    asof inner join beginnings
        on
            compared.athlete_id = beginnings.athlete_id
            and compared.local_date >= beginnings.rest_from_date
    where compared.local_date - beginnings.rest_from_date >= 3

),

referred as (

    select
        rests.*,
        compared.usual_nrs as reference_usual_nrs,
        case
            when compared.local_date = rests.rest_from_date
                then compared.worst_since_yesterday_nrs
            when compared.local_date >= rests.rest_from_date - 7
                then compared.told_nrs
        end as reference_nrs
    from rests
    asof left join compared
        on
            rests.athlete_id = compared.athlete_id
            and rests.rest_from_date >= compared.local_date

)

select
    referred.athlete_id,
    referred.rest_days,
    referred.reference_nrs,
    referred.reference_usual_nrs,
    case
        when referred.is_medicated and referred.reference_nrs > referred.told_nrs then 0
        else referred.reference_nrs - referred.told_nrs
    end as drop_nrs,
    referred.local_date
from referred
