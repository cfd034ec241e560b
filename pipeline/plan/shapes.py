"""The three tables of a plan."""

from typing import NamedTuple

import polars as pl

from pipeline import schemas

PLAN: schemas.Schema = {
    "athlete_id": pl.String,
    "next_run_max_km": pl.Float64,
    "week_low_km": pl.Float64,
    "week_high_km": pl.Float64,
    "longest_30d_km": pl.Float64,
    "plan_state": pl.String,
    "next_run_limited_by": pl.String,
    "week_limited_by": pl.String,
    "return_week_limit_km": pl.Float64,
    "return_run_limit_km": pl.Float64,
    "returned_on": pl.Date,
    "days_off": pl.Int64,
    "week_not_judged": pl.String,
    "rest_day": pl.Int64,
    "rest_until": pl.Date,
    "asks_for_doctor": pl.Boolean,
    "is_after_rest": pl.Boolean,
    "waits_for_entry": pl.Boolean,
    "has_red_flag": pl.Boolean,
}
"""One row per athlete; plan_state in ok, too_little_history, silent (nothing is known of the last 10
days), returning, pain_first, resting. 0 km is a day of rest, null cannot be computed. What limits is the family of the first flag beyond. From
return_week_limit_km to days_off it is of the runner who returns tomorrow, or has returned within
28 days. week_not_judged is why there is no range of a week beside a run's ceiling, where the models
say. rest_day counts from 0, the day that asked for the rest last, to 7: on its last day the plan is
that of tomorrow already. asks_for_doctor is of the rests of the last weeks; is_after_rest tells that
one of them sets the limits, waits_for_entry that no entry since says that the pain has eased, and
has_red_flag that a doctor comes before any run."""

PLAN_CANDIDATES: schemas.Schema = {
    "athlete_id": pl.String,
    "kind": pl.String,
    "km": pl.Float64,
    "level": pl.String,
    "headline_family": pl.String,
    "is_allowed": pl.Boolean,
}
"""One row per athlete and distance that was asked: `run` tomorrow with the status it leads to,
`week` the total of the next seven days with the worst status of them."""

PLAN_FLAGS: schemas.Schema = {
    "athlete_id": pl.String,
    "kind": pl.String,
    "km": pl.Float64,
    "family": pl.String,
    "level": pl.String,
    "cause": pl.String,
    "value": pl.Float64,
    "threshold": pl.Float64,
    "evidence": pl.String,
}
"""One row per asked distance and family of flags that it adds to those of a rest."""


PLAN_TABLES = ("fct_plan", "fct_plan_candidates", "fct_plan_flags")
"""The names of a `Plan`'s frames in the warehouse, in its order."""


class Plan(NamedTuple):
    """One athlete's plan, what was asked for it, and what spoke against a distance."""

    plan: pl.DataFrame
    candidates: pl.DataFrame
    flags: pl.DataFrame
