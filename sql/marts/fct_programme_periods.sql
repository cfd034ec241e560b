-- One row per strength programme: when, how much of it was done, how much was run
-- beside it, how well running went; `fct_programmes` adds what became of the pain. Two
-- sessions a week are planned, as in the trial; those beyond are counted apart. A
-- change over 0 km is null.
with programmes as (

    select * from int_programmes

),

sessions as (

    select * from int_programme_sessions

),

loads as (

    select * from int_programme_loads

),

ratings as (

    select * from int_programme_ratings

)

select
    programmes.athlete_id,
    programmes.programme,
    programmes.note,
    coalesce(sessions.sessions_done, 0) as sessions_done,
    coalesce(sessions.sessions_beyond, 0) as sessions_beyond,
    coalesce(2 * sessions.weeks_counted, 0) as sessions_planned,
    100.0 * sessions.sessions_done / nullif(2 * sessions.weeks_counted, 0)
        as adherence_pct,
    coalesce(sessions.weeks_with_two, 0) as weeks_with_two,
    coalesce(sessions.weeks_counted, 0) as weeks_counted,
    coalesce(sessions.weeks_left_out, 0) as weeks_left_out,
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
left join sessions
    on
        programmes.athlete_id = sessions.athlete_id
        and programmes.started_on = sessions.started_on
left join loads
    on
        programmes.athlete_id = loads.athlete_id
        and programmes.started_on = loads.started_on
left join ratings
    on
        programmes.athlete_id = ratings.athlete_id
        and programmes.started_on = ratings.started_on
