"""What comes when: a page with little history says how far it is instead of drawing nothing."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import Translator
from dashboards.wording import first_weeks as wording
from dashboards.wording.first_weeks import SoFar

FULL: Final = 100.0
YOUNG_DAYS: Final = 60
"""A first session longer ago is no beginning; days that are missing since then are told by name."""


def first_weeks_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return whether the page is young, what is there already, and what comes when.

    `is_folded` is the first week: sections that need more days stand behind one line then.
    """
    person = facts.athlete(marts)
    so_far = _so_far(marts)
    is_young = facts.history_days(person) <= YOUNG_DAYS
    is_shown = is_young and so_far.days < wording.LOAD_DAYS
    is_first_week = max(so_far.days, so_far.scores) < wording.WEEK_DAYS
    return {
        "is_shown": is_shown,
        "is_folded": is_shown and is_first_week,
        "folded": " · ".join(wording.folded_names(t)),
        "answer": wording.first_answer(so_far, t),
        "counted": wording.counted(so_far, t) if so_far.days or so_far.scores else [],
        "starts": _starts(marts, so_far, t),
        "steps": _steps(marts, so_far, t) if is_shown else [],
    }


def _so_far(marts: Marts) -> SoFar:
    person = facts.athlete(marts)
    today = person["today"]
    return SoFar(
        days=person["known_days"],
        runs=person["run_count"],
        scores=person["entry_days"],
        recent_runs=facts.last_days(facts.runs(marts), today, wording.LOAD_DAYS).height,
        recent_scores=facts.last_days(facts.back_pain(marts), today, wording.MONTH_DAYS).height,
    )


def _starts(marts: Marts, so_far: SoFar, t: Translator) -> list[tuple[str, str]]:
    """Return the steps that nobody has taken yet, each with its command."""
    starts = []
    if facts.athlete(marts)["last_session_date"] is None:
        starts.append((wording.files_start(t), "backstride run"))
    if not so_far.scores:
        starts.append((wording.score_start(t), facts.own_command(marts, "log", "0")))
    return starts


def _steps(marts: Marts, so_far: SoFar, t: Translator) -> list[dict[str, Any]]:
    is_there, shares = _there(marts), _shares(so_far)
    return [
        {
            "step": step,
            "is_there": is_there[step],
            "name": name,
            "told": "" if is_there[step] else wording.what_it_takes(step, so_far, t),
            "share": f"{FULL if is_there[step] else shares[step]:.0f}%",
        }
        for step, name in wording.what_comes(t).items()
    ]


def _there(marts: Marts) -> dict[str, bool]:
    """Return which steps the marts have taken, whatever the days add up to."""
    today, status = _today(marts), facts.latest_status(marts) or {}
    judged = {row["rule"] for row in facts.latest_signals(marts) if row["is_over"] is not None}
    tested = marts["fct_pain_association"].filter("is_primary", status="ok")
    return {
        "calendar": facts.athlete(marts)["session_count"] > 0,
        "pain": bool(status.get("can_judge_pain")),
        "week": today.get("acute_load") is not None,
        "usual": "pain_above_usual" in judged,
        "month": today.get("chronic_load") is not None,
        "load": bool(status.get("can_judge_load")),
        "association": tested.height > 0,
    }


def _today(marts: Marts) -> Mapping[str, Any]:
    """Return today's load in kilometres; nothing where there is no such day."""
    days = facts.in_kilometres(marts["fct_training_load"])
    return facts.one_row(days.filter(local_date=facts.athlete(marts)["today"])) or {}


def _shares(so_far: SoFar) -> dict[str, float]:
    """Return how much of each step's way is behind, in percent.

    Days enough in number, but not the right ones, are no way that can be drawn.
    """
    ways = {
        "week": (so_far.days, wording.WEEK_DAYS),
        "usual": (so_far.recent_scores, wording.USUAL_SCORES),
        "month": (so_far.days, wording.MONTH_DAYS),
        "load": (so_far.days, wording.LOAD_DAYS),
        "association": (so_far.days, wording.ASSOCIATION_DAYS),
    }
    shares = {
        step: FULL * there / needed if there < needed else 0.0
        for step, (there, needed) in ways.items()
    }
    return {"calendar": 0.0, "pain": 0.0, **shares}
