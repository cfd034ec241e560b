-- Every athlete has one status a day without a gap, up to today, and no day is steady
-- that could not be judged.
select
    fct_status.athlete_id,
    count(*) as row_count
from fct_status
left join dim_athletes
    on fct_status.athlete_id = dim_athletes.athlete_id
group by fct_status.athlete_id
having
    count(*) != max(fct_status.local_date) - min(fct_status.local_date) + 1
    or max(fct_status.local_date) < any_value(dim_athletes.today)
    or bool_or(fct_status.level not in ('high', 'watch', 'ok', 'no_data'))
    or bool_or(
        fct_status.level = 'ok'
        and not (fct_status.can_judge_load or fct_status.can_judge_pain)
    )
