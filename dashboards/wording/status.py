"""How a day's level is said: an icon, a word, a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.families import LOAD_FAMILIES, PAIN_FAMILIES
from dashboards.wording.levels import deciding_rule, deciding_sentence
from dashboards.wording.missing import FRESH_LOAD_DAYS
from dashboards.wording.plan_rest import log_first
from dashboards.wording.reasons import reason_sentence
from dashboards.wording.red_flags import open_signs

Row = Mapping[str, Any]

FRESH_PAIN_DAYS: Final = 7
"""So long an entry tells how the back is now."""

SUMS: Final = ("volume_with_pain", "loads_with_pain", "volume_alone")
"""Rules over several families: no single signal says what they say."""

BACK_ALONE: Final = "back_alone"
"""Shown of a day of level `ok` whose load nobody can judge: no all-clear about the load."""

ICONS: Final = {"ok": "✓", "watch": "▲", "high": "■", "no_data": "?", BACK_ALONE: "?"}


def signal_note(t: Translator) -> str:
    """Return what stands beside every status."""
    return t.gettext("A signal is a reason to look, not a diagnosis.")


def shown_level(status: Row | None, athlete: Row) -> str:
    """Return what the word, the tone and the place of a day go by.

    It is the level, but where a level `ok` says nothing about load: `back_alone` then, or
    `no_data` where the newest entry is too old to say how the back is.

    Parameters
    ----------
    status
        The day's row of `fct_status`.
    athlete
        The row of `dim_athletes`.
    """
    if status is None:
        return "no_data"
    if status["level"] != "ok" or status["can_judge_load"]:
        return str(status["level"])
    return BACK_ALONE if _is_back_known(athlete) else "no_data"


def status_word(
    level: str,
    headline_family: str | None,
    t: Translator,
    *,
    is_silent: bool = False,
    is_resting: bool = False,
) -> tuple[str, str]:
    """Return the icon and the word of a level.

    Parameters
    ----------
    level
        `high`, `watch`, `ok` or `no_data`; of a day, what `shown_level` makes of it.
    headline_family
        The family that speaks first: the word has to fit it.
    t
        The language.
    is_silent
        Whether there were data once; without them "fresh" would be the wrong word.
    is_resting
        Whether the back has asked for a rest that is not over.
    """
    words = {
        "ok": t.gettext("Steady, at rest") if is_resting else t.gettext("Steady"),
        "watch": t.gettext("Careful"),
        "high": _high_word(headline_family, t),
        "no_data": _no_data_word(t, is_silent=is_silent),
        BACK_ALONE: _back_alone_word(t, is_resting=is_resting),
    }
    return ICONS[level], words[level]


def _high_word(headline_family: str | None, t: Translator) -> str:
    if headline_family == "red_flag":
        return t.gettext("Have it checked")
    if headline_family in PAIN_FAMILIES:
        return t.gettext("Back needs care")
    return t.gettext("Too much, too soon")


def _no_data_word(t: Translator, *, is_silent: bool) -> str:
    return t.gettext("No fresh data") if is_silent else t.gettext("Not enough data")


def _back_alone_word(t: Translator, *, is_resting: bool) -> str:
    if is_resting:
        return t.gettext("At rest, load not known")
    return t.gettext("Back quiet, load not known")


def cohort_word(level: str, t: Translator, *, is_silent: bool = False) -> tuple[str, str]:
    """Return the icon and the word of a shown level in the group overview."""
    if level == "high":
        return ICONS[level], t.gettext("Look today")
    return status_word(level, None, t, is_silent=is_silent)


def status_sentences(
    status: Row | None,
    flags: Sequence[Row],
    athlete: Row,
    t: Translator,
    plan: Row | None = None,
) -> list[str]:
    """Return what stands under the status word: one reason of the back, one of the load.

    Parameters
    ----------
    status
        The day's row of `fct_status`.
    flags
        The day's rows of `fct_flags`, the most pressing first; what is only for
        information is passed over.
    athlete
        The row of `dim_athletes`.
    t
        The language.
    plan
        The athlete's row of `fct_plan`, where there is one.
    """
    raised = [flag for flag in flags if flag["level"] != "info"]
    if raised:
        load = [flag for flag in raised if flag["family"] in LOAD_FAMILIES]
        body = [flag for flag in raised if flag["family"] not in LOAD_FAMILIES]
        heads = [*body[:1], *load[:1]]
        # the word above them belongs to the family that speaks first
        heads.sort(key=lambda flag: status is None or flag["family"] != status["headline_family"])
        told = [sentence for flag in heads for sentence in _told(flag, t)]
        return [*told, *above_reasons(status, flags, t, plan)]
    return list(filter(None, [_no_signal(status, athlete, t, plan or {}), log_first(plan, t)]))


def above_reasons(
    status: Row | None, flags: Sequence[Row], t: Translator, plan: Row | None
) -> list[str]:
    """Return what no signal says: what several do together, and that the back is not known."""
    return [*sums_told(status, flags, t), *filter(None, [log_first(plan, t)])]


def _told(flag: Row, t: Translator) -> list[str]:
    """Return why a signal is there; of a red flag each open sign stands for itself."""
    return open_signs(flag, t) if flag["family"] == "red_flag" else [reason_sentence(flag, t)]


def sums_told(status: Row | None, flags: Sequence[Row], t: Translator) -> list[str]:
    """Return what only several signals together say, nothing where one says enough."""
    rule = deciding_rule(status, flags)
    return [deciding_sentence(rule, flags, t)] if rule in SUMS else []


def _no_signal(status: Row | None, athlete: Row, t: Translator, plan: Row) -> str:
    if status is None or status["level"] == "no_data":
        return _nothing_to_judge(athlete, t)
    knows_load = status["can_judge_load"]
    running = t.gettext("The running raises no signal.") if knows_load else ""
    if plan.get("rest_until") or log_first(plan, t) or not status["can_judge_pain"]:
        return running
    if not _is_back_known(athlete):
        return f"{running} {_back_not_known(athlete, t)}".strip()
    if not knows_load:
        return t.gettext("The entries raise no signal.")
    return t.gettext("Neither the running nor the back raises a signal.")


def _is_back_known(athlete: Row) -> bool:
    """Tell whether the newest entry is of the last 7 days; where none is named, nothing is old."""
    newest = athlete["last_entry_date"]
    return newest is None or (athlete["today"] - newest).days < FRESH_PAIN_DAYS


def _back_not_known(athlete: Row, t: Translator) -> str:
    return t.gettext(
        "The newest entry about the back is of {date}: how it is now is not known.",
        date=t.date(athlete["last_entry_date"]),
    )


def _nothing_to_judge(athlete: Row, t: Translator) -> str:
    newest = max(
        (day for day in (athlete["last_session_date"], athlete["last_entry_date"]) if day),
        default=None,
    )
    if newest is None:
        return t.gettext("There is nothing to look at yet: no session and no pain entry.")
    if newest < athlete["today"] and (athlete["today"] - newest).days > FRESH_LOAD_DAYS:
        return t.gettext(
            "The newest file or entry is of {date}: too old to say anything about today.",
            date=t.date(newest),
        )
    return t.gettext("There is too little history to say anything about today yet.")
