"""Families of signals: their order, their names, the words for their levels and evidence."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from dashboards.i18n import Translator

Row = Mapping[str, Any]
Flag = TypeVar("Flag", bound=Row)

LEVELS: Final = ("see_doctor", "high", "watch", "info")
FAMILIES: Final = ("red_flag", "F6", "F7", "F1", "F2", "return", "F5", "F3", "F4")
"""The most pressing first."""

LOAD_FAMILIES: Final = ("F1", "F2", "return", "F5", "F3", "F4")
PAIN_FAMILIES: Final = ("F6", "F7")
EVIDENCE: Final = {"F1": "B", "F2": "C", "F4": "X"}
"""Of a family that raised no flag, which would carry it; all others are D (SCIENCE E.1)."""


def family_name(family: str, t: Translator) -> str:
    """Return the name of a family of signals."""
    names = {
        "F1": t.gettext("Longest run"),
        "F2": t.gettext("Distance in 7 and 14 days"),
        "F3": t.gettext("Shape of the week"),
        "F4": t.gettext("Ratio of 7 days to the weeks before"),
        "F5": t.gettext("Descent"),
        "F6": t.gettext("Back pain now"),
        "F7": t.gettext("Back pain that stays"),
        "return": t.gettext("Return after a break"),
        "red_flag": t.gettext("Warning sign in the diary"),
    }
    return names.get(family, family)


def flag_word(flag: Row, t: Translator) -> tuple[str, str]:
    """Return the icon and the word of one signal's level."""
    if flag["level"] == "info":
        return "i", t.gettext("For information")
    if flag["level"] == "watch":
        return "▲", t.gettext("Careful")
    if flag["level"] == "see_doctor":
        return "■", t.gettext("Have it checked")
    if flag["family"] in PAIN_FAMILIES:
        return "■", t.gettext("Needs care")
    return "■", t.gettext("Too much")


def most_pressing_first(flags: Iterable[Flag]) -> list[Flag]:
    """Return a day's signals, the most pressing first and those for information last."""
    return sorted(flags, key=_urgency)


def _urgency(flag: Row) -> tuple[int, int]:
    family = flag["family"]
    return LEVELS.index(flag["level"]), FAMILIES.index(family) if family in FAMILIES else 99


def evidence_letter(family: str) -> str:
    """Return how well a family's limits are founded."""
    return EVIDENCE.get(family, "D")


def evidence_sentence(letter: str, t: Translator) -> str:
    """Return what an evidence letter means."""
    return {
        "A": t.gettext("randomised trial"),
        "B": t.gettext("large study that followed runners over time"),
        "C": t.gettext("small or conflicting studies"),
        "D": t.gettext("convention or expert rule"),
        "X": t.gettext("contradicted by the best data on runners"),
    }.get(letter, letter)
