-- One row per effort with a pulse: can it be used (SCIENCE A.2)? For at least 80 % of
-- the timer time it has to be believable, not counting where it only follows the step
-- rate, and it must not stand still for more than 60 s; 1e-9 is for sums of fractions.
-- Without a maximum nobody can tell: null. Where the runner says it was shorter than
-- its pulse by more than 5 %, nobody knows which minutes are meant: `shortened`.
with sessions as (

    select * from int_sessions

),

edits as (

    select * from int_effort_edits

),

profiles as (

    select * from int_profiles

),

pulses as (

    select * from int_pulses

),

measured as (

    select
        sessions.session_id,
        sessions.athlete_id,
        nullif(sessions.timer_s, 0) as timer_s,
        60 * pulses.pulse_min as believable_s,
        coalesce(sessions.heart_rate_locked_s, 0) as locked_s,
        (0.8 - 1e-9) * nullif(sessions.timer_s, 0) as enough_s,
        coalesce(sessions.heart_rate_frozen_s, 0) > 60 as is_frozen,
        edits.timer_s is not null as is_timed_by_hand,
        profiles.athlete_max_bpm is not null and sessions.timer_s > 0 as can_tell
    from pulses
    inner join sessions
        on pulses.session_id = sessions.session_id
    inner join profiles
        on pulses.session_id = profiles.session_id
    left join edits
        on pulses.session_id = edits.session_id

),

judged as (

    select
        measured.*,
        case
            when measured.is_frozen then 'frozen'
            when
                measured.believable_s - measured.locked_s < measured.enough_s
                and (
                    measured.believable_s >= measured.enough_s
                    or measured.locked_s > measured.timer_s - measured.enough_s
                )
                then 'cadence_lock'
            when measured.believable_s < measured.enough_s then 'dropouts'
            when
                measured.is_timed_by_hand
                and measured.believable_s > 1.05 * measured.timer_s
                then 'shortened'
        end as heart_rate_problem
    from measured

)

select
    judged.session_id,
    judged.athlete_id,
    judged.heart_rate_problem,
    case
        when judged.heart_rate_problem is not null then false
        when judged.can_tell then true
    end as is_heart_rate_usable
from judged
