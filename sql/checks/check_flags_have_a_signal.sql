-- Whatever raises a flag today stands among today's signals as over its limit.
with raised as (

    select * from fct_flags
    where raised_on = local_date and family != 'red_flag'

),

signals as (

    select * from fct_signals
    where is_over

)

select
    raised.athlete_id,
    raised.local_date,
    raised.family
from raised
anti join signals
    on
        raised.athlete_id = signals.athlete_id
        and raised.local_date = signals.local_date
        and raised.family = signals.family
