-- One row per strength programme: running capability by the rating nearest to its
-- start (on it or up to 28 days before), to the last day it is judged by (today before
-- that) and to 3 and 6 months after, each within 14 days; none is from another
-- programme's days.
with programmes as (

    select * from int_programmes

),

ratings as (

    select * from int_capability_days

),

moments as (

    select
        programmes.athlete_id,
        programmes.started_on,
        unnest(['before', 'end', '3_months', '6_months']) as moment,
        unnest([
            programmes.started_on,
            programmes.judged_until,
            programmes.judged_until + 91,
            programmes.judged_until + 182
        ]) as on_date,
        unnest([
            programmes.started_on - 28,
            greatest(programmes.started_on, programmes.judged_until - 15) + 1,
            programmes.judged_until + 77,
            programmes.judged_until + 168
        ]) as from_date,
        unnest([
            programmes.started_on,
            programmes.judged_until + 14,
            programmes.judged_until + 105,
            programmes.judged_until + 196
        ]) as to_date,
        programmes.followed_until
    from programmes

),

rated as (

    select
        moments.athlete_id,
        moments.started_on,
        moments.moment,
        ratings.run_capability
    from moments
    inner join ratings
        on
            moments.athlete_id = ratings.athlete_id
            and ratings.local_date
            between moments.from_date and least(moments.to_date, moments.followed_until)
    where moments.on_date <= moments.followed_until
    qualify row_number() over (
        partition by moments.athlete_id, moments.started_on, moments.moment
        order by
            abs(ratings.local_date - moments.on_date), ratings.local_date desc
    ) = 1

)

select
    rated.athlete_id,
    max(rated.run_capability) filter (where rated.moment = 'before')
        as capability_before,
    max(rated.run_capability) filter (where rated.moment = 'end') as capability_end,
    max(rated.run_capability) filter (where rated.moment = '3_months')
        as capability_3_months,
    max(rated.run_capability) filter (where rated.moment = '6_months')
        as capability_6_months,
    rated.started_on
from rated
group by all
