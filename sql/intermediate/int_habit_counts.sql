-- One row per athlete, week and habit that is asked for once a week: its days with it
-- (`done`), answers that there was none, what may have been one (`unclear`), what
-- was strength of other groups (`others`), and what is known of the week and the 8
-- before (int_habit_answers).
with answers as (

    select * from int_habit_answers

),

habit_days as (

    select
        *,
        date_trunc('week', local_date)::date as week_start
    from int_habit_days

)

select
    answers.athlete_id,
    answers.habit,
    answers.answered_days,
    count(distinct habit_days.local_date) filter (where habit_days.is_done) as done,
    count(*) filter (where not habit_days.is_done) as refused,
    count(*) filter (where habit_days.is_done is null and not habit_days.is_other_alone)
        as unclear,
    count(*) filter (where habit_days.is_other_alone) as others,
    list(distinct habit_days.source) filter (where habit_days.is_done) as done_in,
    answers.told_weeks_before,
    answers.week_start
from answers
left join habit_days
    on
        answers.athlete_id = habit_days.athlete_id
        and answers.habit = habit_days.habit
        and answers.week_start = habit_days.week_start
group by all
