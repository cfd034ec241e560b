"""What comes before the seven now, so that nothing of them asks for what the status advises against."""

from datetime import timedelta
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts
from dashboards.wording.families import PAIN_FAMILIES
from dashboards.wording.habits_hold import Hold
from dashboards.wording.plan import waits_for_the_back
from pipeline.plan.rests import rest_until

STRONG_NRS: Final = 7
"""From this score on the back comes first on the day after, too, whatever its score."""

HOLD_MARTS: Final = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_signals",
    "fct_sessions",
    "fct_pain_days",
    "fct_red_flags",
    "fct_rest_blocks",
    "fct_days",
    "fct_plan",
)
"""What `hold_of` reads."""


def hold_of(marts: Marts) -> Hold | None:
    """Return what comes first now, the most pressing reason; none where nothing does.

    An open warning sign, a rest that is not over, pain that asks for a rest day, a day marked
    ill or injured, or a load that leaves no room for a run on top.
    """
    today = facts.athlete(marts)["today"]
    levels = {flag["family"]: flag["level"] for flag in facts.latest_flags(marts)}
    if "red_flag" in levels:
        return Hold("red_flag")
    until = rest_until(marts["fct_rest_blocks"], today)
    if until is not None:
        return Hold("rest", until)
    if _has_pain(marts, levels):
        return Hold("pain")
    return _marked(marts) or _load(marts)


def _has_pain(marts: Marts, levels: dict[str, str]) -> bool:
    """Tell whether pain asks for a rest day, did so yesterday, or nobody says it has eased."""
    plan = facts.plan(marts)
    since = facts.athlete(marts)["today"] - timedelta(1)
    strong = pl.col("local_date") >= since, pl.col("pain_nrs") >= STRONG_NRS
    return (
        any(levels.get(family, "info") != "info" for family in PAIN_FAMILIES)
        or waits_for_the_back(plan)
        or bool((plan or {}).get("waits_for_entry"))
        or not facts.back_pain(marts).filter(*strong).is_empty()
    )


def _marked(marts: Marts) -> Hold | None:
    """Return the hold of a day marked ill or injured."""
    today = facts.one_row(marts["fct_days"].filter(local_date=facts.athlete(marts)["today"])) or {}
    marks = (name for name in ("injured", "ill") if today.get(f"is_{name}"))
    return next(map(Hold, marks), None)


def _load(marts: Marts) -> Hold | None:
    """Return the hold of a day on which the load alone speaks against more."""
    is_high = (facts.latest_status(marts) or {}).get("level") == "high"
    is_full = (facts.plan(marts) or {}).get("next_run_max_km") == 0
    return Hold("load") if is_high or is_full else None
