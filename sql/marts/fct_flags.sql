-- One row per athlete, day and family that has a flag alive on that day: the strongest
-- one. A load flag lives 7 days from its run, a pain flag while its entry is the latest
-- of the last 7 days, a red flag until a doctor has seen it. A flag is a prompt to
-- look, not a diagnosis.
with session_spikes as (

    select * from int_flags_session_spike

),

volume_steps as (

    select * from int_flags_volume_step

),

ratios as (

    select * from int_flags_ratio

),

pain_now as (

    select * from int_flags_pain_now

),

red_flags as (

    select * from int_flags_red

),

status_days as (

    select * from int_status_days

),

load_flags as (

    select
        *,
        'B' as evidence
    from session_spikes
    union all by name
    select
        *,
        'C' as evidence
    from volume_steps
    union all by name
    select
        *,
        'X' as evidence
    from ratios

),

alive as (

    select
        load_flags.athlete_id,
        status_days.local_date,
        load_flags.family,
        load_flags.level,
        null::varchar as cause,
        load_flags.value,
        load_flags.threshold,
        load_flags.evidence,
        load_flags.session_id,
        load_flags.local_date as raised_on
    from load_flags
    inner join status_days
        on
            load_flags.athlete_id = status_days.athlete_id
            and status_days.local_date
            between load_flags.local_date and load_flags.local_date + 6
    union all by name
    select
        *,
        'D' as evidence
    from pain_now
    union all by name
    select
        *,
        'D' as evidence,
        local_date as raised_on
    from red_flags

)

select
    alive.athlete_id,
    alive.local_date,
    alive.family,
    alive.level,
    alive.cause,
    alive.value,
    alive.threshold,
    alive.evidence,
    alive.session_id,
    alive.raised_on
from alive
qualify row_number() over (
    partition by alive.athlete_id, alive.local_date, alive.family
    order by
        list_position(['see_doctor', 'high', 'watch', 'info'], alive.level),
        alive.value / alive.threshold desc nulls last,
        alive.raised_on desc,
        alive.session_id asc
) = 1
