"""How much strength training a week held, beside the dose of the trial."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.strength import dose_told

Row = Mapping[str, Any]


def strength_dose(rows: Sequence[Row], t: Translator, *, is_held: bool = False) -> str:
    """Return sessions, sets and minutes of strength in a week; nothing where there were none.

    Parameters
    ----------
    rows
        The rows of `fct_strength_weeks` of the week.
    t
        The language.
    is_held
        Whether training waits now: then the trial's dose is nothing to be held against.
    """
    sessions = sum(row["sessions"] for row in rows)
    if not sessions:
        return ""
    told = t.ngettext(
        "Strength this week: one session.", "Strength this week: {n} sessions.", sessions
    )
    kinds = [f"{_capital(dose_told(row, t))}." for row in rows]
    dose = t.gettext("The trial's dose was two supervised ones a week.")
    return " ".join([told, *kinds, *([] if is_held else [dose])])


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
