-- A rule speaks once a day, and either judges or says why it cannot.
select
    athlete_id,
    local_date,
    family,
    rule,
    count(*) as row_count
from fct_signals
group by all
having
    count(*) > 1
    or bool_or((is_over is null) != (not_judged is not null))
