-- One row per exercise of FIT that does not train what its category does (SCIENCE F.1),
-- and two that do where it might be doubted. A weight in the hands changes nothing: 77
-- is as 57 [P]. Everybody's: `athlete_id` is null.
with exercises (category, category_subtype, exercise_name, programme) as (

    values
    (5, 41, 'ghd_back_extensions', 'back'),
    (5, 42, 'weighted_ghd_back_extensions', 'back'),
    (5, 48, 'arm_and_leg_extension_on_knees', 'core'),
    (5, 51, 'cat_cow', 'none'),
    (5, 57, 'lower_lift', 'none'),
    (5, 59, 'pelvic_clocks', 'none'),
    (5, 60, 'roll_over', 'none'),
    (5, 61, 'roll_up', 'none'),
    (5, 62, 'rolling', 'none'),
    (5, 69, 'swan', 'back'),
    (5, 70, 'swimming', 'back'),
    (5, 77, 'lower_lift_with_weights', 'none'),
    (10, 4, 'bridge_with_leg_extension', 'core'),
    (10, 5, 'weighted_bridge_with_leg_extension', 'core'),
    (10, 24, 'marching_hip_raise', 'core'),
    (10, 25, 'weighted_marching_hip_raise', 'core'),
    (10, 26, 'marching_hip_raise_with_feet_on_a_swiss_ball', 'core'),
    (10, 27, 'weighted_marching_hip_raise_with_feet_on_a_swiss_ball', 'core'),
    (11, 1, 'dead_bug', 'core'),
    (11, 2, 'weighted_dead_bug', 'core'),
    (11, 16, 'quadruped', 'core'),
    (11, 17, 'quadruped_hip_extension', 'core'),
    (11, 18, 'weighted_quadruped_hip_extension', 'core'),
    (11, 19, 'quadruped_with_leg_lift', 'core'),
    (11, 20, 'weighted_quadruped_with_leg_lift', 'core'),
    (11, 34, 'lying_abduction_stretch', 'none'),
    (13, 0, 'back_extension_with_opposite_arm_and_leg_reach', 'core'),
    (13, 1, 'weighted_back_extension_with_opposite_arm_and_leg_reach', 'core'),
    (13, 6, 'hollow_hold_and_roll', 'core'),
    (13, 7, 'weighted_hollow_hold_and_roll', 'core'),
    (13, 10, 'knee_raises', 'core'),
    (13, 11, 'weighted_knee_raises', 'core'),
    (13, 12, 'kneeling_superman', 'core'),
    (13, 13, 'weighted_kneeling_superman', 'core'),
    (13, 14, 'lat_pull_down_with_row', 'none'),
    (13, 15, 'medicine_ball_deadlift_to_reach', 'none'),
    (13, 16, 'one_arm_one_leg_row', 'none'),
    (13, 17, 'one_arm_row_with_band', 'none'),
    (13, 18, 'overhead_lunge_with_medicine_ball', 'none'),
    (13, 19, 'plank_knee_tucks', 'core'),
    (13, 20, 'weighted_plank_knee_tucks', 'core'),
    (13, 21, 'side_step', 'none'),
    (13, 22, 'weighted_side_step', 'none'),
    (13, 35, 'swiss_ball_opposite_arm_and_leg_lift', 'core'),
    (13, 36, 'weighted_swiss_ball_opposite_arm_and_leg_lift', 'core'),
    (13, 38, 'cobra', 'none'),
    (28, 83, 'wall_ball', 'leg')

)

select
    null::varchar as athlete_id,
    exercises.category,
    exercises.category_subtype,
    exercises.exercise_name,
    exercises.programme
from exercises
