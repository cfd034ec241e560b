-- One row per session whose heart rate is usable: for at least 80 % of the timer time
-- it lies above 30 and at most 5 above the athlete's maximum (SCIENCE A.2). Banister
-- TRIMP: sum of minutes * x * a * exp(b * x), x the share of heart-rate reserve; men a
-- 0.64 b 1.92, women a 0.86 b 1.67, men's where the sex is unknown; unknown without a
-- resting heart rate. Edwards: minutes in 50-60, 60-70, 70-80, 80-90, 90-100 % of the
-- maximum times 1 to 5. Where the runner says it was shorter than its pulse, nobody
-- knows which minutes are meant: unknown.
with sessions as (

    select * from int_sessions

),

edits as (

    select * from int_effort_edits

),

seconds as (

    select * from int_heart_rate_seconds

),

shares as (

    select
        sessions.session_id,
        sessions.timer_s,
        sessions.sex = 'female' as is_female,
        seconds.seconds / 60 as minutes,
        seconds.heart_rate_bpm / sessions.athlete_max_bpm as share_of_max,
        case
            when sessions.athlete_resting_bpm < sessions.athlete_max_bpm
                then greatest(0, least(
                    1,
                    (seconds.heart_rate_bpm - sessions.athlete_resting_bpm)
                    / (sessions.athlete_max_bpm - sessions.athlete_resting_bpm)
                ))
        end as share_of_reserve
    from sessions
    inner join seconds
        on sessions.session_id = seconds.session_id
    where
        seconds.heart_rate_bpm > 30
        and seconds.heart_rate_bpm <= sessions.athlete_max_bpm + 5

),

loads as (

    select
        shares.session_id,
        sum(shares.minutes * shares.share_of_reserve * case
            when shares.is_female then 0.86 * exp(1.67 * shares.share_of_reserve)
            else 0.64 * exp(1.92 * shares.share_of_reserve)
        end) as trimp_banister,
        sum(
            shares.minutes
            * greatest(0, least(5, floor(shares.share_of_max * 10 + 1e-9) - 4))
        ) as trimp_edwards,
        sum(shares.minutes) * 60 / nullif(any_value(shares.timer_s), 0)
            as usable_share
    from shares
    group by all

)

select
    loads.session_id,
    loads.trimp_banister,
    loads.trimp_edwards
from loads
left join edits
    on loads.session_id = edits.session_id
where
    loads.usable_share >= 0.8
    and (edits.timer_s is null or loads.usable_share <= 1.05)
