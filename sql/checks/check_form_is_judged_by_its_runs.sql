-- Every week has each measure of how steps are once, a week with a run counts one, and
-- nothing is judged, nor a hint, without the runs it takes.
select
    fct_form.athlete_id,
    fct_form.week_start
from fct_form
group by all
having
    count(*) != count(distinct fct_form.form_measure)
    or bool_or(fct_form.runs > fct_form.curve_runs)
    or bool_or(fct_form.runs_apart > fct_form.runs)
    or bool_or(
        fct_form.form_state = 'not_enough'
        and coalesce(fct_form.residual_pct, fct_form.change_pct) is not null
    )
    or bool_or(
        fct_form.form_state != 'not_enough'
        and (fct_form.runs < 3 or fct_form.curve_runs < 6)
    )
    or bool_or((fct_form.form_state = 'not_enough') != (fct_form.is_hint is null))
    or bool_or(fct_form.is_hint and fct_form.form_state = 'as_usual')
union all
select
    int_form_runs.athlete_id,
    date_trunc('week', int_form_runs.local_date)::date as week_start
from int_form_runs
inner join int_calendar
    on
        int_form_runs.athlete_id = int_calendar.athlete_id
        and int_form_runs.local_date = int_calendar.local_date
left join fct_form
    on
        int_form_runs.athlete_id = fct_form.athlete_id
        and int_form_runs.form_measure = fct_form.form_measure
        and date_trunc('week', int_form_runs.local_date) = fct_form.week_start
where coalesce(fct_form.curve_runs, 0) = 0
