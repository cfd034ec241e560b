-- One row per effort: what its athlete's sessions of the 365 days up to it suggest
-- where nobody says it, each from at least 10 of them [P]: the highest heart rate over
-- 30 s as maximum; of runs the highest mean heart rate over 30 to 60 min, and the
-- highest speed brought to an hour, as those of the threshold. A day with fewer takes
-- the nearest earlier estimate, days before the tenth the first one. Never 220 minus
-- age; a resting heart rate is not estimated at all.
with lent as (

    select * from int_lent_profiles

),

of_year as (

    select
        lent.session_id,
        lent.athlete_id,
        lent.local_date,
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

)

select
    of_year.session_id,
    of_year.athlete_id,
    coalesce(
        last_value(columns('_(bpm|mps)$') ignore nulls) over earlier,
        first_value(columns('_(bpm|mps)$') ignore nulls) over ever
    )
from of_year
window
    earlier as (partition by of_year.athlete_id order by of_year.local_date),
    ever as (
        partition by of_year.athlete_id
        order by of_year.local_date
        rows between unbounded preceding and unbounded following
    )
