"""Twelve weeks of pain above twelve weeks of kilometres, on one axis, drawn without a script.

Everything along the weeks is in percent of the picture's width, so it fits paper and phone alike;
heights are in pixels. A day without an entry has no dot and a mark below; nothing is smoothed.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.physio_weeks import (
    LAST_DAY,
    WEEKS,
    days_so_far,
    mondays,
    weekly_kilometres,
    weekly_pain,
    within,
)
from dashboards.wording.amounts import UNKNOWN
from dashboards.wording.cohort import programme_phase

LEFT: Final = 4.0
"""Percent of the width that the scales take."""
DAYS: Final = 7 * WEEKS
EDGE: Final = 7
PAIN_HEIGHT: Final = 118
PAIN_TOP: Final = 10.0
LOAD_HEIGHT: Final = 64
LOAD_ROOM: Final = 16
"""Above the highest bar, for its number."""
HALF: Final = 50.0
WIDE: Final = 0.62
"""Of a week's room, a bar's."""

Mark = dict[str, Any]


def physio_picture(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the marks of both strips and of the days between them."""
    today = facts.athlete(marts)["today"]
    weeks = mondays(today)
    return {
        "left": LEFT,
        "weeks": [{"x": _along(weeks, monday), "label": t.day_of_year(monday)} for monday in weeks],
        "pain": _pain(marts, weeks, today),
        "gaps": _gaps(marts, weeks, today),
        "programmes": _programmes(marts, weeks, today, t),
        "load": _load(marts, weeks, t),
    }


def _along(weeks: list[date], day: date, hours: float = 0.0) -> float:
    """Return where a day begins along the picture, in percent."""
    number = (day - weeks[0]).days + hours / 24
    return round(LEFT + (100 - LEFT) * max(0.0, min(number, DAYS)) / DAYS, 2)


# ---------- pain


def _pain(marts: Marts, weeks: list[date], today: date) -> dict[str, Any]:
    scores = within(facts.back_pain(marts), today)
    return {
        "height": PAIN_HEIGHT,
        "scale": [(_pain_y(value), f"{value:.0f}") for value in (0.0, 5.0, PAIN_TOP)],
        "marks": [_score(row, weeks) for row in scores.to_dicts()],
        "medians": _medians(marts, weeks),
        "rests": _spans(marts["fct_rest_blocks"], "rest_from", "rest_until", weeks, today),
    }


def _pain_y(value: float) -> float:
    return round(EDGE + (PAIN_HEIGHT - 2 * EDGE) * (1 - value / PAIN_TOP), 1)


def _score(row: Row, weeks: list[date]) -> Mark:
    return {
        "x": _along(weeks, row["local_date"], hours=12),
        "y": _pain_y(row["pain_nrs"]),
        "is_sharp": bool(row["is_sharp"]),
        "is_hollow": bool(row["is_medicated"]),
    }


def _medians(marts: Marts, weeks: list[date]) -> list[Mark]:
    """Return a line over each week that has a median."""
    rows = weekly_pain(marts)
    told = [(monday, rows[monday]["median_nrs"]) for monday in weeks if monday in rows]
    return [
        {
            "x1": _along(weeks, monday),
            "x2": _along(weeks, monday + LAST_DAY, hours=24),
            "y": _pain_y(median),
        }
        for monday, median in told
        if median is not None
    ]


def _spans(rows: pl.DataFrame, first: str, last: str, weeks: list[date], today: date) -> list[Mark]:
    return [span for _, span in _seen(rows, first, last, weeks, today)]


def _seen(
    rows: pl.DataFrame, first: str, last: str, weeks: list[date], today: date
) -> list[tuple[Row, Mark]]:
    """Return the spans that reach into the weeks; what has not ended goes on to today."""
    until = pl.col(last).fill_null(today)
    seen = rows.filter(until >= weeks[0], pl.col(first) <= today).sort(first)
    return [
        (row, _between(weeks, row[first], min(row[last] or today, today)))
        for row in seen.to_dicts()
    ]


def _between(weeks: list[date], first: date, last: date) -> Mark:
    x = _along(weeks, first)
    return {"x": x, "width": round(_along(weeks, last, hours=24) - x, 2)}


def _gaps(marts: Marts, weeks: list[date], today: date) -> list[Mark]:
    """Return the spans of days without an entry about the back."""
    logged = set(within(facts.back_pain(marts), today)["local_date"])
    empty = [day for day in days_so_far(marts) if day not in logged]
    return [_between(weeks, days[0], days[-1]) for days in _runs_of_days(empty)]


def _runs_of_days(days: Iterable[date]) -> list[list[date]]:
    """Return days in order as spans of days that follow each other."""
    numbered = groupby(enumerate(days), key=lambda each: each[1] - timedelta(days=each[0]))
    return [[day for _, day in span] for _, span in numbered]


def _programmes(marts: Marts, weeks: list[date], today: date, t: Translator) -> list[Mark]:
    """Return where programmes lie, each with its name on the side that has room for it."""
    rows = marts["fct_programmes"]
    return [
        span
        | {"told": programme_phase(row, today, t)}
        | ({"end": round(span["x"] + span["width"], 2)} if span["x"] > HALF else {"end": None})
        for row, span in _seen(rows, "started_on", "ended_on", weeks, today)
    ]


# ---------- kilometres


def _load(marts: Marts, weeks: list[date], t: Translator) -> dict[str, Any]:
    rows = weekly_kilometres(marts)
    told = [(monday, rows[monday]) for monday in weeks if monday in rows]
    known = [row["weekly_load"] for _, row in told if row["weekly_load"] is not None]
    top = max(known, default=0.0) or 1.0
    return {
        "height": LOAD_HEIGHT,
        "ground": LOAD_HEIGHT - 1,
        "bars": [_bar(monday, row, top, weeks, t) for monday, row in told],
    }


def _bar(monday: date, row: Row, top: float, weeks: list[date], t: Translator) -> Mark:
    """Return a week's bar with its number; hollow where not every day is known."""
    km = row["weekly_load"]
    height = round((LOAD_HEIGHT - LOAD_ROOM) * (km or 0.0) / top, 1)
    middle = _along(weeks, monday, hours=84)
    half = round(WIDE / 2 * (100 - LEFT) / WEEKS, 2)
    return {
        "x": round(middle - half, 2),
        "middle": middle,
        "width": 2 * half,
        "y": round(LOAD_HEIGHT - 1 - height, 1),
        "height": height,
        "number": UNKNOWN if km is None else t.number(t.from_km(km), 0),
        "is_complete": row["is_complete"],
    }
