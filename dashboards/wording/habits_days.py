"""A day of a habit in words: how a run began, what a strength session trained."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.strength import because_told, class_name
from dashboards.wording.warm_up import warm_up_told, warm_up_word

Row = Mapping[str, Any]


def start_told(run: Row, t: Translator) -> str:
    """Return how a run began, and by what that is known.

    Parameters
    ----------
    run
        A row of `fct_sessions`.
    t
        The language.
    """
    word = warm_up_word(run["warm_up"], t)
    return f"{t.day(run['local_date'])}: {word}. {warm_up_told(run, t)}".rstrip()


def strength_told(session: Row, t: Translator) -> str:
    """Return what a strength session trained, and by what that is known.

    Parameters
    ----------
    session
        A row of `fct_strength`.
    t
        The language.
    """
    trained = class_name(session["strength_programme"], t)
    return f"{t.day(session['local_date'])}: {trained} ({because_told(session, t)})."


def runs_told(days: Sequence[date], t: Translator) -> str:
    """Return on which days the runs were."""
    listed = ", ".join(map(t.day, days))
    return t.ngettext("The run was on {days}.", "The runs were on {days}.", len(days), days=listed)
