-- One row per run that is longer than any of the 30 days before by more than 10 % and
-- by at least 1 km (family F1, evidence B). Above 2.00, or a second run above 1.30
-- within 14 days: high.
with runs as (

    select
        *,
        spike_ratio > 1.30 + 1e-9 as is_over_130
    from fct_sessions
    where
        spike_ratio > 1.10 + 1e-9
        and distance_m - longest_before_m >= 1000
        and not is_excluded

),

counted as (

    select
        runs.session_id,
        count(others.session_id) as over_130_in_14_days
    from runs
    left join runs as others
        on
            runs.athlete_id = others.athlete_id
            and others.is_over_130
            and others.local_date between runs.local_date - 13 and runs.local_date
    group by all

),

judged as (

    select
        runs.*,
        runs.is_over_130 and counted.over_130_in_14_days >= 2 as is_repeated
    from runs
    inner join counted
        on runs.session_id = counted.session_id

)

select
    judged.athlete_id,
    judged.session_id,
    'F1' as family,
    case
        when judged.spike_ratio > 2.00 + 1e-9 or judged.is_repeated then 'high'
        else 'watch'
    end as level,
    judged.spike_ratio as value,
    case
        when judged.spike_ratio > 2.00 + 1e-9 then 2.00
        when judged.is_repeated then 1.30
        else 1.10
    end::double as threshold,
    judged.local_date
from judged
