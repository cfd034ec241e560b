-- One row per athlete, status day and rule of pain: the value of the latest low-back
-- entry of the last 7 days, its limit, and what it was computed from. `measured` is of
-- `pain_now` where the newest score was told with a painkiller and a worse one counts.
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

unscored as (

    select * from int_pain_unscored

)

select
    status_days.athlete_id,
    status_days.local_date,
    status_days.rule,
    latest.entry_date,
    latest.rest_days,
    latest.is_unsettled,
    case
        when status_days.rule = 'pain_above_usual' then latest.pain_nrs
        when status_days.rule = 'pain_after_rest' then latest.told_nrs
        when status_days.rule = 'pain_now' and latest.told_nrs < latest.pain_nrs
            then latest.told_nrs
    end as measured,
    case status_days.rule
        when 'pain_above_usual' then latest.usual_nrs
        when 'pain_after_rest' then latest.reference_nrs
    end as reference,
    case status_days.rule
        when 'pain_now' then latest.pain_nrs
        when 'pain_above_usual' then latest.pain_nrs - latest.usual_nrs
        when 'pain_sharp'
            then if(unscored.sharp_on is null, latest.is_sharp, true)::integer
        when 'pain_stride'
            then if(unscored.stride_on is null, latest.is_stride_altered, true)::integer
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
left join unscored
    on
        status_days.athlete_id = unscored.athlete_id
        and status_days.local_date = unscored.local_date
