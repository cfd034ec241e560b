"""Why: each signal with its value, limit, evidence, meaning and one thing to do."""

from typing import Any, Final

from dashboards import facts, wording
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator

JUDGED_FAMILIES: Final = ("F1", "F2", "F4", "F6")
"""The families this release has models for; the others are not told as steady."""

FRESH_DAYS: Final = 7
VOLUME_HISTORY_DAYS: Final = 35  # 7 days, and the 28 they are held against
TONES: Final = {"info": "none", "watch": "careful", "high": "high", "see_doctor": "high"}
SCALES: Final = {
    "F1": (1.0, 1.1, 2.0, 2.4),
    "F2": (0.0, 30.0, 100.0, 130.0),
    "F6": (0.0, 4.0, 7.0, 10.0),
}
"""Family -> where its bar begins, turns careful, turns high, and ends (SCIENCE E.1)."""


def why_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the open signals, those for information, and the folded quiet families."""
    flags, plan = facts.latest_flags(marts), facts.plan(marts)
    raised = {flag["family"] for flag in flags}
    quiet = [_quiet(family, marts, t) for family in JUDGED_FAMILIES if family not in raised]
    return {
        "open": [_reason(flag, plan, t) for flag in flags if flag["level"] != "info"],
        "info": [_reason(flag, plan, t) for flag in flags if flag["level"] == "info"],
        "steady": [line for line in quiet if line["is_steady"]],
        "not_judged": [line for line in quiet if not line["is_steady"]],
    }


def _reason(flag: Row, plan: Row | None, t: Translator) -> dict[str, Any]:
    icon, word = wording.flag_word(flag, t)
    return {
        "name": wording.family_name(flag["family"], t),
        "tone": TONES[flag["level"]],
        "icon": icon,
        "word": word,
        "value": wording.value_text(flag, t),
        "limit": wording.limit_text(flag, t),
        "evidence": flag["evidence"],
        "evidence_title": wording.evidence_sentence(flag["evidence"], t),
        "sentence": wording.reason_sentence(flag, t),
        "meaning": wording.meaning_sentence(flag, t),
        "action": wording.action_sentence(flag, t, plan),
        "meter": _meter(flag),
    }


def _meter(flag: Row) -> dict[str, str] | None:
    """Return where marks stand on the little bar, in percent of its length."""
    if flag["family"] not in SCALES or flag["value"] is None:
        return None
    start, careful, high, end = SCALES[flag["family"]]
    if flag["threshold"] is not None:
        careful = flag["threshold"] if flag["level"] == "watch" else careful
        high = flag["threshold"] if flag["level"] == "high" else high
    shares = {"careful": careful, "high": high, "value": flag["value"]}
    return {
        name: f"{max(0.0, min(99.0, 100 * (at - start) / (end - start))):.1f}"
        for name, at in shares.items()
    }


def _quiet(family: str, marts: Marts, t: Translator) -> dict[str, Any]:
    """Return a family without a signal: steady with its fact, or why it is not judged."""
    fact = _FACTS[family](marts)
    is_steady = "not_judged" not in fact
    return {
        "name": wording.family_name(family, t),
        "is_steady": is_steady,
        "sentence": wording.steady_sentence(family, fact, t)
        if is_steady
        else wording.not_judged_sentence(fact["not_judged"], t),
    }


def _longest_run(marts: Marts) -> Row:
    today = facts.athlete(marts)["today"]
    recent = facts.last_days(facts.runs(marts), today, FRESH_DAYS)
    if recent.is_empty():
        return {"not_judged": "no_run"}
    largest = recent["spike_ratio"].max()
    return {"not_judged": "no_history"} if largest is None else {"value": largest}


def _volume(marts: Marts) -> Row:
    days = facts.in_kilometres(marts["fct_training_load"])
    state = _load_state(marts)
    if state in ("ok", "low_base") and days.height < VOLUME_HISTORY_DAYS:
        return {"not_judged": "no_history"}
    return {} if state in ("ok", "low_base") else {"not_judged": state or "no_history"}


def _ratio(marts: Marts) -> Row:
    state = _load_state(marts)
    if state != "ok":
        return {"not_judged": state or "no_history"}
    days = facts.in_kilometres(marts["fct_training_load"]).sort("local_date")
    return {"value": days["acwr_uncoupled"].tail(1).item()}


def _load_state(marts: Marts) -> str | None:
    days = facts.in_kilometres(marts["fct_training_load"]).sort("local_date").tail(1)
    return days["load_state"].item() if days.height else None


def _pain(marts: Marts) -> Row:
    today = facts.athlete(marts)["today"]
    recent = facts.last_days(facts.back_pain(marts), today, FRESH_DAYS).tail(1)
    if recent.is_empty():
        return {"not_judged": "no_entry"}
    return {"value": recent["pain_nrs"].item(), "day": recent["local_date"].item()}


_FACTS: Final = {"F1": _longest_run, "F2": _volume, "F4": _ratio, "F6": _pain}
