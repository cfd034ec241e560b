-- One row per athlete, week and habit that is asked for once a week: the days on which
-- there is an answer, since the calendar knows them or the diary says, and the last day
-- up to the week's end on which one was recorded or the diary answered.
with known_days as (

    select * from int_calendar
    where unknown_because is null

),

told_days as (

    select * from int_habit_days
    where is_done is not null

),

answers as (

    select
        athlete_id,
        unnest(['strength', 'cross_training']) as habit,
        local_date
    from known_days
    union
    select
        athlete_id,
        habit,
        local_date
    from told_days

),

weeks as (

    select
        weeks.athlete_id,
        weeks.week_start,
        unnest(['strength', 'cross_training']) as habit
    from int_habit_weeks as weeks

),

counted as (

    select
        weeks.athlete_id,
        weeks.habit,
        count(answers.local_date) as answered_days,
        weeks.week_start
    from weeks
    left join answers
        on
            weeks.athlete_id = answers.athlete_id
            and weeks.habit = answers.habit
            and weeks.week_start = date_trunc('week', answers.local_date)::date
    group by all

)

select
    counted.athlete_id,
    counted.habit,
    counted.answered_days,
    told_days.local_date as last_told_on,
    counted.week_start
from counted
asof left join told_days
    on
        counted.athlete_id = told_days.athlete_id
        and counted.habit = told_days.habit
        and counted.week_start + 6 >= told_days.local_date
