"""How much strength training a week held, beside the dose of the trial."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.errors import N_

Row = Mapping[str, Any]

TRAINED: Final = {
    "leg": N_("legs {minutes} min"),
    "back": N_("back extensors {minutes} min"),
    "core": N_("trunk stability {minutes} min"),
    "other_core": N_("other core {minutes} min"),
}
"""What a week trained, in the order of telling."""


def strength_dose(rows: Sequence[Row], t: Translator) -> str:
    """Return sessions and minutes of strength in a week; nothing where there were none.

    Parameters
    ----------
    rows
        The rows of `fct_strength_weeks` of the week.
    t
        The language.
    """
    sessions = sum(row["sessions"] for row in rows)
    if not sessions:
        return ""
    return t.ngettext(
        "Strength this week: one session{share}. The trial's dose was two supervised ones a week.",
        "Strength this week: {n} sessions{share}. The trial's dose was two supervised ones a week.",
        sessions,
        share=_shares(rows, t),
    )


def _shares(rows: Sequence[Row], t: Translator) -> str:
    minutes = {row["strength_programme"]: row["trained_min"] for row in rows}
    shares = [
        t.gettext(sentence, minutes=t.number(minutes[programme], 0))
        for programme, sentence in TRAINED.items()
        if minutes.get(programme)
    ]
    return f" ({', '.join(shares)})" if shares else ""
