-- One row per athlete, week and habit that is asked for once a week (strength,
-- cross_training). Yes: a day with it. No [P]: the week is over, every day of it is
-- known (int_habit_known_days) or answered in the diary, no session is of an unknown
-- sport, and the diary says no or the athlete does tell: in at least 2 of the 8 weeks
-- before one was recorded, or the diary answered. What would be a no is none in a week
-- with a rest, an open warning sign, days ill or injured, or strength of the upper body
-- alone. All else is unknown. `done` counts days.
with counted as (

    select * from int_habit_counts

),

weeks as (

    select * from int_habit_weeks

),

care_weeks as (

    select * from int_habit_care_weeks

),

reasoned as (

    select
        counted.*,
        case
            when counted.done > 0 then 'done'
            when counted.others > 0 then 'other_alone'
            when weeks.is_open then 'not_yet'
            when counted.unclear > 0 then 'sport_unknown'
            when counted.answered_days < 7 then 'days_unknown'
            when counted.refused = 0 and counted.told_weeks_before < 2
                then 'never_told'
            when care_weeks.is_resting then 'rested'
            when care_weeks.is_ill then 'ill'
            when counted.refused > 0 then 'told_no'
            else 'none_recorded'
        end as reason
    from counted
    inner join weeks
        on
            counted.athlete_id = weeks.athlete_id
            and counted.week_start = weeks.week_start
    left join care_weeks
        on
            counted.athlete_id = care_weeks.athlete_id
            and counted.week_start = care_weeks.week_start

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
