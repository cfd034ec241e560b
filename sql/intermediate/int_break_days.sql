-- One row per athlete and calendar day: is it in a break, or in the 28 days after one?
-- A break is open from the 14th day without a run on, or from the third day marked ill
-- or injured within 7 (SCIENCE 0.5). Before the first run there is nothing to break.
-- last_break_date is that of the last 28 days.
with run_days as (

    select * from int_run_days

),

counted as (

    select
        run_days.athlete_id,
        count(*) filter (where run_days.is_run_day) over last_week as run_days_7,
        run_days.is_run_day,
        run_days.is_break_marked
        and count(*) filter (where run_days.is_break_marked) over last_week >= 3
            as is_marked_break,
        max(case when run_days.is_run_day then run_days.local_date end) over past
            as last_run_date,
        run_days.local_date
    from run_days
    window
        past as (
            partition by run_days.athlete_id order by run_days.local_date
            rows between unbounded preceding and current row
        ),
        last_week as (
            partition by run_days.athlete_id order by run_days.local_date
            rows between 6 preceding and current row
        )

),

breaks as (

    select
        counted.*,
        coalesce(counted.local_date - counted.last_run_date >= 14, false)
        or counted.is_marked_break as is_break
    from counted

),

dated as (

    select
        breaks.*,
        max(case when breaks.is_break then breaks.local_date end) over (
            partition by breaks.athlete_id order by breaks.local_date
            rows between 28 preceding and current row
        ) as last_break_date
    from breaks

)

select
    dated.athlete_id,
    dated.run_days_7,
    dated.is_run_day,
    dated.is_break,
    dated.last_break_date is not null as is_returning,
    dated.last_break_date,
    dated.local_date
from dated
