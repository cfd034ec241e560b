-- What records add up to beyond the watch's own summary, and who and what recorded it.
alter table raw.sessions add column moving_s double;
alter table raw.sessions add column grade_adjusted_m double;
alter table raw.sessions add column steps_downhill double;
alter table raw.sessions add column heart_rate_frozen_s double;
alter table raw.sessions add column profile_weight_kg double;
alter table raw.sessions add column profile_threshold_heart_rate_bpm double;
alter table raw.sessions add column device varchar;
alter table raw.sessions add column feel double;
