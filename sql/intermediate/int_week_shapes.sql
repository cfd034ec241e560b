-- One row per athlete and calendar day: four signs of a one-sided week. Monotony above
-- 2; strain above the athlete's own 90th percentile of the 180 days before (90 known
-- values at least); 3 hard days in a row; 6 running days of 7 where 4 or fewer are
-- usual (median of the 90 days before, three quarters known [P]).
with distance_loads as (

    select * from int_distance_loads

),

hard_days as (

    select * from int_hard_days

),

limits as (

    select
        distance_loads.athlete_id,
        distance_loads.acute_load,
        distance_loads.monotony,
        distance_loads.strain,
        case
            when count(distance_loads.strain) over half_year >= 90
                then quantile_cont(distance_loads.strain, 0.9) over half_year
        end as strain_limit,
        distance_loads.run_days_7,
        row_number() over history as days_of_history,
        case
            when
                row_number() over history > 90
                and count(distance_loads.run_days_7) over quarter >= 68
                then median(distance_loads.run_days_7) over quarter
        end as usual_run_days,
        distance_loads.local_date
    from distance_loads
    window
        history as (
            partition by distance_loads.athlete_id order by distance_loads.local_date
        ),
        half_year as (
            partition by distance_loads.athlete_id order by distance_loads.local_date
            rows between 180 preceding and 1 preceding
        ),
        quarter as (
            partition by distance_loads.athlete_id order by distance_loads.local_date
            rows between 90 preceding and 1 preceding
        )

),

signs as (

    select
        limits.*,
        hard_days.hard_days_in_row,
        limits.monotony > 2 + 1e-9 as is_monotonous,
        limits.strain > (1 + 1e-9) * limits.strain_limit as is_straining,
        hard_days.hard_days_in_row >= 3 as is_stacked,
        case
            when limits.usual_run_days is not null
                then limits.run_days_7 >= 6 and limits.usual_run_days <= 4
        end as is_often
    from limits
    inner join hard_days
        on
            limits.athlete_id = hard_days.athlete_id
            and limits.local_date = hard_days.local_date

)

select
    signs.*,
    coalesce(signs.is_monotonous, false)::bigint
    + coalesce(signs.is_straining, false)::bigint
    + coalesce(signs.is_stacked, false)::bigint
    + coalesce(signs.is_often, false)::bigint as shape_signs,
    -- one known sign can never be two
    case
        when
            (signs.is_monotonous is not null)::bigint
            + (signs.is_straining is not null)::bigint
            + (signs.is_stacked is not null)::bigint
            + (signs.is_often is not null)::bigint >= 2
            then null
        when signs.days_of_history > 90 then 'unknown_days'
        else 'building'
    end as not_judged
from signs
