"""One thing to do about a signal; it never asks for more than the plan allows."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.families import PAIN_FAMILIES
from dashboards.wording.plan import waits_for_the_back
from dashboards.wording.plan_rest import waits_for_entry
from dashboards.wording.red_flags import numbers, signs_of
from dashboards.wording.rest import relief_advice, rest_day_told, see_a_doctor

Row = Mapping[str, Any]


def action_sentence(flag: Row, t: Translator, plan: Row | None = None) -> str:
    """Return the one thing to do; it never contradicts the plan.

    Parameters
    ----------
    flag
        A row of `fct_flags`.
    t
        The language.
    plan
        The athlete's row of `fct_plan`, where there is one.
    """
    if flag["level"] == "info":
        return t.gettext("Nothing to do for this alone.")
    if flag["family"] == "red_flag":
        return _for_a_sign(flag, t)
    if flag["family"] in PAIN_FAMILIES:
        return _for_the_back(flag, plan or {}, t)
    return _for_the_load(flag, plan or {}, t)


def _for_a_sign(flag: Row, t: Translator) -> str:
    signs = signs_of(flag)
    emergency, on_call = numbers(signs[0].get("country") if signs else None, t)
    return {
        "emergency": t.gettext(
            "Do not wait: call {number}, or go to an emergency department.", number=emergency
        ),
        "days": t.gettext(
            "Have it checked by a doctor within days; outside surgery hours call {number}.",
            number=on_call,
        ),
    }.get(flag["cause"]) or t.gettext(
        "Have it checked by a doctor; the list of warning signs says how soon."
    )


def _for_the_back(flag: Row, plan: Row, t: Translator) -> str:
    if plan.get("plan_state") == "resting":
        return f"{rest_day_told(plan, t)} {_who_looks(plan, t)} {relief_advice(t)}"
    if flag["level"] == "high":
        return f"{_stop(flag, t)} {_who_looks(plan, t)} {relief_advice(t)}"
    rest = t.gettext("Take a rest day, and see how the back is tomorrow morning.")
    return f"{rest} {relief_advice(t)}"


def _stop(flag: Row, t: Translator) -> str:
    """Return how long not to run; a week is for pain that is sharp or stays (SCIENCE E.3)."""
    if flag["cause"] in ("strong", "morning_after"):
        return t.gettext("Do not run until the pain has eased.")
    return t.gettext("Stop running for at least a week.")


def _who_looks(plan: Row, t: Translator) -> str:
    if plan.get("asks_for_doctor"):
        return see_a_doctor(t)
    return t.gettext("See a doctor or physiotherapist if the pain stays or returns at once.")


def _for_the_load(flag: Row, plan: Row, t: Translator) -> str:
    ceiling = plan.get("next_run_max_km")
    if waits_for_the_back(plan) or waits_for_entry(plan):
        return t.gettext("First let the back settle; longer runs come after.")
    if ceiling == 0:
        return t.gettext("Take a rest day.")
    if flag["family"] == "return":
        return _after_a_break(ceiling, t)
    if plan.get("plan_state") == "returning":
        return t.gettext("Keep the next runs short and easy; after a break distance takes weeks.")
    if flag["family"] == "F1" and ceiling is not None:
        return t.gettext(
            "Keep the next run to {km} at most instead of extending it further.",
            km=t.distance_at_most(ceiling),
        )
    actions = {
        "F1": t.gettext("Repeat the longest run of the month before instead of extending it."),
        "F2": t.gettext("Swap one run of this week for cross-training."),
        "F5": t.gettext("Choose flat routes for the next runs."),
    }
    return actions.get(flag["family"], t.gettext("Take a rest day."))


def _after_a_break(ceiling: float | None, t: Translator) -> str:
    if ceiling is None:
        return t.gettext("Take a rest day, then run short and easy.")
    return t.gettext(
        "Take a rest day, then keep the next run to {km} at most.", km=t.distance_at_most(ceiling)
    )
