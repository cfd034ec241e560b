-- One row per athlete, day and symptom a health app has kept: the day's worst, a word.
-- Unspecified is there without a word for how bad, so any word counts above it and only
-- its absence below. A phone writes all dates with the offset it has while it exports,
-- so the day is that of the zone the athlete lives in.
with symptoms as (

    select * from stg_symptoms

),

athletes as (

    select * from stg_athletes

),

dated as (

    select
        symptoms.athlete_id,
        symptoms.symptom,
        symptoms.severity,
        list_position(
            ['not_present', 'unspecified', 'mild', 'moderate', 'severe'],
            symptoms.severity
        ) as place,
        timezone(coalesce(athletes.timezone, 'UTC'), symptoms.started_at)::date
            as local_date,
        athletes.today
    from symptoms
    left join athletes
        on symptoms.athlete_id = athletes.athlete_id

)

select
    dated.athlete_id,
    dated.symptom,
    arg_max(dated.severity, dated.place) as severity,
    dated.local_date
from dated
where dated.today is null or dated.local_date <= dated.today
group by all
