"""How the plan is told: a ceiling for the next run, a range for the next 7 days."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator

Row = Mapping[str, Any]


def next_run(plan: Row | None, t: Translator) -> str:
    """Return the ceiling of the next run: kilometres, rest, or that no number is known."""
    if plan is not None and plan["plan_state"] == "returning":
        return t.gettext("short and easy")
    if plan is None or plan["next_run_max_km"] is None:
        return t.gettext("no number yet")
    if plan["next_run_max_km"] == 0:
        return t.gettext("rest day")
    return t.gettext("up to {km}", km=t.km_at_most(plan["next_run_max_km"]))


def next_run_note(plan: Row | None, t: Translator) -> str:
    """Return where the ceiling comes from."""
    state = "too_little_history" if plan is None else plan["plan_state"]
    if state == "pain_first":
        return t.gettext("The back comes first: walk or rest until the pain has eased.")
    if state == "returning":
        return t.gettext(
            "After a break: at most half of the longest run before it, no two running days in a "
            "row, and only with pain of 3 or less that does not rise."
        )
    if plan is None or plan["next_run_max_km"] is None or plan["longest_30d_km"] is None:
        return t.gettext(
            "A ceiling needs 30 days of history and 3 runs in the last 30. Until then keep to "
            "distances you are used to."
        )
    return t.gettext(
        "The longest that raises no signal on this page. Your longest run of the last 30 days "
        "was {km}.",
        km=t.km(plan["longest_30d_km"]),
    )


def next_week(plan: Row | None, t: Translator) -> str:
    """Return the range of the next 7 days."""
    state = "too_little_history" if plan is None else plan["plan_state"]
    if state == "pain_first":
        return t.gettext("once the pain has eased")
    if state == "returning":
        return t.gettext("a share of before")
    if plan is None or plan["week_high_km"] is None:
        return t.gettext("no number yet")
    if plan["week_high_km"] == 0:
        return t.gettext("rest")
    return t.km_range(plan["week_low_km"] or 0.0, plan["week_high_km"])


def next_week_note(plan: Row | None, t: Translator) -> str:
    """Return where the range comes from."""
    state = "too_little_history" if plan is None else plan["plan_state"]
    if state == "pain_first":
        return t.gettext("Then begin with short runs; a range is given again from there.")
    if state == "returning":
        return t.gettext(
            "First week back: at most 80% of your former weeks after 2 to 3 weeks off, 50% after "
            "3 to 4, 30% after longer; then 10 to 20% more a week."
        )
    if plan is None or plan["week_high_km"] is None:
        return t.gettext("A range needs 30 days of history and 3 runs in the last 30.")
    return t.gettext(
        "From a little under your usual up to the most that raises no signal, spread over the "
        "weekdays as in your last four weeks."
    )
