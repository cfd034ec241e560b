-- One row per athlete, status day and rule of pain (families F6 and F7): what the
-- latest low-back entry of the last 7 days says beside its limit, flagged or not. A
-- back known to a doctor is measured against 2 above its usual, and against 7 as any.
with status_days as (

    select
        *,
        unnest([
            'pain_now', 'pain_above_usual', 'pain_sharp', 'pain_stride',
            'pain_mornings', 'pain_in_a_row', 'pain_of_ten', 'pain_after_rest'
        ]) as rule
    from int_status_days

),

latest as (

    select * from int_pain_latest

),

valued as (

    select
        status_days.athlete_id,
        status_days.local_date,
        status_days.rule,
        latest.entry_date,
        latest.rest_days,
        latest.is_unsettled,
        case
            when status_days.rule in ('pain_above_usual', 'pain_after_rest')
                then latest.pain_nrs
        end as measured,
        case status_days.rule
            when 'pain_above_usual' then latest.usual_nrs
            when 'pain_after_rest' then latest.reference_nrs
        end as reference,
        case status_days.rule
            when 'pain_now' then latest.pain_nrs
            when 'pain_above_usual' then latest.pain_nrs - latest.usual_nrs
            when 'pain_sharp' then latest.is_sharp::integer
            when 'pain_stride' then latest.is_stride_altered::integer
            when 'pain_mornings' then latest.worse_mornings
            when 'pain_in_a_row' then latest.aching_in_a_row
            when 'pain_of_ten' then latest.aching_of_ten
            when 'pain_after_rest' then latest.drop_nrs
        end as value,
        case status_days.rule
            when 'pain_now' then latest.limit_nrs
            when 'pain_in_a_row' then 3
            when 'pain_of_ten' then 7
            when 'pain_sharp' then null
            when 'pain_stride' then null
            else 2
        end as threshold
    from status_days
    left join latest
        on
            status_days.athlete_id = latest.athlete_id
            and status_days.local_date = latest.local_date

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
