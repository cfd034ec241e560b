-- One row per athlete and day on which the latest low-back entry of the last 7 days
-- shows pain that stays (family F7, evidence D). high: not settled after 3 days of rest
-- (a drop under 2), or 4 and more on 7 of the last 10 logged days. watch: 4 and more on
-- 3 logged days in a row. For a back known to a doctor 2 above the usual stands for 4.
with latest as (

    select * from int_pain_latest

),

caused as (

    select
        latest.*,
        case
            when latest.is_unsettled then 'after_rest'
            when latest.aching_of_ten >= 7 then 'of_ten'
            when latest.aching_in_a_row >= 3 then 'in_a_row'
        end as cause
    from latest

)

select
    caused.athlete_id,
    null::varchar as session_id,
    'F7' as family,
    case when caused.cause = 'in_a_row' then 'watch' else 'high' end as level,
    caused.cause,
    case caused.cause
        when 'after_rest' then caused.drop_nrs
        when 'of_ten' then caused.aching_of_ten
        else caused.aching_in_a_row
    end::double as value,
    case caused.cause when 'after_rest' then 2 when 'of_ten' then 7 else 3 end::double
        as threshold,
    caused.entry_date as raised_on,
    caused.entry_date + 7 as clears_on,
    caused.local_date
from caused
where caused.cause is not null
