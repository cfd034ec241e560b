-- A symptom stands once a day, as one of five words.
select
    athlete_id,
    local_date,
    symptom,
    count(*) as row_count
from fct_symptoms
group by all
having
    count(*) > 1
    or bool_or(severity not in (
        'not_present', 'unspecified', 'mild', 'moderate', 'severe'
    ))
