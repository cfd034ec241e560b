-- One row per athlete and calendar day: is it in a break, or in the 28 days after one?
-- A break is open from the 14th day without a run on, or from the third day marked ill
-- or injured within 7 (SCIENCE 0.5). Before the first run there is nothing to break.
-- last_gap_date is the last of the last 28 days that had 14 without a run behind it:
-- only from so long a break is there a way back with limits (SCIENCE E.4).
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
        min(case when run_days.is_run_day then run_days.local_date end) over athlete
            as first_run_date,
        run_days.local_date
    from run_days
    window
        athlete as (partition by run_days.athlete_id),
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
        coalesce(counted.local_date - counted.last_run_date >= 14, false) as is_gap
    from counted

),

dated as (

    select
        breaks.*,
        max(
            case
                when breaks.is_gap or breaks.is_marked_break then breaks.local_date
            end
        ) over last_weeks as last_break_date,
        max(case when breaks.is_gap then breaks.local_date end) over last_weeks
            as last_gap_date
    from breaks
    window last_weeks as (
        partition by breaks.athlete_id order by breaks.local_date
        rows between 28 preceding and current row
    )

)

select
    dated.athlete_id,
    dated.run_days_7,
    dated.is_run_day,
    dated.is_gap or dated.is_marked_break as is_break,
    dated.last_break_date is not null as is_returning,
    dated.local_date - dated.first_run_date + 1 as days_of_running,
    dated.last_gap_date,
    dated.local_date
from dated
