-- One row per athlete with a diary, cause and warning sign: how soon a doctor has to
-- look (SCIENCE E.2). The list is that of `pipeline.red_flags`, which SQL cannot read;
-- a test holds both together. `unnamed` is a tick that does not say which sign.
with diary as (

    select * from stg_diary

),

athletes as (

    select distinct diary.athlete_id
    from diary

),

listed (cause, sign, urgency) as (

    values
    ('ticked', 'bladder_bowel', 'emergency'),
    ('ticked', 'saddle_numbness', 'emergency'),
    ('ticked', 'both_legs_weak', 'emergency'),
    ('ticked', 'severe_injury', 'emergency'),
    ('ticked', 'fever_very_ill', 'emergency'),
    ('ticked', 'tearing_collapse', 'emergency'),
    ('ticked', 'unnamed', 'unclear'),
    ('ticked', 'fever_infection', 'days'),
    ('ticked', 'weight_loss', 'days'),
    ('ticked', 'past_cancer', 'days'),
    ('ticked', 'night_pain', 'days'),
    ('ticked', 'minor_injury_fragile', 'days'),
    ('ticked', 'age_new_pain', 'days'),
    ('ticked', 'one_leg_weak', 'days'),
    ('ticked', 'morning_stiffness', 'days'),
    ('ticked', 'not_improving', 'days'),
    ('lasting_fact', 'past_cancer', 'days'),
    ('lasting_fact', 'osteoporosis', 'days'),
    ('lasting_fact', 'weak_immune_system', 'days'),
    ('lasting_fact', 'long_cortisone', 'days'),
    ('lasting_fact', 'age_new_pain', 'days')

)

select
    athletes.athlete_id,
    listed.cause,
    listed.sign,
    listed.urgency
from athletes
cross join listed
