"""The seven protective things in words: their names, a week's answer, weeks in a row."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator

Row = Mapping[str, Any]

HABITS: Final = (
    "form",
    "strength",
    "warm_up",
    "shoes",
    "increase",
    "cross_training",
    "listening",
)
"""In the order of the article."""


def habit_name(habit: str, t: Translator) -> str:
    """Return the name of a habit."""
    return {
        "form": t.gettext("Running form"),
        "strength": t.gettext("Core and leg strength"),
        "warm_up": t.gettext("Warm-up"),
        "shoes": t.gettext("Shoes"),
        "increase": t.gettext("Gradual increase"),
        "cross_training": t.gettext("Cross-training"),
        "listening": t.gettext("Listen to the body"),
    }[habit]


def habit_word(row: Row | None, t: Translator) -> tuple[str, str, str]:
    """Return the tone, the sign and the word of a habit in a week.

    Parameters
    ----------
    row
        A row of `fct_habits`; none for a week before the first session or entry.
    t
        The language.
    """
    if row is None:
        return "none", "·", t.gettext("no data yet")
    if row["is_met"] is not None:
        yes, no = ("ok", "✓", t.gettext("Yes")), ("careful", "×", t.gettext("No"))
        return yes if row["is_met"] else no
    if row["is_open"] and row["reason"] in {"not_yet", "hint", "no_runs"}:
        return "none", "○", t.gettext("Not yet")
    return "none", "?", t.gettext("Unknown")


def streak_told(weeks: int, t: Translator) -> str:
    """Return for how many of the weeks that are known a habit has been kept without a no."""
    if not weeks:
        return t.gettext("No streak at the moment.")
    return t.ngettext(
        "A yes in the last week that is known.",
        "A yes in each of the last {n} weeks that are known.",
        weeks,
    )


def habits_answer(rows: Sequence[Row], t: Translator) -> str:
    """Return how many of the seven are a yes this week."""
    yes = sum(row["is_met"] is True for row in rows)
    no = sum(row["is_met"] is False for row in rows)
    return t.gettext(
        "This week so far: yes for {yes} of 7, no for {no}, not yet or not known for {open}.",
        yes=yes,
        no=no,
        open=len(HABITS) - yes - no,
    )
