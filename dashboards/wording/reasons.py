"""How a signal is told: what was seen, its value, its limit."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording import reasons_load, reasons_pain
from dashboards.wording.amounts import in_unit, limit_reached
from dashboards.wording.families import PAIN_FAMILIES, family_name

Row = Mapping[str, Any]
Told = Callable[[Row, Translator], str]

UNITS: Final = {"F1": "times", "F2": "percent", "F3": "signs", "F4": "times", "F5": "times"}
RETURN_UNITS: Final = {"week": "km", "run": "km", "pain": "nrs"}
"""Cause -> unit of a broken rule of return; a second day in a row is no number."""


def reason_sentence(flag: Row, t: Translator) -> str:
    """Return what was seen, as one sentence.

    Parameters
    ----------
    flag
        A row of `fct_flags`. If it carries `distance_km` and `longest_before_km`, the
        sentence about a long run names both; if it carries `signals`, the rows of
        `fct_signals` behind it by their rule, the others name their numbers, too.
    t
        The language.
    """
    return _SENTENCES.get(flag["family"], _other)(flag, t)


def _other(flag: Row, t: Translator) -> str:
    return t.gettext(
        "{family}: the value is over its limit.", family=family_name(flag["family"], t)
    )


_SENTENCES: Final[dict[str, Told]] = {
    "F1": reasons_load.session_spike,
    "F2": reasons_load.volume_step,
    "F3": reasons_load.shape,
    "F4": reasons_load.ratio,
    "F5": reasons_load.descent,
    "return": reasons_load.after_break,
    "F6": reasons_pain.pain_now,
    "F7": reasons_pain.pain_stays,
    "red_flag": reasons_pain.red_flag,
}


def value_text(flag: Row, t: Translator) -> str:
    """Return the value in its unit, empty where a signal has none."""
    return "" if flag["cause"] == "next_day" else in_unit(flag["value"], _unit(flag), t)


def limit_text(flag: Row, t: Translator) -> str:
    """Return the limit in the unit of its value, in words where it is not a number."""
    if flag["threshold"] is None:
        return _limit_in_words(flag, t)
    limit = in_unit(flag["threshold"], _unit(flag), t)
    if flag["cause"] == "after_rest":
        return t.gettext("at least {limit} less", limit=limit)
    if flag["family"] in (*PAIN_FAMILIES, "F3"):
        return limit_reached(flag["threshold"], _unit(flag), t)
    if flag["cause"] == "twice":
        return t.gettext("limit {limit}, twice within 14 days", limit=limit)
    return t.gettext("limit {limit}", limit=limit)


def _limit_in_words(flag: Row, t: Translator) -> str:
    if flag["family"] == "return":
        return t.gettext("a day of rest between two runs")
    return t.gettext("any such entry")


def _unit(flag: Row) -> str:
    family, cause = flag["family"], flag["cause"]
    if family == "F7":
        return "points" if cause == "after_rest" else "entries"
    if family == "return":
        return RETURN_UNITS.get(cause, "ratio")
    return "nrs" if family in PAIN_FAMILIES else UNITS.get(family, "ratio")
