"""How a run was begun: a verdict's word, and the sentence that says why."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator


def warm_up_word(warm_up: str | None, t: Translator) -> str:
    """Return a verdict of `int_warm_ups` in a word or two."""
    words = {
        "yes": t.gettext("warmed up"),
        "gentle_start": t.gettext("gentle start"),
        "no": t.gettext("no warm-up"),
    }
    return words.get(warm_up or "", t.gettext("unknown"))


def warm_up_told(row: Mapping[str, Any], t: Translator) -> str:
    """Return why a run counts as begun warm or not, empty for what is no run.

    Parameters
    ----------
    row
        A row of `fct_sessions` or `int_warm_ups`.
    t
        The language.
    """
    because = row["warm_up_because"]
    if because == "told":
        return _diary_told(row["warm_up"], t)
    return _files_told(t).get(because or "", "")


def _diary_told(warm_up: str, t: Translator) -> str:
    if warm_up == "yes":
        return t.gettext("Your diary says that you warmed up on this day.")
    return t.gettext("Your diary says that you did not warm up on this day.")


def _files_told(t: Translator) -> dict[str, str]:
    """Return what a file's reasons mean."""
    return {
        "lap": t.gettext("Its first laps were marked as a warm-up on the watch."),
        "separate": t.gettext("You had warmed up, run or walked within half an hour before it."),
        "slow_start": t.gettext(
            "It began clearly slower than it was run later; where a pulse can be used, that was "
            "lower, too."
        ),
        "easy_throughout": t.gettext("It was easy throughout and began no faster than usual."),
        "fast_start": t.gettext(
            "It was not easy, and its first minutes were about as fast as the rest."
        ),
        "short": t.gettext("A run of less than 20 minutes is too short to tell."),
        "gaps": t.gettext("For more than a fifth of the time nobody knows how fast it was."),
        "race": t.gettext(
            "Its name says it was a race, and hardly anybody records the warm-up before one."
        ),
        "unclear": t.gettext("Speed and pulse do not settle whether you warmed up."),
        "no_records": t.gettext("No recording says how it began."),
    }
