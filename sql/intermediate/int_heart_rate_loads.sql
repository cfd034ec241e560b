-- One row per session whose heart rate is usable, with its loads. hrTSS: 100 times its
-- Banister TRIMP over that of an hour at the threshold's heart rate, with the athlete's
-- own constants (SCIENCE A.2); unknown without a threshold between rest and maximum.
with pulses as (

    select * from int_pulses

),

gates as (

    select * from int_heart_rate_gates

),

profiles as (

    select
        *,
        (athlete_threshold_bpm - athlete_resting_bpm)
        / nullif(athlete_max_bpm - athlete_resting_bpm, 0) as x
    from int_profiles

),

thresholds as (

    select
        profiles.session_id,
        60 * profiles.x * case
            when profiles.sex = 'female' then 0.86 * exp(1.67 * profiles.x)
            else 0.64 * exp(1.92 * profiles.x)
        end as trimp
    from profiles
    where
        profiles.athlete_resting_bpm < profiles.athlete_threshold_bpm
        and profiles.athlete_threshold_bpm < profiles.athlete_max_bpm

)

select
    pulses.session_id,
    pulses.athlete_id,
    pulses.trimp_banister,
    pulses.trimp_edwards,
    100 * pulses.trimp_banister / thresholds.trimp as hrtss,
    pulses.over_80_pct_min,
    pulses.over_90_pct_min,
    pulses.pulse_min
from pulses
inner join gates
    on pulses.session_id = gates.session_id
left join thresholds
    on pulses.session_id = thresholds.session_id
where gates.is_heart_rate_usable
