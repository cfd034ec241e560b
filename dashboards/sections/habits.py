"""The seven things the runners' article recommends: this week, eight weeks, what comes next."""

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.habits_hold import hold_of
from dashboards.tables import Cell, Table, day
from dashboards.wording import habits as wording
from dashboards.wording.form import form_advice, form_hint, form_notes, form_told
from dashboards.wording.habits_cues import cues, evidence_told
from dashboards.wording.habits_dose import strength_dose
from dashboards.wording.habits_next import Hold, hold_told, next_command, next_told
from dashboards.wording.habits_reasons import habit_told

STRIP_WEEKS: Final = 8

Box = dict[str, Any]
Weeks = dict[date, Row]
"""Monday -> the row of one habit."""


def habits_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the seven boxes, the answer above them and the eight weeks as a table."""
    mondays = _mondays(facts.athlete(marts)["today"])
    rows = {habit: _weeks(marts["fct_habits"], habit) for habit in wording.HABITS}
    this_week = [weeks[mondays[-1]] for weeks in rows.values() if mondays[-1] in weeks]
    hold, form = hold_of(marts), _of_week(marts["fct_form"], mondays[-1])
    return {
        "answer": wording.habits_answer(this_week, t),
        "hold": hold_told(hold, t) if hold else "",
        "dose": strength_dose(_of_week(marts["fct_strength_weeks"], mondays[-1]), t),
        "boxes": [
            _box(row, rows[row["habit"]], mondays, t)
            | _next(marts, row, hold, t)
            | _beside(row, form, hold, t)
            for row in this_week
        ],
        "steps": [*form_told(form, t), *form_notes(t)],
        "table": _table(rows, mondays, t),
    }


def _mondays(today: date) -> list[date]:
    """Return the Mondays of the last weeks, the one in progress last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(STRIP_WEEKS))]


def _of_week(frame: pl.DataFrame, monday: date) -> list[Row]:
    return frame.filter(week_start=monday).to_dicts()


def _weeks(habits: pl.DataFrame, habit: str) -> Weeks:
    return {row["week_start"]: row for row in habits.filter(habit=habit).to_dicts()}


def _box(row: Row, weeks: Weeks, mondays: list[date], t: Translator) -> Box:
    tone, icon, word = wording.habit_word(row, t)
    return {
        "name": wording.habit_name(row["habit"], t),
        "tone": tone,
        "icon": icon,
        "word": word,
        "fact": habit_told(row, t),
        "strip": [_square(monday, weeks.get(monday), t) for monday in mondays],
        "streak": wording.streak_told(row["streak_weeks"], t),
        "evidence": evidence_told(row["habit"], t),
    }


def _next(marts: Marts, row: Row, hold: Hold | None, t: Translator) -> Box:
    words = next_command(row, hold)
    return {
        "next": next_told(row, hold, t),
        "command": facts.own_command(marts, *words) if words else "",
    }


def _beside(row: Row, form: list[Row], hold: Hold | None, t: Translator) -> Box:
    """Return the cues, and of form its hints; they are for nobody who is asked to rest."""
    told = cues(row["habit"], t)
    if row["habit"] != "form" or hold is not None:
        return {"hints": [], "cues": told}
    hints = [form_hint(one, t) for one in form if one["is_hint"]]
    return {"hints": [*hints, *filter(None, [form_advice(form, t)])], "cues": told}


def _square(monday: date, row: Row | None, t: Translator) -> dict[str, Any]:
    tone, icon, word = wording.habit_word(row, t)
    label = t.gettext("Week from {date}: {word}", date=t.date(monday), word=word)
    return {"tone": tone, "icon": icon, "label": label, "is_open": bool(row and row["is_open"])}


def _table(rows: dict[str, Weeks], mondays: list[date], t: Translator) -> Table:
    headers = [
        t.gettext("Week from Monday"),
        *(wording.habit_name(habit, t) for habit in wording.HABITS),
    ]
    cells = [
        [day(monday, t), *(_cell(weeks.get(monday), t) for weeks in rows.values())]
        for monday in reversed(mondays)
    ]
    return Table(t.gettext("The seven by week"), headers, cells, is_stacked=True)


def _cell(row: Row | None, t: Translator) -> Cell:
    tone, icon, word = wording.habit_word(row, t)
    return Cell(f"{icon} {word}", mark="" if tone == "none" else tone)
