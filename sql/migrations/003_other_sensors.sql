-- What younger sensors measure, and one row per session and field of an app on a watch
-- (Stryd, CORE ...), summed up. Samples of these stay in the archived original.
alter table raw.records add column respiration_rate_brpm double;
alter table raw.records add column core_temperature_c double;

create table raw.developer_fields (
    session_id varchar not null,
    app varchar not null,
    field varchar not null,
    unit varchar,
    record_count integer not null,
    mean double not null,
    min double not null,
    max double not null
);
