-- One row per athlete, day and family that has a flag alive on that day. A load flag
-- lives 7 days from its run, a pain flag while its entry is the latest of the last 7
-- days, a red flag until a doctor has seen it. `clears_on` is the first day without any
-- flag of the family if nothing new comes; null where only a doctor can clear it. A
-- flag is a prompt to look, not a diagnosis.
with load_flags as (

    select * from int_flags_load

),

pain_now as (

    select * from int_flags_pain_now

),

pain_stays as (

    select * from int_flags_pain_stays

),

red_flags as (

    select * from int_flags_red

),

flags as (

    select * from load_flags
    union all by name
    select * from pain_now
    union all by name
    select * from pain_stays
    union all by name
    select * from red_flags

)

select
    flags.athlete_id,
    flags.local_date,
    flags.family,
    flags.level,
    flags.cause,
    flags.value,
    flags.threshold,
    case flags.family
        when 'F1' then 'B'
        when 'F2' then 'C'
        when 'F4' then 'X'
        else 'D'
    end as evidence,
    flags.session_id,
    flags.raised_on,
    flags.clears_on
from flags
