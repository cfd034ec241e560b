-- One row per athlete and week: was the back listened to? No: a run against it
-- (int_habit_hurting_runs, `run_on`); or scores on fewer than 3 days (SCIENCE E.5: a
-- 7-day median needs 3) of a week that is over, by somebody who keeps a diary: scores
-- in at least 2 of the 8 weeks before [P]. Yes: scores on 3 days, and no such run. A
-- day of which nobody knows may have a score that nobody has read yet, and so makes no
-- week a no; nor are scores asked of whoever was ill or injured.
with weeks as (

    select * from int_habit_weeks

),

scores as (

    select * from int_habit_scores

),

hurting_runs as (

    select * from int_habit_hurting_runs

),

care_weeks as (

    select * from int_habit_care_weeks

),

reasoned as (

    select
        scores.*,
        hurting_runs.run_on,
        case
            when hurting_runs.is_in_rest then 'ran_in_rest'
            when not hurting_runs.is_in_rest then 'ran_after_pain'
            when scores.entry_days >= 3 then 'done'
            when coalesce(scores.first_entry_date > scores.week_start + 6, true)
                then 'no_diary'
            when weeks.is_open then 'not_yet'
            when scores.first_entry_date >= scores.week_start then 'diary_begins'
            when scores.entry_days + weeks.unknown_days >= 3 then 'days_unknown'
            when scores.entry_weeks_before < 2 then 'diary_rare'
            when care_weeks.is_ill then 'ill'
            else 'diary_thin'
        end as reason
    from scores
    inner join weeks
        on
            scores.athlete_id = weeks.athlete_id
            and scores.week_start = weeks.week_start
    left join hurting_runs
        on
            scores.athlete_id = hurting_runs.athlete_id
            and scores.week_start = hurting_runs.week_start
    left join care_weeks
        on
            scores.athlete_id = care_weeks.athlete_id
            and scores.week_start = care_weeks.week_start

)

select
    reasoned.athlete_id,
    'listening' as habit,
    reasoned.reason,
    case
        when reasoned.reason in ('ran_in_rest', 'ran_after_pain') then ['file', 'diary']
        when reasoned.entry_days > 0 then ['diary']
    end as sources,
    reasoned.entry_days::double as done,
    3::double as target,
    reasoned.run_on,
    case
        when reasoned.reason = 'done' then true
        when reasoned.reason in ('ran_in_rest', 'ran_after_pain', 'diary_thin')
            then false
    end as is_met,
    reasoned.week_start
from reasoned
