"""How a day's level came about: which of the rules over all families decided (SCIENCE E.1)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.families import LOAD_FAMILIES, PAIN_FAMILIES, family_name

Row = Mapping[str, Any]

TWO_FAMILIES: Final = 2


def deciding_rule(status: Row | None, flags: Sequence[Row]) -> str:
    """Return which rule made the day's level.

    Parameters
    ----------
    status
        The day's row of `fct_status`.
    flags
        The day's rows of `fct_flags`.

    Returns
    -------
    str
        `red_flag`, `pain_high`, `run_high`, `volume_with_pain`, `loads_with_pain`,
        `volume_alone`, `watch`, `ok` or `no_data`.
    """
    level = "no_data" if status is None else status["level"]
    at = {flag["family"]: flag["level"] for flag in flags if flag["level"] != "info"}
    if level == "high":
        return _why_high(at)
    if level == "watch" and at.get("F2") == "high":
        return "volume_alone"
    return str(level)


def _why_high(at: Mapping[str, str]) -> str:
    if "red_flag" in at:
        return "red_flag"
    if "high" in (at.get(family) for family in PAIN_FAMILIES):
        return "pain_high"
    if at.get("F1") == "high":
        return "run_high"
    if at.get("F2") == "high" and "F6" in at:
        return "volume_with_pain"
    return "loads_with_pain"


def deciding_sentence(rule: str, flags: Sequence[Row], t: Translator) -> str:
    """Return how the level came about, naming the families that decided.

    Parameters
    ----------
    rule
        As `deciding_rule` returns it.
    flags
        The day's rows of `fct_flags`.
    t
        The language.
    """
    return {
        "red_flag": t.gettext("An open warning sign stands above everything else."),
        "pain_high": t.gettext(
            "Pain far over its limit counts as too much, whatever the load says: {families}.",
            families=_names(flags, PAIN_FAMILIES, t),
        ),
        "run_high": t.gettext("One run that far over its limit counts as too much."),
        "volume_with_pain": t.gettext(
            "Pain together with such a step in distance counts as too much."
        ),
        "loads_with_pain": t.gettext("Pain together with two signals of load counts as too much."),
        "volume_alone": t.gettext(
            "A step in distance this large counts as too much only together with back pain now."
        ),
        "watch": t.gettext(
            "A family over its limit is enough for care: {families}.",
            families=_names(flags, (*PAIN_FAMILIES, *LOAD_FAMILIES), t),
        ),
        "ok": t.gettext("Nothing that can be judged is over its limit."),
        "no_data": t.gettext(
            "Neither load (a session within 10 days and 30 known days) nor pain (an entry within "
            "14 days) can be judged."
        ),
    }[rule]


def _names(flags: Sequence[Row], families: Sequence[str], t: Translator) -> str:
    return ", ".join(
        family_name(flag["family"], t)
        for flag in flags
        if flag["family"] in families and flag["level"] != "info"
    )
