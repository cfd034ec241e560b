"""How the plan is told: a ceiling for the next run, a range for the next 7 days."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator

Row = Mapping[str, Any]


def next_run(plan: Row | None, t: Translator) -> str:
    """Return the ceiling of the next run: kilometres, rest, or that no number is known."""
    if plan is None or plan["next_run_max_km"] is None:
        return t.gettext("no number yet")
    if plan["next_run_max_km"] == 0:
        return t.gettext("rest day")
    return t.gettext("up to {km}", km=t.km_at_most(plan["next_run_max_km"]))


def next_run_note(plan: Row | None, t: Translator) -> str:
    """Return where the ceiling comes from."""
    state = "too_little_history" if plan is None else plan["plan_state"]
    longest = None if plan is None else plan["longest_30d_km"]
    if state == "pain_first":
        return t.gettext("The back comes first: walk or rest until the pain has eased.")
    if state == "returning":
        return t.gettext(
            "After a break: no more than half of your longest run before it, and no two running "
            "days in a row."
        )
    if longest is None:
        return t.gettext(
            "A ceiling needs 30 days of history with at least 3 runs in them. Until then: keep "
            "to distances you are used to."
        )
    return t.gettext(
        "Stays under every limit of this page. Your longest run of the last 30 days was {km}.",
        km=t.km(longest),
    )


def next_week(plan: Row | None, t: Translator) -> str:
    """Return the range of the next 7 days."""
    if plan is None or plan["week_high_km"] is None:
        return t.gettext("no number yet")
    if plan["week_high_km"] == 0:
        return t.gettext("rest")
    return t.km_range(plan["week_low_km"] or 0.0, plan["week_high_km"])


def next_week_note(plan: Row | None, t: Translator) -> str:
    """Return where the range comes from."""
    if plan is None or plan["week_high_km"] is None:
        return t.gettext("A range needs four weeks whose kilometres are known.")
    if plan["plan_state"] == "pain_first":
        return t.gettext("Only once the pain allows it, and with the shorter runs first.")
    if plan["plan_state"] == "returning":
        return t.gettext("After a break: a share of what you ran before, then a little more.")
    return t.gettext("Kilometres of running in the next 7 days, from what your weeks have held.")
