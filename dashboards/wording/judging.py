"""Why a rule, or a whole family, is not judged on a day."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator

Row = Mapping[str, Any]

NEEDED_DAYS: Final = {
    "week_step": 35,
    "fortnight_step": 37,
    "monotony": 7,
    "strain": 97,
    "hard_days": 91,
    "run_days": 91,
    "acwr_uncoupled": 28,
    "acwr_ewma_7d": 28,
    "descent": 28,
}
"""Rule -> days of history it needs where none is unknown: to say how many are missing."""


def not_judged_sentence(why: str, t: Translator, rule: str = "", history_days: int = 0) -> str:
    """Return why a rule could not be judged.

    Parameters
    ----------
    why
        `no_run`, `no_entry`, `building`, `returning_from_break`, `low_base`, `unknown_days`,
        `not_returning`, `no_rest`, `no_answer`, `no_spread` or `no_history`.
    t
        The language.
    rule
        The rule of `fct_signals`, where it is about one alone.
    history_days
        Days from the first session on, where they are known.
    """
    missing = NEEDED_DAYS.get(rule, 0) - history_days
    if why == "building" and history_days and missing > 0:
        return t.ngettext(
            "Needs one more day of history.", "Needs {n} more days of history.", missing
        )
    return _of_rule(why, rule, t) or {
        "no_run": t.gettext("No run in the last 7 days."),
        "no_entry": t.gettext("No entry in the last 7 days."),
        "building": t.gettext("Not judged yet: too little history."),
        "returning_from_break": t.gettext(
            "Not judged in a break and the 28 days after it; days marked ill or injured make one, "
            "too."
        ),
        "low_base": t.gettext("Not judged: too little distance in the last 28 days to divide by."),
        "unknown_days": t.gettext("Not judged: the last weeks hold unknown days."),
        "not_returning": t.gettext("Only in the 28 days after 14 days or more without a run."),
        "no_spread": t.gettext("Not judged: the days are all alike, so nothing can be divided."),
        "no_rest": t.gettext("No 3 full days of rest before the newest entry."),
        "no_answer": t.gettext("Not answered."),
    }.get(why, t.gettext("Not judged: nothing to compare with."))


def _of_rule(why: str, rule: str, t: Translator) -> str:
    """Return what one rule lacks, where that is not what the others lack, too."""
    return {
        ("building", "session_spike"): t.gettext(
            "Needs 30 days of running, with 3 runs in the last 30."
        ),
        ("no_history", "session_spike"): t.gettext("Needs 3 runs in the 30 days before."),
        ("no_history", "descent"): t.gettext("Nothing downhill in the last 28 days."),
        ("unknown_days", "descent"): t.gettext(
            "Not judged: of some days the descent is not known."
        ),
        ("building", "pain_above_usual"): t.gettext("Needs 3 entries in the 28 days before."),
        ("building", "pain_of_ten"): t.gettext("Needs 10 days with an entry within 90."),
        ("no_entry", "pain_mornings"): t.gettext("No morning with an entry after an evening's."),
        ("no_entry", "pain_after_rest"): t.gettext(
            "No newer entry to hold against one from before 3 days of rest."
        ),
    }.get((why, rule), "")


def family_not_judged(rules: Sequence[Row], t: Translator, history_days: int = 0) -> list[str]:
    """Return why none of a family's rules is judged: once, where all lack the same.

    Parameters
    ----------
    rules
        The family's rows of `fct_signals`; none where nothing was ever run.
    t
        The language.
    history_days
        Days from the first session on, where they are known.
    """
    reasons = {row["not_judged"] for row in rules}
    if not rules:
        return [not_judged_sentence("no_run", t)]
    if reasons == {"building"}:
        rules = sorted(rules, key=lambda row: NEEDED_DAYS.get(row["rule"], 0))[:1]
    elif len(reasons) == 1 < len(rules):
        return [not_judged_sentence(rules[0]["not_judged"], t)]
    return [not_judged_sentence(row["not_judged"], t, row["rule"], history_days) for row in rules]
