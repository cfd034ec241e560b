-- One row per athlete and week in which a run raised a flag of F1 (longest run), F2 (7
-- and 14 days) or of the return after a break; pain in a return is no step of the load.
-- A flag counts only where the kilometres of every day it is held against are known:
-- the 30 days before for F1, 40 for F2 (its oldest sums), 40 before the break for the
-- return. `doubtful_flags` are the others: what is not known may have been as far.
with returns as (

    select * from int_returns

),

unknown_days as (

    select * from int_daily_load
    where load_measure = 'distance_km' and daily_load is null

),

raised as (

    select * from int_flags_session_spike
    union all by name
    select * from int_flags_volume_step
    union all by name
    select * from int_flags_return
    where cause != 'pain'

),

flags as (

    select
        raised.athlete_id,
        raised.family,
        case raised.family
            when 'F1' then raised.local_date - 30
            when 'F2' then raised.local_date - 40
            else returns.returned_on - returns.days_off::integer - 40
        end as held_against_from,
        raised.local_date
    from raised
    left join returns
        on
            raised.athlete_id = returns.athlete_id
            and raised.local_date = returns.local_date

),

judged as (

    select
        flags.athlete_id,
        flags.family,
        flags.local_date,
        count(unknown_days.local_date) > 0 as is_doubtful
    from flags
    left join unknown_days
        on
            flags.athlete_id = unknown_days.athlete_id
            and unknown_days.local_date between flags.held_against_from
            and flags.local_date - 1
    group by all

)

select
    judged.athlete_id,
    case min(judged.family) filter (where not judged.is_doubtful)
        when 'F1' then 'run_step'
        when 'F2' then 'volume_step'
        when 'return' then 'return_step'
    end as reason,
    count(*) filter (where not judged.is_doubtful) as flags,
    count(*) filter (where judged.is_doubtful) as doubtful_flags,
    date_trunc('week', judged.local_date)::date as week_start
from judged
group by all
