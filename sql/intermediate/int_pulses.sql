-- One row per effort with a pulse: what its believable part adds up to, above 30 and at
-- most 5 above the athlete's maximum (SCIENCE A.2). Banister TRIMP: sum of minutes * x
-- * a * exp(b * x), x the share of heart-rate reserve; men a 0.64 b 1.92, women a 0.86
-- b 1.67, men's where the sex is unknown; unknown without a resting heart rate.
-- Edwards: minutes in 50-60, 60-70, 70-80, 80-90, 90-100 % of the maximum times 1 to 5.
with profiles as (

    select
        *,
        nullif(greatest(athlete_max_bpm - athlete_resting_bpm, 0), 0) as reserve_bpm,
        case when sex = 'female' then 0.86 else 0.64 end as a,
        case when sex = 'female' then 1.67 else 1.92 end as b
    from int_profiles

),

seconds as (

    select * from int_heart_rate_seconds

),

shares as (

    select
        profiles.session_id,
        profiles.athlete_id,
        profiles.a,
        profiles.b,
        case
            when
                seconds.heart_rate_bpm > 30
                and seconds.heart_rate_bpm
                <= coalesce(profiles.athlete_max_bpm + 5, seconds.heart_rate_bpm)
                then seconds.seconds / 60
            else 0
        end as minutes,
        case
            when profiles.athlete_max_bpm is not null
                then greatest(0, least(5, floor(
                    seconds.heart_rate_bpm / profiles.athlete_max_bpm * 10 + 1e-9
                ) - 4))
        end as zone,
        case
            when profiles.reserve_bpm is not null
                then greatest(0, least(
                    1,
                    (seconds.heart_rate_bpm - profiles.athlete_resting_bpm)
                    / profiles.reserve_bpm
                ))
        end as x
    from profiles
    inner join seconds
        on profiles.session_id = seconds.session_id

)

select
    shares.session_id,
    shares.athlete_id,
    sum(shares.minutes) as pulse_min,
    sum(shares.minutes * (shares.zone >= 4)::integer) as over_80_pct_min,
    sum(shares.minutes * (shares.zone = 5)::integer) as over_90_pct_min,
    sum(shares.minutes * shares.x * shares.a * exp(shares.b * shares.x))
        as trimp_banister,
    sum(shares.minutes * shares.zone) as trimp_edwards
from shares
group by all
