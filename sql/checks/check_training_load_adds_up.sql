-- chronic is one part acute and three parts prior wherever no day is unknown, and every
-- day and measure has its row.
select
    int_load_windows.athlete_id,
    int_load_windows.load_measure,
    int_load_windows.local_date
from int_load_windows
left join fct_training_load
    on
        int_load_windows.athlete_id = fct_training_load.athlete_id
        and int_load_windows.load_measure = fct_training_load.load_measure
        and int_load_windows.local_date = fct_training_load.local_date
where
    fct_training_load.local_date is null
    or (
        int_load_windows.unknown_28 = 0
        and abs(
            fct_training_load.chronic_load
            - (fct_training_load.acute_load + 3 * fct_training_load.prior_load) / 4
        ) > 1e-6 * (1 + fct_training_load.chronic_load)
    )
