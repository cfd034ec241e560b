"""The rules behind the families: their names, their values and their limits."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.amounts import distance_briefly, in_unit, limit_reached

Row = Mapping[str, Any]

UNITS: Final = {
    "session_spike": "times",
    "week_step": "percent",
    "fortnight_step": "percent",
    "monotony": "ratio",
    "strain": "strain",
    "hard_days": "days",
    "run_days": "days",
    "acwr_uncoupled": "times",
    "acwr_ewma_7d": "times",
    "descent": "times",
    "return_week": "km",
    "return_run": "km",
    "return_days": "is_so",
    "return_pain": "nrs",
    "pain_now": "nrs",
    "pain_above_usual": "points",
    "pain_sharp": "is_so",
    "pain_stride": "is_so",
    "pain_mornings": "mornings",
    "pain_in_a_row": "entries",
    "pain_of_ten": "entries",
    "pain_after_rest": "points",
}
"""Rule of `fct_signals` -> the unit of its value and its threshold, in the order of telling."""

REACHED: Final = (
    "hard_days",
    "pain_now",
    "pain_above_usual",
    "pain_mornings",
    "pain_in_a_row",
    "pain_of_ten",
)
"""Rules whose limit is broken by reaching it; the others' by going beyond it."""


SESSION_FLOOR_KM: Final = 1.0
STEP_FLOOR_KM: Final = 5.0
DESCENT_FLOOR_M: Final = 300
"""So much more than the limit it takes at the least (SCIENCE E.1)."""


def rule_name(rule: str, t: Translator) -> str:
    """Return the name of a rule within its family."""
    names = {
        "session_spike": t.gettext("Longest run of 7 days"),
        "week_step": t.gettext("Distance in 7 days"),
        "fortnight_step": t.gettext("Distance in 14 days"),
        "monotony": t.gettext("Monotony"),
        "strain": t.gettext("Strain"),
        "hard_days": t.gettext("Hard days in a row"),
        "run_days": t.gettext("Running days in 7"),
        "acwr_uncoupled": t.gettext("7 to the 21 days before"),
        "acwr_ewma_7d": t.gettext("Weighted, 7 to 28 days"),
        "descent": t.gettext("Descent in 7 days"),
        "return_week": t.gettext("Distance in 7 days"),
        "return_run": t.gettext("Longest run of 7 days"),
        "return_days": t.gettext("Runs on two days in a row"),
        "return_pain": t.gettext("Newest pain"),
        "pain_now": t.gettext("Newest pain"),
        "pain_above_usual": t.gettext("Above the usual"),
        "pain_sharp": t.gettext("Sharp or shooting"),
        "pain_stride": t.gettext("Changed the stride"),
        "pain_mornings": t.gettext("Worse mornings in a row"),
        "pain_in_a_row": t.gettext("Entries in a row"),
        "pain_of_ten": t.gettext("Of the last 10 entries"),
        "pain_after_rest": t.gettext("Eased by rest"),
    }
    return names.get(rule, rule)


def rule_value(row: Row, t: Translator) -> str:
    """Return the value of a row of `fct_signals` in its unit, empty where there is none."""
    return in_unit(row["value"], UNITS[row["rule"]], t)


def rule_limit(row: Row, t: Translator) -> str:
    """Return the limit of a row of `fct_signals`, with the floor under it; empty where none."""
    rule, threshold = row["rule"], row["threshold"]
    if threshold is None:
        return ""
    if rule in REACHED:
        return limit_reached(threshold, UNITS[rule], t)
    limit = in_unit(threshold, UNITS[rule], t)
    special = {
        "session_spike": _and_more(limit, SESSION_FLOOR_KM, t),
        "week_step": _and_more(limit, STEP_FLOOR_KM, t),
        "fortnight_step": _and_more(limit, STEP_FLOOR_KM, t),
        "strain": t.gettext("limit {limit}, your own 90th percentile of 180 days", limit=limit),
        "run_days": t.gettext("{limit} or more, where 4 or fewer are usual", limit=limit),
        "descent": t.gettext(
            "limit {limit} and {floor}", limit=limit, floor=t.elevation(DESCENT_FLOOR_M)
        ),
        "pain_after_rest": t.gettext("at least {limit} less", limit=limit),
    }
    return special.get(rule) or t.gettext("limit {limit}", limit=limit)


def _and_more(limit: str, floor_km: float, t: Translator) -> str:
    return t.gettext(
        "limit {limit} and {floor} more", limit=limit, floor=distance_briefly(floor_km, t)
    )


def rule_high(rule: str, t: Translator) -> str:
    """Return from where on a rule counts as high, empty where it never does by its value."""
    return {
        "session_spike": t.gettext(
            "high above {twice}, or above {often} twice in 14 days",
            twice=in_unit(2.0, "times", t),
            often=in_unit(1.3, "times", t),
        ),
        "week_step": t.gettext("high above {limit}", limit=in_unit(100, "percent", t)),
        "fortnight_step": t.gettext("high above {limit}", limit=in_unit(100, "percent", t)),
        "pain_now": t.gettext("high from {limit}", limit=in_unit(7, "nrs", t)),
    }.get(rule, "")
