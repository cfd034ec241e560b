-- Programmes of one athlete do not overlap and begin on days of their own. None plans
-- more than sixteen sessions, has more done than planned or more weeks with two than
-- weeks.
with programmes as (

    select
        *,
        lag(coalesce(ended_on, date '9999-12-31')) over (
            partition by athlete_id order by started_on
        ) as ended_before
    from fct_programme_periods

)

select
    programmes.athlete_id,
    programmes.started_on
from programmes
where
    programmes.started_on <= programmes.ended_before
    or programmes.ended_on < programmes.started_on
    or programmes.baseline_from >= programmes.started_on
    or programmes.sessions_done > programmes.sessions_planned
    or programmes.sessions_planned > 16
    or 2 * programmes.weeks_with_two > programmes.sessions_planned
    or 2 * programmes.weeks_with_two > programmes.sessions_done
union all
select
    fct_programme_weeks.athlete_id,
    fct_programme_weeks.started_on
from fct_programme_weeks
group by
    fct_programme_weeks.athlete_id,
    fct_programme_weeks.started_on,
    fct_programme_weeks.week
having count(*) > 1
