-- One row per athlete, week and habit that is asked for once a week (strength,
-- cross_training). Yes: a day with it. No [P]: the week is over, every day of it is
-- known to the calendar or answered in the diary, no session is of an unknown sport,
-- and the athlete does tell: one was recorded, or the diary answered, in the week or
-- the 8 weeks before. All else is unknown. `done` counts days.
with answers as (

    select * from int_habit_answers

),

weeks as (

    select * from int_habit_weeks

),

habit_days as (

    select
        *,
        date_trunc('week', local_date)::date as week_start
    from int_habit_days

),

counted as (

    select
        answers.athlete_id,
        answers.habit,
        answers.answered_days,
        count(distinct habit_days.local_date) filter (where habit_days.is_done) as done,
        count(*) filter (where not habit_days.is_done) as refused,
        count(habit_days.local_date) filter (where habit_days.is_done is null)
            as unclear,
        list(distinct habit_days.source) filter (where habit_days.is_done) as done_in,
        answers.last_told_on,
        answers.week_start
    from answers
    left join habit_days
        on
            answers.athlete_id = habit_days.athlete_id
            and answers.habit = habit_days.habit
            and answers.week_start = habit_days.week_start
    group by all

),

reasoned as (

    select
        counted.*,
        case
            when counted.done > 0 then 'done'
            when weeks.is_open then 'not_yet'
            when counted.unclear > 0 then 'sport_unknown'
            when counted.answered_days < 7 then 'days_unknown'
            when counted.refused > 0 then 'told_no'
            when counted.last_told_on >= counted.week_start - 8 * 7 then 'none_recorded'
            else 'never_told'
        end as reason
    from counted
    inner join weeks
        on
            counted.athlete_id = weeks.athlete_id
            and counted.week_start = weeks.week_start

)

select
    reasoned.athlete_id,
    reasoned.habit,
    reasoned.reason,
    case
        when reasoned.done > 0 then reasoned.done_in
        when reasoned.reason = 'told_no' then ['diary']
    end as sources,
    reasoned.done::double as done,
    1::double as target,
    case
        when reasoned.done > 0 then true
        when reasoned.reason in ('told_no', 'none_recorded') then false
    end as is_met,
    reasoned.week_start
from reasoned
