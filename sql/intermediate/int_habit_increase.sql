-- One row per athlete and week: did distance grow in small steps? No: a run raised a
-- flag of the load for it (int_habit_steps), and every day that it is held against is
-- known. Yes: none did, and every day of the week so far is known and could be judged
-- for load; an open week needs a file or entry of its own. `done` counts flags;
-- `target` allows none.
with weeks as (

    select * from int_habit_weeks

),

steps as (

    select * from int_habit_steps

),

judgeable_days as (

    select * from int_judgeable_days

),

judgeable as (

    select
        weeks.athlete_id,
        bool_and(judgeable_days.can_judge_load) as can_judge,
        weeks.week_start
    from weeks
    inner join judgeable_days
        on
            weeks.athlete_id = judgeable_days.athlete_id
            and judgeable_days.local_date
            between weeks.week_start and least(weeks.today, weeks.week_start + 6)
    group by all

),

sources as (

    select
        athlete_id,
        list(distinct case when is_added then 'journal' else 'file' end) as sources,
        date_trunc('week', local_date)::date as week_start
    from int_sessions
    where is_running and not is_excluded
    group by all

),

reasoned as (

    select
        weeks.*,
        coalesce(steps.flags, 0) as flags,
        case
            when steps.flags > 0 then steps.reason
            when steps.doubtful_flags > 0 then 'before_unknown'
            when not coalesce(judgeable.can_judge, false) then 'cannot_judge'
            when weeks.unknown_days > 0 then 'days_unknown'
            when not weeks.is_heard then 'not_yet'
            else 'done'
        end as reason
    from weeks
    left join steps
        on
            weeks.athlete_id = steps.athlete_id
            and weeks.week_start = steps.week_start
    left join judgeable
        on
            weeks.athlete_id = judgeable.athlete_id
            and weeks.week_start = judgeable.week_start

)

select
    reasoned.athlete_id,
    'increase' as habit,
    reasoned.reason,
    sources.sources,
    reasoned.flags::double as done,
    0::double as target,
    case
        when reasoned.flags > 0 then false
        when reasoned.reason = 'done' then true
    end as is_met,
    reasoned.week_start
from reasoned
left join sources
    on
        reasoned.athlete_id = sources.athlete_id
        and reasoned.week_start = sources.week_start
