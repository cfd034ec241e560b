-- One row per strength session and programme it trains, with its minutes.
with strength as (

    select * from fct_strength

),

doses as (

    select
        strength.session_id,
        strength.athlete_id,
        unnest(['leg', 'back', 'core', 'other_core']) as programme,
        unnest([
            strength.leg_min, strength.back_min, strength.core_min,
            strength.other_core_min
        ]) as trained_min,
        strength.local_date
    from strength
    where strength.strength_programme is not null

)

select * from doses
where trained_min > 0
