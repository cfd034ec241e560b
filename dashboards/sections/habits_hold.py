"""Whether the back comes first now, so that nothing of the seven may ask for training."""

from dashboards import facts
from dashboards.facts import Marts
from dashboards.wording.families import PAIN_FAMILIES
from dashboards.wording.habits_next import Hold
from dashboards.wording.plan import waits_for_the_back
from pipeline.plan.rests import rest_until


def hold_of(marts: Marts) -> Hold | None:
    """Return why the back comes first now, the most pressing reason; none where it does not.

    An open warning sign, a rest that is not over, pain that makes the day's level high, or a
    plan whose next run waits for the back.
    """
    today = facts.athlete(marts)["today"]
    levels = {flag["family"]: flag["level"] for flag in facts.latest_flags(marts)}
    if "red_flag" in levels:
        return Hold("red_flag")
    until = rest_until(marts["fct_rest_blocks"], today)
    if until is not None:
        return Hold("rest", until)
    is_high = (facts.latest_status(marts) or {}).get("level") == "high"
    has_pain = any(levels.get(family, "info") != "info" for family in PAIN_FAMILIES)
    if (is_high and has_pain) or waits_for_the_back(facts.plan(marts)):
        return Hold("pain")
    return None
