-- One row per athlete, status day and rule of pain (families F6 and F7): what the
-- latest low-back entry of the last 7 days says beside its limit, flagged or not. A
-- back known to a doctor is measured against 2 above its usual, and against 7 as any.
with valued as (

    select * from int_pain_measures

)

select
    valued.athlete_id,
    valued.local_date,
    case
        when valued.rule in ('pain_in_a_row', 'pain_of_ten', 'pain_after_rest')
            then 'F7'
        else 'F6'
    end as family,
    valued.rule,
    valued.measured::double as measured,
    valued.reference::double as reference,
    valued.value::double as value,
    valued.threshold::double as threshold,
    case
        when valued.rule = 'pain_after_rest' then valued.is_unsettled
        else valued.value >= coalesce(valued.threshold, 1)
    end as is_over,
    case
        when is_over is not null then null
        when valued.entry_date is null or valued.rule = 'pain_mornings' then 'no_entry'
        when valued.rule in ('pain_sharp', 'pain_stride') then 'no_answer'
        when valued.rule != 'pain_after_rest' then 'building'
        when valued.rest_days is null then 'no_rest'
        when valued.reference is null then 'no_entry'
        else 'building'
    end as not_judged,
    null::varchar as session_id
from valued
