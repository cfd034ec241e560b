"""The plan's sentences after a rest the back asked for, and before a doctor has seen a sign."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.rest import rest_day_told
from pipeline.commands import own_command

Row = Mapping[str, Any]


def is_after_rest(plan: Row | None) -> bool:
    """Tell whether a rest that the back asked for sets the limits, not a signal."""
    return bool((plan or {}).get("is_after_rest"))


def waits_for_entry(plan: Row | None) -> bool:
    """Tell whether no entry says yet that the pain which asked for a rest has eased."""
    return bool((plan or {}).get("waits_for_entry"))


def on_condition(told: str, plan: Row, t: Translator) -> str:
    """Return a limit with what it is bound to: the rest's last day, and pain that has eased.

    Parameters
    ----------
    told
        The limit.
    plan
        A row of `fct_plan`.
    t
        The language.
    """
    if plan.get("rest_until"):
        facts = {"limit": told, "day": t.day(plan["rest_until"] + timedelta(1))}
        if waits_for_entry(plan):
            return t.gettext(
                "{limit} from {day} on, and only if a new entry says that the pain has eased",
                **facts,
            )
        return t.gettext("{limit} from {day} on", **facts)
    if waits_for_entry(plan):
        return t.gettext(
            "{limit}, and only if a new entry says that the pain has eased", limit=told
        )
    return told


def log_first(plan: Row | None, t: Translator) -> str:
    """Return that the back has to be asked before the first run, nothing where it was."""
    if plan is None or not waits_for_entry(plan):
        return ""
    return t.gettext(
        "No entry since the rest was asked for says that the pain has eased: before the first "
        "run, log how the back is ({command}).",
        command=own_command(plan["athlete_id"], "log", "2"),
    )


def run_after_rest(plan: Row, t: Translator) -> str:
    """Return what the first week of runs is bound to; on a rest's last day that it is one."""
    rule = t.gettext(
        "After a rest the back asked for: for 7 days from the first run on at most half of the "
        "longest run before it, and only with pain that has eased."
    )
    day = rest_day_told(plan, t) if plan.get("rest_until") else ""
    return f"{day} {rule}" if day else rule


def week_after_rest(week_high_km: float | None, t: Translator) -> str:
    """Return where the range of the first week after a rest comes from."""
    if week_high_km is None:
        return t.gettext(
            "After a rest the back asked for: begin with short and easy runs. There are too few "
            "weeks before it to give a range."
        )
    return t.gettext(
        "After a rest the back asked for: at most 80% of a usual week before it in the first 7 "
        "days."
    )
