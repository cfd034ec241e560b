-- A strength session stands once, its parts but the back's half of deadlifts add up to
-- no more than the whole, and each session with a programme is in one row of its week.
with weeks as (

    select
        athlete_id,
        sum(sessions) as sessions,
        count(*) - count(distinct struct_pack(week_start, strength_programme))
            as repeated
    from fct_strength_weeks
    group by all

),

sessions as (

    select
        athlete_id,
        count(strength_programme) as sessions,
        count(*) - count(distinct session_id) as repeated,
        count(*) filter (
            where
            leg_min + core_min + other_core_min + unclassified_min > active_min + 1e-6
            or back_min > active_min + 1e-6
        ) as overfull
    from fct_strength
    group by all

)

select
    sessions.athlete_id,
    sessions.sessions,
    weeks.sessions as sessions_of_weeks
from sessions
left join weeks
    on sessions.athlete_id = weeks.athlete_id
where
    sessions.sessions != coalesce(weeks.sessions, 0)
    or sessions.repeated > 0
    or sessions.overfull > 0
    or weeks.repeated > 0
