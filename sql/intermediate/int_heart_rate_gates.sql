-- One row per effort with a pulse: can it be used (SCIENCE A.2)? For at least 80 % of
-- the timer time it has to be believable, not counting where it only follows the step
-- rate, and it must not stand still for more than 60 s. Without a maximum nobody can
-- tell: null. Where the runner says it was shorter than its pulse, nobody knows which
-- minutes are meant: not usable.
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

shares as (

    select
        sessions.session_id,
        sessions.athlete_id,
        coalesce(sessions.heart_rate_frozen_s, 0) > 60 as is_frozen,
        60 * pulses.pulse_min / nullif(sessions.timer_s, 0) as believable_share,
        coalesce(sessions.heart_rate_locked_s, 0) / nullif(sessions.timer_s, 0)
            as locked_share,
        edits.timer_s is not null and believable_share > 1.05 as is_shortened,
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
        shares.*,
        case
            when shares.is_frozen then 'frozen'
            when shares.believable_share - shares.locked_share >= 0.8 then null
            when shares.believable_share >= 0.8 or shares.locked_share > 0.2
                then 'cadence_lock'
            when shares.believable_share < 0.8 then 'dropouts'
        end as heart_rate_problem
    from shares

)

select
    judged.session_id,
    judged.athlete_id,
    judged.heart_rate_problem,
    case
        when judged.heart_rate_problem is not null or judged.is_shortened then false
        when judged.can_tell then true
    end as is_heart_rate_usable
from judged
