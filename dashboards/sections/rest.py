"""When the back hurts: the rest it asked for, day by day, and the first week back."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.wording import rest as wording
from pipeline.plan.rests import RECENT_DAYS, REST_DAYS

WALKS: Final = ("walking", "hiking")
SIGNS: Final = {"rest": "✓", "run": "×", "unknown": "?", "today": "●", "ahead": "○"}


def rest_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the rest the back asked for last, its days while it lasts, and what eases it."""
    today = facts.athlete(marts)["today"]
    block = newest_block(marts["fct_rest_blocks"], today)
    is_open = block is not None and today <= block["rest_until"]
    plan = facts.plan(marts)
    return {
        "rule": wording.rest_rule(t),
        "relief": wording.relief_advice(t),
        "told": _told(block, facts.run_days_in(marts, block), plan if is_open else None, t)
        if block
        else [],
        "days": _days(marts, block, today, t) if block and is_open else [],
        "doctor": wording.see_a_doctor(t) if plan and plan["asks_for_doctor"] else "",
    }


def newest_block(blocks: pl.DataFrame, today: date) -> Row | None:
    """Return the rest block asked last, as long as it is told of."""
    ends_on = pl.max_horizontal("rest_until", "returned_on")
    recent = blocks.filter(
        pl.col("asked_on") <= today, ends_on >= today - timedelta(days=RECENT_DAYS)
    )
    return facts.one_row(recent.sort("asked_on").tail(1))


def _told(block: Row, run_days: list[date], plan: Row | None, t: Translator) -> list[str]:
    """Return a rest in sentences: while it lasts, or how it ended and what came after."""
    if plan is not None and plan["rest_until"]:
        sentences = [
            wording.asked(block, t),
            wording.rest_day_told(plan, t),
            wording.so_far(block, t),
            wording.broken(run_days, t),
            wording.nothing_lost(t),
        ]
    else:
        sentences = [
            wording.how_it_ended(block, run_days, t),
            wording.back_again(block, t),
            wording.pain_since(block, t),
            wording.pain_back(block, t),
        ]
    return [sentence for sentence in sentences if sentence]


def _days(marts: Marts, block: Row, today: date, t: Translator) -> list[dict[str, str]]:
    """Return the last 7 days of a rest, one box a day."""
    until = block["rest_until"]
    days = [until - timedelta(days=back) for back in reversed(range(REST_DAYS))]
    states = {row["local_date"]: row for row in marts["fct_days"].to_dicts()}
    others = facts.counted_sessions(marts).filter(pl.col("sport") != "running")
    sports = {day: others.filter(local_date=day)["sport"].to_list() for day in days if day <= today}
    return [_box(day, _state(states.get(day), day, today), sports.get(day, ()), t) for day in days]


def _state(row: Row | None, day: date, today: date) -> str:
    if day > today:
        return "ahead"
    if row is not None and row["day_state"] == "run":
        return "run"
    if day == today:
        return "today"
    return "unknown" if row is None or row["unknown_because"] is not None else "rest"


def _box(day: date, state: str, sports: Iterable[str | None], t: Translator) -> dict[str, str]:
    kinds = {"walk" if sport in WALKS else "other" for sport in sports}
    return {
        "state": state,
        "sign": SIGNS[state],
        "day": t.day(day),
        "short": t.number(day.day, 0),
        "told": wording.day_told(state, kinds, t),
    }
