"""What is said of a family that raised no signal: steady, with its fact, or not judged."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator

Row = Mapping[str, Any]


def steady_sentence(family: str, fact: Row, t: Translator) -> str:
    """Return what was looked at and found within its limit.

    Parameters
    ----------
    family
        `F1`, `F2`, `F4` or `F6`.
    fact
        `F1`: `value` (the largest run of 7 days over the longest before it); `F4`: `value`
        (the ratio now); `F6`: `value` and `day` of the latest entry.
    t
        The language.
    """
    if family == "F1":
        return t.gettext(
            "The longest run of the last 7 days was {ratio} times the longest of the 30 days "
            "before it (limit {limit}, and at least 1 km longer).",
            ratio=t.number(fact["value"], 2),
            limit=t.number(1.10, 2),
        )
    if family == "F2":
        return t.gettext(
            "The last 7 and 14 days hold no more than 30% (or 5 km) above the fullest such span "
            "of the weeks before."
        )
    if family == "F4":
        return t.gettext(
            "The last 7 days are {ratio} times the 21 before (for information from {limit} on).",
            ratio=t.number(fact["value"], 2),
            limit=t.number(1.5, 1),
        )
    return t.gettext(
        "On {day}, the newest day with an entry, the worst pain was {pain} of 10.",
        day=t.day(fact["day"]),
        pain=t.number(fact["value"], 0),
    )


def not_judged_sentence(why: str, t: Translator) -> str:
    """Return why a family could not be judged today.

    Parameters
    ----------
    why
        `no_run` in 7 days, `no_entry` in 7 days, `building`, `returning_from_break`,
        `low_base`, `unknown_days`, or `no_history`.
    t
        The language.
    """
    return {
        "no_run": t.gettext("No run in the last 7 days."),
        "no_entry": t.gettext("No entry in the last 7 days."),
        "building": t.gettext("Not judged in the first 28 days of history."),
        "returning_from_break": t.gettext("Not judged in the 28 days after a break."),
        "low_base": t.gettext("Not judged: too few kilometres in the last 28 days to divide by."),
        "unknown_days": t.gettext("Not judged: the last weeks hold unknown days."),
    }.get(why, t.gettext("Not judged yet: too little history."))
