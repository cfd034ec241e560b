-- One row per strength programme that has begun, with the days it is judged by. Before
-- it lie at most 56 days (SCIENCE C.4), none of them another programme's; the baseline
-- begins with the first low-back score among them. It is judged over its first 56 days,
-- once they are over or it has ended, and followed up from the last of them on: whether
-- anybody has told of an end changes nothing after eight weeks. Sessions are counted
-- over the same days, without one that is not over yet.
with spans as (

    select * from int_programme_spans

),

pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

bounded as (

    select
        spans.*,
        greatest(
            spans.started_on - 56,
            lag(spans.ended_on) over (
                partition by spans.athlete_id order by spans.started_on
            ) + 1
        ) as before_from,
        spans.ended_on is not null
        or spans.today - spans.started_on >= 56 as is_judgeable,
        least(spans.started_on + 55, spans.ended_on, spans.today) as judged_until,
        least(
            spans.started_on + 55, coalesce(spans.ended_on, spans.today - 1)
        ) as counted_until,
        least(spans.today, spans.next_started_on - 1) as followed_until
    from spans

),

baselines as (

    select
        bounded.athlete_id,
        bounded.started_on,
        min(pain_days.local_date) as baseline_from
    from bounded
    inner join pain_days
        on
            bounded.athlete_id = pain_days.athlete_id
            and pain_days.local_date between bounded.before_from
            and bounded.started_on - 1
    group by all

)

select
    bounded.athlete_id,
    bounded.programme,
    bounded.note,
    bounded.recorded_days_late,
    bounded.is_judgeable,
    bounded.started_on,
    bounded.ended_on,
    bounded.before_from,
    baselines.baseline_from,
    bounded.judged_until,
    bounded.counted_until,
    bounded.followed_until,
    bounded.today
from bounded
left join baselines
    on
        bounded.athlete_id = baselines.athlete_id
        and bounded.started_on = baselines.started_on
