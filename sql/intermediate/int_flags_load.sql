-- One row per athlete, day and load family with a flag alive on that day: the strongest
-- one. It lives on the day of its run and the six after it, so that a rest day does not
-- make yesterday's run harmless; the family is gone with the youngest of its flags. Of
-- a return the limits that count as load of their own (int_flag_levels) speak first.
with session_spikes as (

    select * from int_flags_session_spike

),

volume_steps as (

    select * from int_flags_volume_step

),

shapes as (

    select * from int_flags_shape

),

ratios as (

    select * from int_flags_ratio

),

descents as (

    select * from int_flags_descent

),

returns as (

    select * from int_flags_return

),

status_days as (

    select * from int_status_days

),

raised as (

    select * from session_spikes
    union all by name
    select * from volume_steps
    union all by name
    select * from shapes
    union all by name
    select * from ratios
    union all by name
    select * from descents
    union all by name
    select * from returns

),

alive as (

    select
        raised.* rename (local_date as raised_on),
        raised.local_date + unnest(range(7))::integer as local_date
    from raised

)

select
    alive.athlete_id,
    alive.session_id,
    alive.family,
    alive.level,
    alive.cause,
    alive.value,
    alive.threshold,
    alive.raised_on,
    max(alive.raised_on) over (
        partition by alive.athlete_id, alive.local_date, alive.family
    ) + 7 as clears_on,
    alive.local_date
from alive
inner join status_days
    on
        alive.athlete_id = status_days.athlete_id
        and alive.local_date = status_days.local_date
qualify row_number() over (
    partition by alive.athlete_id, alive.local_date, alive.family
    order by
        list_position(['high', 'watch', 'info'], alive.level),
        alive.family = 'return' and alive.cause in ('run', 'pain'),
        alive.value / nullif(alive.threshold, 0) desc nulls last,
        alive.raised_on desc,
        alive.session_id asc
) = 1
