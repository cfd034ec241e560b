"""What may I do this week: a ceiling, a range, what other distances would do, when to stop."""

from typing import Any

from dashboards import facts, wording
from dashboards.facts import Marts
from dashboards.figures.pain import STOP_AT
from dashboards.i18n import Translator
from dashboards.sections.try_run import try_run_section


def plan_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the three boxes of the week, and the distances to try."""
    plan = facts.plan(marts)
    has_red_flag = any(flag["family"] == "red_flag" for flag in facts.latest_flags(marts))
    return {
        "run": wording.next_run(plan, t),
        "run_note": wording.next_run_note(plan, t),
        "week": wording.next_week(plan, t),
        "week_note": wording.next_week_note(plan, t),
        "stop": t.gettext("stop at {pain} of 10", pain=STOP_AT),
        "has_red_flag": has_red_flag,
        **try_run_section(marts, plan, t),
    }
