-- One row per athlete and week with measured steps of its own: could they be held
-- against the runner's own curve, and does one measure of the week give a hint?
with form as (

    select * from fct_form

),

measured_weeks as (

    select distinct
        athlete_id,
        form_measure,
        date_trunc('week', local_date)::date as week_start
    from int_form_runs

)

select
    form.athlete_id,
    bool_or(form.form_state in ('as_usual', 'lower', 'higher')) as is_judged,
    bool_or(form.is_hint) as has_hint,
    form.week_start
from form
semi join measured_weeks
    on
        form.athlete_id = measured_weeks.athlete_id
        and form.form_measure = measured_weeks.form_measure
        and form.week_start = measured_weeks.week_start
group by all
