"""One athlete of the group: how urgent, why, and what a coach asks next."""

from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import quote

import polars as pl

from dashboards import facts, wording
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.sections.status import TONES
from dashboards.wording import cohort as words
from dashboards.wording.habits import HABITS, habit_name, habit_word
from pipeline.home import SHEET

ORDER: Final = ("high", "watch", "no_data", "ok")
REASONS: Final = 4
"""So many stand in sight; more are folded, since a row has to be read at a glance."""
WEEKS: Final = 12
BAR: Final = 10
"""Width of one week in the little picture."""
TALLEST: Final = 26
FOLLOWED: Final = timedelta(days=182)
"""So long after its end a programme is followed up (SCIENCE C.4)."""


def cohort_person(marts: Marts, language: Translator) -> dict[str, Any]:
    """Return what the overview says of one athlete, in their own units.

    Parameters
    ----------
    marts
        One athlete's rows of `dashboards.cohort.MARTS`.
    language
        The language.
    """
    person, status, flags = facts.athlete(marts), facts.latest_status(marts), _raised(marts)
    t = language.in_units(person["units"])
    plan = facts.plan(marts)
    level = wording.shown_level(status, person)
    kind = level if level in ORDER else "no_data"
    why = _why(status, flags, person, plan, t)
    icon, word = wording.cohort_word(level, t, is_silent=facts.is_silent(person))
    return {
        "id": person["athlete_id"],
        "today": person["today"],
        "name": person["display_name"],
        "href": quote(_file_name(person["athlete_id"], t)),
        "physio": quote(_file_name(f"{person['athlete_id']}{SHEET}", t)),
        "level": kind,
        "rank": (ORDER.index(kind), not _has_red_flag(flags), -len(flags)),
        "tone": TONES[level],
        "icon": icon,
        "word": word,
        "why": why[:REASONS],
        "more": why[REASONS:],
        "next_run": wording.next_run(plan, t),
        "next_week": wording.next_week(plan, t),
        "pain": _pain(marts, person["today"], t),
        "age": words.ago(facts.newest_data(person), person["today"], t),
        "programme": _programme(marts, person["today"], t),
        "seven": _seven(marts, person["today"], t),
        **_weeks(marts, person["today"], t),
    }


def _file_name(athlete_id: str, t: Translator) -> str:
    return f"{athlete_id}.html" if t.language == "en" else f"{athlete_id}.{t.language}.html"


def _raised(marts: Marts) -> list[Row]:
    return [flag for flag in facts.latest_flags(marts) if flag["level"] != "info"]


def _has_red_flag(flags: list[Row]) -> bool:
    return any(flag["family"] == "red_flag" for flag in flags)


def _why(
    status: Row | None, flags: list[Row], person: Row, plan: Row | None, t: Translator
) -> list[str]:
    """Return the reasons, and what cannot be judged where that is news to the reader."""
    sentences = wording.status_sentences(status, flags, person, t, plan)
    if status is None or status["level"] == "no_data":
        return sentences
    return sentences + wording.missing_halves(status, person, t)


def _pain(marts: Marts, today: date, t: Translator) -> dict[str, str]:
    """Return the newest score of the low back, however old, and when it was."""
    newest = facts.one_row(facts.back_pain(marts).tail(1))
    if newest is None:
        return {"score": DASH, "when": words.ago(None, today, t)}
    score = t.number(newest["pain_nrs"], 0)
    return {"score": score, "when": words.ago(newest["local_date"], today, t)}


def _programme(marts: Marts, today: date, t: Translator) -> str:
    """Return the phase of the newest programme, as long as it or its follow-up lasts."""
    last = pl.col("ended_on").fill_null(today)
    lately = marts["fct_programmes"].filter(last >= today - FOLLOWED)
    return words.programme_phase(facts.one_row(lately.sort("started_on").tail(1)), today, t)


def _seven(marts: Marts, today: date, t: Translator) -> list[dict[str, str]]:
    """Return the answers of the last full week, in the order of the article."""
    of_week = pl.col("week_start") == _last_monday(today)
    rows = marts["fct_habits"].filter(of_week).rows(named=True)
    of_habit = {row["habit"]: row for row in rows}
    return [_answer(habit, of_habit.get(habit), t) for habit in HABITS]


def _answer(habit: str, row: Row | None, t: Translator) -> dict[str, str]:
    tone, icon, word = habit_word(row, t)
    told = t.gettext("{habit}: {word}", habit=habit_name(habit, t), word=word)
    return {"tone": tone, "icon": icon, "told": told}


def _last_monday(today: date) -> date:
    """Return on which Monday the last week began that is over."""
    return today - timedelta(days=today.weekday() + 7)


def _weeks(marts: Marts, today: date, t: Translator) -> dict[str, Any]:
    """Return the bars of the last weeks, hollow where not whole, and the last full week's way."""
    weeks = facts.in_kilometres(marts["fct_weekly_load"]).sort("week_start").tail(WEEKS)
    largest = weeks["weekly_load"].max()
    top = float(str(largest)) if largest else 1.0
    whole = facts.one_row(weeks.filter("is_complete", week_start=_last_monday(today)))
    return {
        "weeks": [_bar(place, row, top) for place, row in enumerate(weeks.rows(named=True))],
        "distance": DASH if whole is None else t.distance(whole["weekly_load"], 0),
    }


def _bar(place: int, row: Row, top: float) -> dict[str, float | bool]:
    height = round(TALLEST * (row["weekly_load"] or 0.0) / top, 1)
    return {
        "x": BAR * place,
        "y": round(TALLEST + 1 - height, 1),
        "height": height,
        "is_complete": row["is_complete"],
    }
