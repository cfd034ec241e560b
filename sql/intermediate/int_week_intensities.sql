-- One row per athlete and ISO week with a session of known length: the share (0-1) of
-- its minutes that were hard. From heart rate (above 80 % of the maximum) where at
-- least half of the week's minutes have a usable one; else from effort (rated 6 or
-- more) where at least half are rated; else null. The two are never compared.
with sessions as (

    select * from fct_sessions
    where not is_excluded

),

minutes as (

    select
        sessions.athlete_id,
        date_trunc('week', sessions.local_date)::date as week_start,
        sum(sessions.timer_s / 60 order by sessions.session_id) as session_min,
        sum(sessions.pulse_min order by sessions.session_id) as pulse_min,
        sum(sessions.over_80_pct_min order by sessions.session_id) as over_80_pct_min,
        sum(sessions.timer_s / 60 order by sessions.session_id)
        filter (where sessions.rpe > 0) as rated_min,
        sum(sessions.timer_s / 60 order by sessions.session_id)
        filter (where sessions.rpe >= 6) as rated_hard_min
    from sessions
    where sessions.timer_s > 0
    group by all

),

sourced as (

    select
        minutes.*,
        case
            when minutes.pulse_min >= minutes.session_min / 2 then 'heart_rate'
            when minutes.rated_min >= minutes.session_min / 2 then 'rpe'
        end as source
    from minutes

)

select
    sourced.athlete_id,
    sourced.week_start,
    sourced.source,
    case sourced.source
        when 'heart_rate' then sourced.over_80_pct_min / sourced.pulse_min
        when 'rpe' then coalesce(sourced.rated_hard_min, 0) / sourced.rated_min
    end as hard_share
from sourced
