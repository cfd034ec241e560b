-- One row per strength programme: when, how much of it was done, how much was run
-- beside it, how well running went; `fct_programmes` adds what became of the pain. Two
-- sessions a week are planned, as in the trial; those beyond are counted apart. A week
-- of which not every day is known counts once it holds two. A change over 0 km is null.
with programmes as (

    select * from int_programmes

),

weeks as (

    select
        *,
        sessions >= 2 or unanswered_days = 0 as is_counted
    from fct_programme_weeks
    where phase = 'during'

),

loads as (

    select * from int_programme_loads

),

ratings as (

    select * from int_programme_ratings

),

done as (

    select
        weeks.athlete_id,
        weeks.started_on,
        coalesce(sum(least(weeks.sessions, 2)) filter (where weeks.is_counted), 0)::int
            as sessions_done,
        sum(greatest(weeks.sessions - 2, 0))::int as sessions_beyond,
        2 * count(*) filter (where weeks.is_counted) as sessions_planned,
        count(*) filter (where weeks.sessions >= 2) as weeks_with_two,
        count(*) filter (where weeks.is_counted) as weeks_counted
    from weeks
    group by all

)

select
    programmes.athlete_id,
    programmes.programme,
    programmes.note,
    done.sessions_done,
    done.sessions_beyond,
    done.sessions_planned,
    100.0 * done.sessions_done / nullif(done.sessions_planned, 0) as adherence_pct,
    done.weeks_with_two,
    done.weeks_counted,
    loads.week_km_baseline,
    loads.week_km_programme,
    100 * (loads.week_km_programme / nullif(loads.week_km_baseline, 0) - 1)
        as load_change_pct,
    ratings.capability_before,
    ratings.capability_end,
    ratings.capability_end - ratings.capability_before as capability_change,
    ratings.capability_3_months,
    ratings.capability_6_months,
    programmes.started_on - programmes.baseline_from as baseline_days,
    programmes.recorded_days_late,
    programmes.is_judgeable,
    programmes.started_on,
    programmes.ended_on,
    programmes.baseline_from,
    programmes.judged_until,
    programmes.followed_until
from programmes
left join done
    on
        programmes.athlete_id = done.athlete_id
        and programmes.started_on = done.started_on
left join loads
    on
        programmes.athlete_id = loads.athlete_id
        and programmes.started_on = loads.started_on
left join ratings
    on
        programmes.athlete_id = ratings.athlete_id
        and programmes.started_on = ratings.started_on
