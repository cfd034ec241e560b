-- One row per athlete, calendar day, family and rule of load: what was measured, what
-- it was held against, and whether it is over its limit; not_judged says why there is
-- no answer. A flag is raised on running days alone, a signal is there every day.
with runs as (

    select * from int_signals_runs

),

steps as (

    select * from int_signals_steps

),

shapes as (

    select * from int_signals_shape

),

ratios as (

    select * from int_signals_ratio

),

returns as (

    select * from int_signals_return

),

signals as (

    select * from runs
    union all by name
    select * from steps
    union all by name
    select * from shapes
    union all by name
    select * from ratios
    union all by name
    select * from returns

)

select
    signals.athlete_id,
    signals.family,
    signals.rule,
    signals.session_id,
    signals.measured,
    signals.reference,
    signals.value,
    signals.threshold,
    signals.not_judged,
    signals.is_over,
    signals.local_date
from signals
