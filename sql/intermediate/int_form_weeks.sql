-- One row per athlete, week and measure of how steps are, from the first run that has
-- it: the curve over the last 90 days, and how the last 28 lie on it. A week without a
-- run in its 90 days has its row, too.
with calendar as (

    select * from int_calendar

),

form_runs as (

    select * from int_form_runs

),

residuals as (

    select * from int_form_residuals

),

measures as (

    select
        form_runs.athlete_id,
        form_runs.form_measure,
        min(form_runs.local_date) as first_date
    from form_runs
    group by all

),

weeks as (

    select distinct
        calendar.athlete_id,
        measures.form_measure,
        date_trunc('week', calendar.local_date)::date as week_start
    from calendar
    inner join measures
        on
            calendar.athlete_id = measures.athlete_id
            and calendar.local_date >= measures.first_date

)

select
    weeks.athlete_id,
    weeks.week_start,
    weeks.form_measure,
    median(residuals.speed_mps) as speed_mps,
    any_value(residuals.intercept)
    + any_value(residuals.slope) * median(residuals.speed_mps) as usual_value,
    median(residuals.residual_pct) filter (where residuals.is_recent) as residual_pct,
    1.4826 * median(abs(residuals.residual_pct)) as robust_sd_pct,
    count(*) filter (where residuals.is_recent) as runs,
    count(residuals.session_id) as curve_runs
from weeks
left join residuals
    on
        weeks.athlete_id = residuals.athlete_id
        and weeks.week_start = residuals.week_start
        and weeks.form_measure = residuals.form_measure
group by all
