"""What became of the group's strength programmes, arm beside arm, with intervals."""

from typing import Any, Final

import polars as pl

from dashboards.facts import Row
from dashboards.i18n import Translator
from dashboards.wording import programme_arms as wording

REACH: Final = 6.0
"""So many points up and down the picture shows; an interval beyond is cut at its edge."""
PERCENT: Final = 100


def cohort_programmes_section(rows: pl.DataFrame, t: Translator) -> dict[str, Any] | None:
    """Return the arms of the group's programmes; None where nobody's has been judged.

    Parameters
    ----------
    rows
        `fct_cohort_programmes`.
    t
        The language.
    """
    arms = rows.to_dicts()
    if not arms:
        return None
    return {
        "answer": wording.arms_answer(arms, t),
        "note": wording.arms_note(t),
        "arms": [_arm(row, t) for row in arms],
    }


def _arm(row: Row, t: Translator) -> dict[str, Any]:
    return {
        "name": wording.arm_name(row["arm"], t),
        "is_difference": "-" in row["arm"],
        "athletes": t.number(row["athletes"], 0),
        "pain": wording.change(row, "nrs", t),
        "capability": wording.change(row, "capability", t),
        "bar": _bar(row),
    }


def _bar(row: Row) -> dict[str, str] | None:
    """Return where the change in pain and its interval stand, in percent of the bar's length."""
    mean, low, high = wording.numbers(row, "nrs")
    if mean is None or low is None or high is None:
        return None
    return {"mean": _place(mean), "low": _place(low), "high": _place(high)}


def _place(value: float) -> str:
    within = min(max(value, -REACH), REACH)
    return f"{PERCENT * (within + REACH) / (2 * REACH):.1f}%"
