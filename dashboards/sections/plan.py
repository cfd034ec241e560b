"""What may I do this week: a ceiling, a range, what other distances would do, when to stop."""

from typing import Any

from dashboards import facts, wording
from dashboards.facts import Marts
from dashboards.figures.pain import STOP_AT
from dashboards.i18n import Translator
from dashboards.sections.red_flags import red_flags_section
from dashboards.sections.rest import rest_section
from dashboards.sections.try_run import try_run_section


def plan_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the three boxes of the week, the distances to try, and what the back asks for."""
    plan = facts.plan(marts)
    return {
        "run": wording.next_run(plan, t),
        "run_note": wording.next_run_note(plan, t),
        "week": wording.next_week(plan, t),
        "week_note": wording.next_week_note(plan, t),
        "stop": t.gettext("stop at {pain} of 10", pain=STOP_AT),
        "red_flags": red_flags_section(marts, t),
        "rest": rest_section(marts, t),
        **try_run_section(marts, plan, t),
    }
