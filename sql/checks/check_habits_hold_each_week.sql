-- Every week has its seven habits once, each with a reason, and none misses a week. An
-- open week is a no only where nothing can make it a yes any more, and a no ends a
-- streak. Nothing is met or missed in a week of which nothing is known.
select
    athlete_id,
    week_start
from fct_habits
group by all
having
    count(*) != 7
    or count(distinct habit) != 7
    or count(reason) != 7
    or bool_or(
        is_open and not is_met
        and reason not in (
            'without', 'over_limit', 'run_step', 'volume_step', 'return_step',
            'ran_in_rest', 'ran_after_pain'
        )
    )
    or bool_or(not is_met and streak_weeks != 0)
    or bool_or(is_met and streak_weeks = 0)
    or bool_or(reason = 'week_unknown' and is_met is not null)
union all
select
    athlete_id,
    max(week_start) as week_start
from fct_habits
group by all
having count(distinct week_start) != 1 + (max(week_start) - min(week_start)) / 7
