-- One row per athlete and calendar day: is it in a break, or in the 28 days after one?
-- A break is open from the 14th day without a run on, or from the third day marked ill
-- or injured within 7 (SCIENCE 0.5). Before the first run there is nothing to break.
with run_days as (

    select * from int_run_days

),

counted as (

    select
        run_days.athlete_id,
        run_days.local_date,
        run_days.is_run_day,
        run_days.local_date - max(
            case when run_days.is_run_day then run_days.local_date end
        ) over past as days_since_run,
        run_days.is_break_marked
        and count(*) filter (where run_days.is_break_marked) over last_week >= 3
            as is_marked_break
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
        counted.athlete_id,
        counted.local_date,
        counted.is_run_day,
        coalesce(counted.days_since_run >= 14, false) or counted.is_marked_break
            as is_break
    from counted

)

select
    breaks.athlete_id,
    breaks.is_run_day,
    breaks.is_break,
    bool_or(breaks.is_break) over (
        partition by breaks.athlete_id order by breaks.local_date
        rows between 28 preceding and current row
    ) as is_returning,
    breaks.local_date
from breaks
