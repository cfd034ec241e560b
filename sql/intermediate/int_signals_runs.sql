-- One row per athlete and calendar day: of the runs of the last 7 days the one that is
-- flagged, else the one with the largest ratio to the longest before (family F1).
with break_days as (

    select
        *,
        row_number() over (partition by athlete_id order by local_date)
            as days_of_history
    from int_break_days

),

spikes as (

    select
        *,
        unnest(generate_series(local_date, local_date + 6, interval 1 day))::date
            as judged_on
    from int_spikes

),

largest as (

    select * from spikes
    qualify row_number() over (
        partition by athlete_id, judged_on
        order by
            is_over desc,
            spike_ratio desc,
            local_date desc,
            session_id asc
    ) = 1

)

select
    break_days.athlete_id,
    largest.session_id,
    'F1' as family,
    'session_spike' as rule,
    largest.distance_m / 1000 as measured,
    largest.longest_m / 1000 as reference,
    largest.spike_ratio as value,
    1.10::double as threshold,
    largest.is_over,
    case
        when largest.session_id is not null then null
        when break_days.run_days_7 = 0 then 'no_run'
        when break_days.days_of_history <= 30 then 'building'
        else 'no_history'
    end as not_judged,
    break_days.local_date
from break_days
left join largest
    on
        break_days.athlete_id = largest.athlete_id
        and break_days.local_date = largest.judged_on
