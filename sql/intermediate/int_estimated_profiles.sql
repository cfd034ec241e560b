-- One row per effort: what its athlete's sessions of the 365 days up to it suggest
-- where nobody says it (SCIENCE A.2), each from at least 10 of them, else null: the
-- highest heart rate over 30 s as maximum; of runs the highest mean heart rate over 30
-- to 60 min, and the highest speed brought to an hour, as those of the threshold. Never
-- 220 minus age; a resting heart rate is not estimated at all.
with lent as (

    select * from int_lent_profiles

)

select
    lent.session_id,
    lent.athlete_id,
    case
        when count(lent.best_heart_rate_bpm) over year >= 10
            then max(lent.best_heart_rate_bpm) over year
    end as max_heart_rate_bpm,
    case
        when count_if(lent.is_run_with_pulse) over year >= 10
            then max(lent.steady_heart_rate_bpm) over year
    end as threshold_heart_rate_bpm,
    case
        when count(lent.hour_speed_mps) over year >= 10
            then max(lent.hour_speed_mps) over year
    end as threshold_speed_mps
from lent
window
    year as (
        partition by lent.athlete_id
        order by lent.local_date
        range between interval 364 days preceding and current row
    )
