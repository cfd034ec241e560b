"""The seven things the runners' article recommends: this week, eight weeks, what comes next."""

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.habits_days import days_told
from dashboards.sections.habits_hold import hold_of
from dashboards.tables import Cell, Table, day
from dashboards.wording import habits as wording
from dashboards.wording.form import form_advice, form_hint, form_notes, form_told
from dashboards.wording.habits_cues import cues, evidence_told
from dashboards.wording.habits_dose import strength_dose
from dashboards.wording.habits_hold import Hold, hold_told
from dashboards.wording.habits_next import next_command, next_told
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
        "dose": _dose(marts, mondays[-1], hold, t),
        "boxes": [
            _box(row, _strip(rows[row["habit"]], mondays, t), t) | _more(marts, row, hold, t)
            for row in this_week
        ],
        "steps": [*form_told(form, t), *form_notes(t)],
        "table": _table(rows, mondays, t),
    }


def _dose(marts: Marts, monday: date, hold: Hold | None, t: Translator) -> str:
    weeks = _of_week(marts["fct_strength_weeks"], monday)
    return strength_dose(weeks, t, is_held=hold is not None)


def _mondays(today: date) -> list[date]:
    """Return the Mondays of the last weeks, the one in progress last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(STRIP_WEEKS))]


def _of_week(frame: pl.DataFrame, monday: date) -> list[Row]:
    return frame.filter(week_start=monday).to_dicts()


def _weeks(habits: pl.DataFrame, habit: str) -> Weeks:
    return {row["week_start"]: row for row in habits.filter(habit=habit).to_dicts()}


def _box(row: Row, strip: list[Box], t: Translator) -> Box:
    tone, icon, word = wording.habit_word(row, t)
    return {
        "name": wording.habit_name(row["habit"], t),
        "tone": tone,
        "icon": icon,
        "word": word,
        "fact": habit_told(row, t),
        "strip": strip,
        "streak": wording.streak_told(row["streak_weeks"], t),
        "evidence": evidence_told(row["habit"], t),
        "cues": cues(row["habit"], t),
    }


def _more(marts: Marts, row: Row, hold: Hold | None, t: Translator) -> Box:
    """Return what stands beside an answer: its days, hints of form, and what comes next."""
    open_row = row | {"days_left": _days_left(marts, row)}
    words = next_command(open_row, hold, t)
    return {
        "hints": _hints(marts, row, t) if hold is None else [],
        "days": days_told(marts, row, t),
        "next": next_told(open_row, hold, t),
        "command": facts.own_command(marts, *words) if words else "",
    }


def _days_left(marts: Marts, row: Row) -> int:
    """Return on how many days of the week a score can still come that is not there yet."""
    today: date = facts.athlete(marts)["today"]
    has_score = not facts.back_pain(marts).filter(local_date=today).is_empty()
    monday: date = row["week_start"]
    return 7 - (today - monday).days - has_score


def _hints(marts: Marts, row: Row, t: Translator) -> list[str]:
    """Return the hints of form; they are for nobody who is asked to rest."""
    if row["habit"] != "form":
        return []
    form = _of_week(marts["fct_form"], row["week_start"])
    hints = [form_hint(one, t) for one in form if one["is_hint"]]
    return [*hints, *filter(None, [form_advice(form, t)])]


def _strip(weeks: Weeks, mondays: list[date], t: Translator) -> list[Box]:
    return [_square(monday, weeks.get(monday), t) for monday in mondays]


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
