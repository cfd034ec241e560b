-- One row per athlete, day and rule: what was measured, beside its limit, whether it
-- raised a flag or not. Rules of load are there on calendar days (from the first
-- session on), rules of pain on status days (from the first session or entry on).
-- `is_over` is null where a rule could not be judged, and `not_judged` says why.
with load_signals as (

    select * from int_signals_load

),

pain_signals as (

    select * from int_signals_pain

),

signals as (

    select * from load_signals
    union all by name
    select * from pain_signals

)

select
    signals.athlete_id,
    signals.local_date,
    signals.family,
    signals.rule,
    signals.measured,
    signals.reference,
    signals.value,
    signals.threshold,
    signals.is_over,
    signals.not_judged,
    signals.session_id
from signals
