-- On the day a flag names for its end its family is gone, unless something was raised
-- since the day it was told on.
with flags as (

    select * from fct_flags
    where clears_on is not null

)

select
    flags.athlete_id,
    flags.local_date,
    flags.family,
    flags.clears_on
from flags
inner join flags as later
    on
        flags.athlete_id = later.athlete_id
        and flags.family = later.family
        and flags.clears_on = later.local_date
where later.clears_on - 7 <= flags.local_date
