-- One row per athlete, week, measure of how steps are, and run of the 90 days up to the
-- week's last day, or to the athlete's today. Two watches do not measure alike, so only
-- runs with the watch of the newest of them count.
with form_runs as (

    select * from int_form_runs

),

calendar as (

    select * from int_calendar

),

weeks as (

    select
        calendar.athlete_id,
        date_trunc('week', calendar.local_date)::date as week_start,
        max(calendar.local_date) as last_date
    from calendar
    group by all

),

in_reach as (

    select
        weeks.athlete_id,
        weeks.week_start,
        weeks.last_date,
        form_runs.* exclude (form_runs.athlete_id),
        first_value(form_runs.device) over newest_first as newest_device
    from weeks
    inner join form_runs
        on
            weeks.athlete_id = form_runs.athlete_id
            and form_runs.local_date between weeks.last_date - 89 and weeks.last_date
    window newest_first as (
        partition by weeks.athlete_id, weeks.week_start, form_runs.form_measure
        order by form_runs.started_at desc, form_runs.session_id asc
    )

)

select
    in_reach.athlete_id,
    in_reach.week_start,
    in_reach.form_measure,
    in_reach.session_id,
    in_reach.speed_mps,
    in_reach.form_value,
    in_reach.last_date - in_reach.local_date < 28 as is_recent,
    in_reach.started_at
from in_reach
where in_reach.device = in_reach.newest_device
