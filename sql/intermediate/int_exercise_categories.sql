-- One row per exercise category of FIT and the programme it trains (SCIENCE F.1): legs,
-- back extensors, trunk stability, other trunk exercises, or none of them. Of some only
-- a title or the athlete can tell, which is asked first (`is_title_first`); tires are
-- among them because F.1 leaves them out [P]. Everybody's: `athlete_id` is null.
with categories (category, category_name, programme, is_title_first) as (

    values
    (0, 'bench_press', 'none', false),
    (1, 'calf_raise', 'leg', false),
    (2, 'cardio', 'none', false),
    (3, 'carry', 'core', false),
    (4, 'chop', 'core', false),
    (5, 'core', 'core', false),
    (6, 'crunch', 'other_core', false),
    (7, 'curl', 'none', false),
    (8, 'deadlift', 'leg', false),
    (9, 'flye', 'none', false),
    (10, 'hip_raise', 'leg', false),
    (11, 'hip_stability', 'leg', false),
    (12, 'hip_swing', 'leg', false),
    (13, 'hyperextension', 'back', false),
    (14, 'lateral_raise', 'none', false),
    (15, 'leg_curl', 'leg', false),
    (16, 'leg_raise', 'other_core', false),
    (17, 'lunge', 'leg', false),
    (18, 'olympic_lift', 'leg', false),
    (19, 'plank', 'core', false),
    (20, 'plyo', 'leg', false),
    (21, 'pull_up', 'none', false),
    (22, 'push_up', 'none', false),
    (23, 'row', 'none', false),
    (24, 'shoulder_press', 'none', false),
    (25, 'shoulder_stability', 'none', false),
    (26, 'shrug', 'none', false),
    (27, 'sit_up', 'other_core', false),
    (28, 'squat', 'leg', false),
    (29, 'total_body', null, true),
    (30, 'triceps_extension', 'none', false),
    (31, 'warm_up', 'none', false),
    (32, 'run', 'none', false),
    (33, 'bike', 'none', false),
    (34, 'cardio_sensors', 'none', false),
    (35, 'move', 'none', true),
    (36, 'pose', 'none', true),
    (37, 'banded_exercises', null, true),
    (38, 'battle_rope', 'none', false),
    (39, 'elliptical', 'none', false),
    (40, 'floor_climb', 'none', false),
    (41, 'indoor_bike', 'none', false),
    (42, 'indoor_row', 'none', false),
    (43, 'ladder', 'none', false),
    (44, 'sandbag', null, true),
    (45, 'sled', 'leg', false),
    (46, 'sledge_hammer', 'none', false),
    (47, 'stair_stepper', 'none', false),
    (49, 'suspension', null, true),
    (50, 'tire', null, true),
    (52, 'run_indoor', 'none', false),
    (53, 'bike_outdoor', 'none', false)

)

select
    null::varchar as athlete_id,
    categories.category,
    categories.category_name,
    categories.programme,
    categories.is_title_first
from categories
