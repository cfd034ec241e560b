-- One row per athlete and week: was the back listened to? No: a run against it
-- (int_habit_hurting_runs); or, once there is a diary, scores on fewer than 3 days of a
-- week in which 3 cannot be reached any more (SCIENCE E.5: a 7-day median needs 3).
-- Yes: scores on 3 days, and no such run. A day of which nobody knows may have a score
-- that nobody has read yet, and so makes no week a no.
with weeks as (

    select * from int_habit_weeks

),

entries as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

diaries as (

    select
        athlete_id,
        min(local_date) as first_entry_date
    from entries
    group by all

),

hurting_runs as (

    select * from int_habit_hurting_runs

),

kept as (

    select
        weeks.*,
        count(entries.local_date) as entry_days,
        count(*) filter (where entries.local_date >= weeks.today) as entries_from_today
    from weeks
    left join entries
        on
            weeks.athlete_id = entries.athlete_id
            and entries.local_date between weeks.week_start and weeks.week_start + 6
    group by all

),

reasoned as (

    select
        kept.*,
        greatest(kept.week_start + 7 - kept.today - kept.entries_from_today, 0)
            as days_left,
        case
            when hurting_runs.is_in_rest then 'ran_in_rest'
            when not hurting_runs.is_in_rest then 'ran_after_pain'
            when kept.entry_days >= 3 then 'done'
            when coalesce(diaries.first_entry_date > kept.week_start + 6, true)
                then 'no_diary'
            when kept.entry_days + days_left >= 3 then 'not_yet'
            when diaries.first_entry_date > kept.week_start + 4 then 'diary_begins'
            when kept.entry_days + days_left + kept.unknown_days >= 3
                then 'days_unknown'
            else 'diary_thin'
        end as reason
    from kept
    left join diaries
        on kept.athlete_id = diaries.athlete_id
    left join hurting_runs
        on
            kept.athlete_id = hurting_runs.athlete_id
            and kept.week_start = hurting_runs.week_start

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
    case
        when reasoned.reason = 'done' then true
        when reasoned.reason in ('ran_in_rest', 'ran_after_pain', 'diary_thin')
            then false
    end as is_met,
    reasoned.week_start
from reasoned
