"""The first card answers whether the runner is overloading today."""

from typing import Any, Final

import polars as pl

from dashboards import facts, wording
from dashboards.facts import Marts
from dashboards.i18n import Translator
from dashboards.wording.rest import rest_day_told

TONES: Final = {
    "high": "high",
    "watch": "careful",
    "ok": "ok",
    "no_data": "none",
    "back_alone": "none",
}


def status_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the status card: word, sentence, what could not be judged."""
    person, status, flags = facts.athlete(marts), facts.latest_status(marts), _flags(marts)
    level = wording.shown_level(status, person)
    family = None if status is None else status["headline_family"]
    rest = _rest(marts, t)
    icon, word = wording.status_word(
        level, family, t, is_silent=facts.is_silent(person), is_resting=bool(rest)
    )
    told = wording.status_sentences(status, flags, person, t, facts.plan(marts))
    return {
        "tone": TONES[level],
        "icon": icon,
        "word": word,
        "sentences": [*told, *rest] if flags else [*rest, *told],
        "count": _count(flags, t),
        "missing": wording.missing_halves(status, person, t, facts.latest_signals(marts)),
        "note": wording.signal_note(t),
        "refused": _refused(marts, t),
    }


def _flags(marts: Marts) -> list[dict[str, Any]]:
    return [flag for flag in facts.latest_flags(marts) if flag["level"] != "info"]


def _rest(marts: Marts, t: Translator) -> list[str]:
    """Return which day of its rest the back has come to, nothing where it does not rest."""
    plan = facts.plan(marts)
    return [rest_day_told(plan, t)] if plan and plan["rest_until"] else []


def _count(flags: list[dict[str, Any]], t: Translator) -> str:
    if not flags:
        return ""
    names = ", ".join(wording.family_name(flag["family"], t) for flag in flags)
    return t.ngettext(
        "One signal is over its limit: {names}.",
        "{n} signals are over their limits: {names}.",
        len(flags),
        names=names,
    )


def _refused(marts: Marts, t: Translator) -> str:
    """Return how many things of the user's were refused, empty where none."""
    files = marts["raw_files"].filter(pl.col("status") == "quarantined").height
    count = files + marts["raw_diary_refused"].height
    if not count:
        return ""
    return t.ngettext(
        "One file or diary row was refused", "{n} files or diary rows were refused", count
    )
