"""Which pairs of shoes have come to their limit, told where somebody asks for today's status."""

from typing import Any

from dashboards.i18n import Translator
from dashboards.wording import shoes as wording
from flows.sessions_list import ELLIPSIS, printable

Row = dict[str, Any]

LONGEST_NAME = 40


def reminders(rows: list[Row], t: Translator) -> list[str]:
    """Return a line for each pair in use that has come to its limit.

    Parameters
    ----------
    rows
        Rows of `fct_shoes`.
    t
        The language.
    """
    return [
        wording.reminder(row, shortened(row["name"]), t)
        for row in rows
        if row["is_worn"] and row["shoe_state"] in wording.REMINDED
    ]


def shortened(name: str) -> str:
    """Return a name that cannot command the terminal and leaves room for the rest."""
    shown = printable(name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}{ELLIPSIS}"
