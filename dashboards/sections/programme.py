"""Did my strength training help: the answer, what goes with it, and the weeks around it."""

from typing import Any, Final

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.programme_picture import picture
from dashboards.sections.programme_tables import numbers, week_by_week
from dashboards.wording import programme as wording
from dashboards.wording.programme_beside import beside

EXERCISED: Final = ("leg", "back", "core")
"""The trial's three programmes, as they are explained."""


def programme_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return what is told of the newest programme, of earlier ones, and how to begin one."""
    rows = marts["fct_programmes"].sort("started_on", descending=True).to_dicts()
    newest = rows[0] if rows else None
    weeks = _weeks(newest, marts)
    return {
        "answer": _answer(newest, t),
        "caveat": wording.caveat(t) if newest else "",
        "missing": wording.missing(newest, t) if newest else [],
        "beside": beside(newest, t) if newest else [],
        "rule": wording.rule(t) if newest else "",
        "picture": picture(newest, weeks, t) if newest and weeks else None,
        "tables": [numbers(newest, t), week_by_week(weeks, t)] if newest else [],
        "earlier": [wording.answer(row, t) for row in rows[1:]],
        "begin": None if _is_running(newest) else _begin(marts, t),
        "kinds": [_kind(name, t) for name in EXERCISED],
        "dose": wording.dose(t),
    }


def _is_running(newest: Row | None) -> bool:
    return newest is not None and newest["ended_on"] is None


def _answer(newest: Row | None, t: Translator) -> str:
    if newest is None:
        return t.gettext("You have not told of a strength programme, so there is nothing to judge.")
    return wording.answer(newest, t)


def _begin(marts: Marts, t: Translator) -> dict[str, str]:
    return {
        "sentence": wording.before_you_start(t),
        "command": facts.own_command(marts, "programme", "start", "leg"),
    }


def _kind(name: str, t: Translator) -> dict[str, str]:
    return {"name": wording.programme_name(name, t), "contents": wording.contents(name, t)}


def _weeks(newest: Row | None, marts: Marts) -> list[Row]:
    if newest is None:
        return []
    weeks = marts["fct_programme_weeks"].filter(started_on=newest["started_on"])
    return weeks.sort("week").to_dicts()
