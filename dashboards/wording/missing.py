"""What could not be judged: a half, load or pain, or the rules on distance alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.commands import own_command

Row = Mapping[str, Any]

HISTORY_DAYS: Final = 30
FRESH_LOAD_DAYS: Final = 10


def missing_halves(
    status: Row | None, athlete: Row, t: Translator, signals: Iterable[Row] = ()
) -> list[str]:
    """Return a sentence for what a reader would think was judged today, and was not.

    Parameters
    ----------
    status
        The day's row of `fct_status`.
    athlete
        The row of `dim_athletes`.
    t
        The language.
    signals
        The day's rows of `fct_signals`.
    """
    sentences = []
    if status is None or not status["can_judge_load"]:
        sentences.append(_load_missing(athlete, t))
    else:
        sentences += _steps_missing(list(signals), t)
    if status is None or not status["can_judge_pain"]:
        sentences.append(_pain_missing(athlete, t))
    return sentences


def _load_missing(athlete: Row, t: Translator) -> str:
    first, last = athlete["first_session_date"], athlete["last_session_date"]
    day = athlete["today"]
    if first is None or last is None:
        return t.gettext("Load cannot be judged: there is no session yet.")
    if (day - last).days > FRESH_LOAD_DAYS:
        return t.gettext(
            "Load cannot be judged: the newest session is of {date}, more than 10 days ago.",
            date=t.date(last),
        )
    known = athlete["known_days"]
    return _too_short(known, (day - first).days + 1 - known, t)


def _too_short(known: int, unknown: int, t: Translator) -> str:
    """Return how many days are missing; days of which nothing is known do not count."""
    missing = max(1, HISTORY_DAYS - known)
    if not unknown:
        return t.ngettext(
            "Load can be judged after one more day of history.",
            "Load can be judged after {n} more days of history.",
            missing,
        )
    return t.ngettext(
        "Load can be judged after one more known day: {unknown} of the days so far are unknown.",
        "Load can be judged after {n} more known days: {unknown} of the days so far are unknown.",
        missing,
        unknown=t.number(unknown, 0),
    )


def _steps_missing(signals: Sequence[Row], t: Translator) -> list[str]:
    """Return why the jumps in distance are not judged while other load is."""
    steps = [row for row in signals if row["family"] == "F2"]
    if not steps or any(step["not_judged"] is None for step in steps):
        return []
    told = {
        "returning_from_break": _after_a_break(signals, t),
        "unknown_days": t.gettext(
            "Jumps in distance are not judged: the last weeks hold unknown days."
        ),
        "building": t.gettext("Jumps in distance are not judged yet: they need more history."),
    }
    reason = steps[0]["not_judged"]
    return [told[reason]] if reason in told else []


def _after_a_break(signals: Sequence[Row], t: Translator) -> str:
    """Return what stands in for jumps in distance after a break: not always anything does."""
    returns = {row["not_judged"] for row in signals if row["family"] == "return"}
    if "not_returning" in returns:
        return t.gettext(
            "In the 28 days after days marked ill or injured jumps in distance are not judged, "
            "and no rule stands in for them: a return has limits only after 14 days without a run."
        )
    if returns <= {"no_run", "no_history"}:
        return t.gettext(
            "In a break and the 28 days after it jumps in distance are not judged, and nothing "
            "stands in for them today: the limits of a return begin with its first run, where the "
            "weeks before the break are known."
        )
    return t.gettext(
        "In the 28 days after a break jumps in distance are not judged; the rules for a return "
        "stand in for them."
    )


def _pain_missing(athlete: Row, t: Translator) -> str:
    if athlete["last_entry_date"] is None:
        return t.gettext(
            "Pain cannot be judged: there is no entry yet. One number a day is enough: {command}",
            command=own_command(athlete["athlete_id"], "log", "3"),
        )
    return t.gettext(
        "Pain cannot be judged: the newest entry is of {date}, more than 13 days ago.",
        date=t.date(athlete["last_entry_date"]),
    )
