-- One row per effort up to the athlete's today, as corrected by the athlete.
-- `local_date` is the athlete's date of the start: by the file's or position's own
-- offset, else by the athlete's time zone. A corrected distance takes along what lies
-- along the way: climb, descent, grade. Steps were counted, not measured along it, and
-- stay; so do the file's own clocks beside a corrected duration. Speeds follow way over
-- time: unknown where a ride was recorded (`fast_s`), and where the runner says it was
-- shorter by more than 5 %, for nobody knows which minutes are meant.
with sessions as (

    select * from int_efforts

),

edits as (

    select * from int_effort_edits

),

athletes as (

    select * from stg_athletes

),

zoned as (

    select
        sessions.*,
        coalesce(
            sessions.utc_offset_s,
            epoch(
                timezone(coalesce(athletes.timezone, 'UTC'), sessions.started_at)
                - timezone('UTC', sessions.started_at)
            )
        )::integer as known_offset_s,
        athletes.today,
        coalesce(athletes.is_looking_back, false) as is_looking_back
    from sessions
    left join athletes
        on sessions.athlete_id = athletes.athlete_id

),

dated as (

    select
        zoned.*,
        coalesce(edits.distance_m / nullif(zoned.distance_m, 0), 1) as way_share,
        coalesce(edits.timer_s / nullif(zoned.timer_s, 0), 1) as time_share,
        way_share / case
            when time_share >= 0.95 and coalesce(zoned.fast_s, 0) = 0 then time_share
        end as speed_share,
        (timezone('UTC', zoned.started_at) + to_seconds(zoned.known_offset_s))::date
            as recorded_date
    from zoned
    left join edits
        on zoned.session_id = edits.session_id

),

corrected as (

    select
        dated.* replace (
            coalesce(edits.sport, dated.sport) as sport,
            case
                when edits.sport is null then dated.sub_sport
                else edits.sub_sport
            end as sub_sport,
            coalesce(edits.distance_m, dated.distance_m) as distance_m,
            dated.grade_adjusted_m * dated.way_share as grade_adjusted_m,
            dated.ascent_m * dated.way_share as ascent_m,
            dated.descent_m * dated.way_share as descent_m,
            dated.normalised_graded_mps * dated.speed_share as normalised_graded_mps,
            dated.graded_speed_squared_m3s2 * dated.way_share * dated.speed_share ** 2
                as graded_speed_squared_m3s2,
            coalesce(edits.timer_s, dated.timer_s) as timer_s,
            coalesce(edits.rpe, dated.rpe) as rpe,
            dated.is_sport_assumed and edits.sport is null as is_sport_assumed,
            dated.started_at
            + to_days(coalesce(edits.local_date - dated.recorded_date, 0)::integer)
                as started_at
        ),
        edits.excluded_because,
        coalesce(edits.local_date, dated.recorded_date) as local_date,
        coalesce(edits.sport, dated.sport) = 'running' as is_running,
        coalesce(edits.is_excluded, false) as is_excluded,
        coalesce(edits.is_edited, false) as is_edited
    from dated
    left join edits
        on dated.session_id = edits.session_id

)

-- who travels east may be a day ahead of the zone at home; looking back is exact
select
    corrected.session_id,
    corrected.athlete_id,
    corrected.sport,
    corrected.sub_sport,
    corrected.name,
    corrected.gear,
    corrected.excluded_because,
    corrected.profile_sex,
    corrected.known_offset_s as utc_offset_s,
    corrected.distance_m,
    corrected.grade_adjusted_m,
    corrected.timer_s,
    corrected.elapsed_s,
    corrected.moving_s,
    corrected.ascent_m,
    corrected.descent_m,
    corrected.steps,
    corrected.steps_downhill,
    corrected.walking_steps,
    corrected.contact_load_bw,
    corrected.normalised_graded_mps,
    corrected.graded_speed_squared_m3s2,
    corrected.avg_heart_rate_bpm,
    corrected.max_heart_rate_bpm,
    corrected.best_30s_heart_rate_bpm,
    corrected.heart_rate_frozen_s,
    corrected.heart_rate_locked_s,
    corrected.avg_cadence_spm,
    corrected.fast_s,
    corrected.fast_end_m,
    corrected.warm_up_lap_s,
    corrected.opening_speed_ratio,
    corrected.opening_heart_rate_ratio,
    corrected.first_speed_ratio,
    corrected.median_heart_rate_bpm,
    corrected.unknown_speed_share,
    corrected.file_count,
    corrected.rpe,
    corrected.profile_max_heart_rate_bpm,
    corrected.profile_resting_heart_rate_bpm,
    corrected.profile_threshold_heart_rate_bpm,
    corrected.is_running,
    corrected.is_excluded,
    corrected.is_edited,
    corrected.is_added,
    corrected.is_sport_assumed,
    corrected.started_at,
    corrected.local_date
from corrected
where
    corrected.today is null
    or corrected.local_date <= corrected.today
    + case when corrected.is_looking_back then 0 else 1 end
