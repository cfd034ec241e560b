-- One row per athlete and week in which a run raised a flag of F1 (longest run), F2 (7
-- and 14 days) or of the return after a break; pain in a return is no step of the load.
with flags as (

    select * from int_flags_session_spike
    union all by name
    select * from int_flags_volume_step
    union all by name
    select * from int_flags_return
    where cause != 'pain'

)

select
    flags.athlete_id,
    case min(list_position(['F1', 'F2', 'return'], flags.family))
        when 1 then 'run_step'
        when 2 then 'volume_step'
        else 'return_step'
    end as reason,
    count(*) as flags,
    date_trunc('week', flags.local_date)::date as week_start
from flags
group by all
