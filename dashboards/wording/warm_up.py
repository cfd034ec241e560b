"""How a run was begun: a verdict's word, and the sentence that says why and judged by what."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dashboards.i18n import Translator

Row = Mapping[str, Any]


def warm_up_word(warm_up: str | None, t: Translator) -> str:
    """Return a verdict of `int_warm_ups` in a word or two."""
    words = {
        "yes": t.gettext("warmed up"),
        "gentle_start": t.gettext("gentle start"),
        "no": t.gettext("no warm-up"),
    }
    return words.get(warm_up or "", t.gettext("unknown"))


def warm_up_told(row: Row, t: Translator) -> str:
    """Return why a run counts as begun warm or not, empty for what is no run.

    Parameters
    ----------
    row
        A row of `fct_sessions`.
    t
        The language.
    """
    because = row["warm_up_because"] or ""
    if because in JUDGED:
        return JUDGED[because](row, t)
    return _recorded_told(t).get(because, "")


def _recorded_told(t: Translator) -> dict[str, str]:
    """Return what the reasons mean for which neither pace nor heart rate was asked."""
    return {
        "lap": t.gettext("Its first laps were marked as a warm-up on the watch."),
        "separate": t.gettext("You had warmed up, run or walked within half an hour before it."),
        "short": t.gettext("A run of less than 20 minutes is too short to tell."),
        "gaps": t.gettext("For more than a fifth of the time nobody knows how fast it was."),
        "race": t.gettext(
            "Its name says it was a race, and hardly anybody records the warm-up before one."
        ),
        "no_records": t.gettext("No recording says how it began."),
    }


def _diary_told(row: Row, t: Translator) -> str:
    if row["warm_up"] == "yes":
        return t.gettext("Your diary says that you warmed up on this day.")
    return t.gettext("Your diary says that you did not warm up on this day.")


def _slow_start_told(row: Row, t: Translator) -> str:
    if row["warm_up_judged_by"] == "pace_and_heart_rate":
        return t.gettext(
            "Judged by pace, slopes evened out, and heart rate: it began clearly slower than it "
            "was run later, and its heart rate was lower then."
        )
    return _slow_by_pace_told(row, t)


def _slow_by_pace_told(row: Row, t: Translator) -> str:
    if row["avg_heart_rate_bpm"] is None:
        return t.gettext(
            "Judged by pace alone, slopes evened out, as no heart rate was recorded: it began "
            "clearly slower than it was run later."
        )
    if row["is_heart_rate_usable"]:
        return t.gettext(
            "Judged by pace alone, slopes evened out, as no heart rate is known of its first "
            "minutes: it began clearly slower than it was run later."
        )
    return t.gettext(
        "Judged by pace alone, slopes evened out, as its heart rate cannot be used: it began "
        "clearly slower than it was run later."
    )


def _easy_told(row: Row, t: Translator) -> str:
    if row["warm_up_judged_by"] == "pace_and_effort":
        return t.gettext(
            "Judged by pace and the effort you gave: it was easy throughout and began no faster "
            "than usual."
        )
    return t.gettext(
        "Judged by pace and heart rate: it was easy throughout and began no faster than usual."
    )


def _fast_start_told(row: Row, t: Translator) -> str:
    if row["warm_up_judged_by"] == "pace_and_effort":
        return t.gettext(
            "Judged by pace and the effort you gave: it was not easy, and its first minutes were "
            "about as fast as the rest."
        )
    return t.gettext(
        "Judged by pace and heart rate: it was not easy, and its first minutes were about as "
        "fast as the rest."
    )


def _unclear_told(row: Row, t: Translator) -> str:
    if row["is_heart_rate_usable"]:
        return t.gettext("Pace and heart rate do not settle whether you warmed up.")
    return t.gettext("Pace does not settle whether you warmed up, and no heart rate can be used.")


JUDGED: Final[dict[str, Callable[[Row, Translator], str]]] = {
    "told": _diary_told,
    "slow_start": _slow_start_told,
    "easy_throughout": _easy_told,
    "fast_start": _fast_start_told,
    "unclear": _unclear_told,
}
"""Reason -> what tells it, where that depends on what the run was judged by."""
