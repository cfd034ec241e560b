-- One row per athlete, week and habit that is asked for once a week: the days on which
-- there is an answer, since they are known or the diary says, and in how many of the 8
-- weeks before one was recorded or the diary answered.
with known_days as (

    select * from int_habit_known_days
    where is_known

),

told_days as (

    select * from int_habit_days
    where is_done is not null

),

told_weeks as (

    select distinct
        athlete_id,
        habit,
        date_trunc('week', local_date)::date as week_start
    from told_days

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
    count(told_weeks.week_start) as told_weeks_before,
    counted.week_start
from counted
left join told_weeks
    on
        counted.athlete_id = told_weeks.athlete_id
        and counted.habit = told_weeks.habit
        and told_weeks.week_start between counted.week_start - 8 * 7
        and counted.week_start - 7
group by all
