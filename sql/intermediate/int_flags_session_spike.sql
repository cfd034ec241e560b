-- One row per run that is longer than any of the 30 days before by more than 10 % and
-- by at least 1 km (family F1, evidence B). Above 2.00, or a second run above 1.30
-- within 14 days: high.
with spikes as (

    select
        *,
        spike_ratio > 2.00 + 1e-9 as is_far,
        spike_ratio > 1.30 + 1e-9 as is_over_130
    from int_spikes
    where is_over

),

counted as (

    select
        spikes.*,
        spikes.is_over_130
        and count(*) filter (where spikes.is_over_130) over fortnight >= 2 as is_second
    from spikes
    window fortnight as (
        partition by spikes.athlete_id order by spikes.local_date
        range between interval 13 days preceding and current row
    )

)

select
    counted.athlete_id,
    counted.session_id,
    'F1' as family,
    case when counted.is_far or counted.is_second then 'high' else 'watch' end as level,
    case
        when counted.is_far then 'far'
        when counted.is_second then 'twice'
        else 'longest'
    end as cause,
    counted.spike_ratio as value,
    case when counted.is_far then 2.00 when counted.is_second then 1.30 else 1.10 end
    ::double as threshold,
    counted.local_date
from counted
