-- One row per athlete, sign, cause and span (SCIENCE E.2): a warning sign is open from
-- the first entry that names it until a visit to a doctor is marked, and stays here as
-- history. `cause` is ticked, or lasting_fact: something the settings say of the
-- athlete, together with new or changed pain. A single sign is often a false alarm:
-- "have it checked" is all it says. `closed_on` is the first day without it: the day
-- of the visit, or the day after where the sign was named that day, too.
with spans as (

    select * from int_red_spans

),

last_days as (

    select
        athlete_id,
        max(local_date) as today
    from int_status_days
    group by all

)

select
    spans.athlete_id,
    spans.sign,
    spans.urgency,
    spans.cause,
    spans.entries,
    coalesce(last_days.today < spans.closed_on, true) as is_open,
    spans.reported_on,
    spans.seen_on,
    spans.closed_on
from spans
inner join last_days
    on spans.athlete_id = last_days.athlete_id
