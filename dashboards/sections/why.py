"""Why: each signal with its value, limit, evidence, meaning, end and one thing to do."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from dashboards import facts, wording
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.runs import session_links
from dashboards.wording.families import FAMILIES, LOAD_FAMILIES, PAIN_FAMILIES

TONES: Final = {"info": "none", "watch": "careful", "high": "high", "see_doctor": "high"}
ALWAYS: Final = {*PAIN_FAMILIES, *LOAD_FAMILIES} - {"return"}
"""Families that are told of every day, judged or not."""

SCALES: Final = {
    "F1": (1.0, 1.1, 2.0, 2.4),
    "F2": (0.0, 30.0, 100.0, 130.0),
    "F6": (0.0, 4.0, 7.0, 10.0),
}
"""Family -> where its bar begins, turns careful, turns high, and ends (SCIENCE E.1)."""


def why_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the open signals, those for information, and the folded quiet families."""
    flags, plan = facts.latest_flags(marts), facts.plan(marts)
    link = session_links(marts, t.language)
    told = [(flag["level"], _reason(flag, link, plan, t)) for flag in flags]
    raised = {flag["family"] for flag in flags}
    days = facts.history_days(facts.athlete(marts))
    quiet = [
        _quiet(family, rows, days, t)
        for family, rows in _rules_of_families(marts).items()
        if family not in raised
    ]
    return {
        "open": [reason for level, reason in told if level != "info"],
        "info": [reason for level, reason in told if level == "info"],
        "steady": [family for family in quiet if family["is_steady"]],
        "not_judged": [family for family in quiet if not family["is_steady"]],
    }


def _reason(
    flag: Row, link: Callable[[str | None], str], plan: Row | None, t: Translator
) -> dict[str, Any]:
    """Return all that is told of a signal; `link` leads to the run behind it, if one is."""
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
        "clearing": wording.clearing_sentence(flag, t),
        "meaning": wording.meaning_sentence(flag, t),
        "action": wording.action_sentence(flag, t, plan),
        "meter": _meter(flag),
        "run": link(flag["session_id"]),
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


def _rules_of_families(marts: Marts) -> dict[str, list[Row]]:
    """Return the day's rules by family; those of a return only while there is one."""
    rules = facts.latest_signals(marts)
    told = [row for row in rules if row["not_judged"] != "not_returning"]
    by_family = {family: [row for row in told if row["family"] == family] for family in FAMILIES}
    return {family: rows for family, rows in by_family.items() if rows or family in ALWAYS}


def _quiet(family: str, rules: Sequence[Row], days: int, t: Translator) -> dict[str, Any]:
    """Return a family without a signal: steady with its numbers, or why it is not judged."""
    is_steady = facts.is_steady(family, rules)
    unknown = [row for row in rules if row["is_over"] is None]
    return {
        "name": wording.family_name(family, t),
        "is_steady": is_steady,
        "evidence": wording.evidence_letter(family),
        "rules": [_rule(row, days, t) for row in rules] if is_steady else [],
        "reasons": [] if is_steady else wording.family_not_judged(unknown, t, days),
    }


def _rule(row: Row, days: int, t: Translator) -> dict[str, Any]:
    is_judged = row["is_over"] is not None
    return {
        "name": wording.rule_name(row["rule"], t),
        "value": wording.rule_value(row, t) if is_judged else "",
        "limit": wording.rule_limit(row, t) if is_judged else "",
        "told": wording.working(row, t)
        if is_judged
        else wording.not_judged_sentence(row["not_judged"], t, row["rule"], days),
        "is_over": bool(row["is_over"]),
    }
