-- A rest block is asked once a day, lasts at least 7 days, its dates are in order, it
-- holds no more days than it has, it is broken where a run lies in it, and the way back
-- begins after it.
select
    athlete_id,
    asked_on,
    count(*) as row_count
from fct_rest_blocks
group by all
having
    count(*) > 1
    or bool_or(rest_from != asked_on + 1)
    or bool_or(rest_until < asked_on + 7)
    or bool_or(rest_days > rest_until - asked_on)
    or bool_or(greatest(walk_days, other_sport_days) > rest_until - asked_on)
    or bool_or(coalesce(broken_on not between rest_from and rest_until, false))
    or bool_or(coalesce(returned_on <= rest_until, false))
    or bool_or((broken_on is null) = coalesce(state = 'broken', false))
    or bool_or(asks_for_doctor and not is_pain_back)
