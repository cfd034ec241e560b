"""A strength programme's weeks as marks in four strips: pain, capability, sessions, kilometres.

Everything along the weeks is in percent of the picture's width, so it fits any screen; heights are
in pixels. A week nobody knows has no mark. Nothing is smoothed.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from dashboards.facts import Row
from dashboards.i18n import Translator

LEFT: Final = 7.0
"""Percent of the width that the scales take."""
MIDDLE: Final = 50.0
EDGE: Final = 8
SCALE_TOP: Final = 10.0
HEIGHTS: Final = {"pain": 130, "capability": 100, "sessions": 64, "kilometres": 90}
GOAL: Final = 2
WIDE: Final = 0.7
"""Of a week's room, a bar's."""
UNKNOWN: Final = {"sessions": "unanswered_days", "kilometres": "unknown_days"}
"""Strip -> which of a week's days nobody knows it of."""
ROOM: Final = 1.15
"""How much higher than its highest bar a strip is."""


Along = Callable[[float], float]
"""Where a week, counted from the start, stands along the picture."""


def picture(row: Row, weeks: Sequence[Row], t: Translator) -> dict[str, Any]:
    """Return the marks of one programme's picture.

    Parameters
    ----------
    row
        The row of `fct_programmes`.
    weeks
        Its rows of `fct_programme_weeks`, oldest first.
    t
        The language.
    """
    first, count = weeks[0]["week"], len(weeks)

    def along(week: float) -> float:
        return LEFT + (100 - LEFT) * (week - float(first)) / count

    return {
        "left": LEFT,
        "phases": _phases(row, along, t),
        "pain": _dots("pain", "mean_nrs", weeks, along) | {"levels": _levels(row, along)},
        "capability": _dots("capability", "run_capability", weeks, along),
        "sessions": _bars("sessions", "sessions", weeks, along, goal=GOAL),
        "kilometres": _bars("kilometres", "week_km", weeks, along, told=t.from_km),
    }


def _phases(row: Row, along: Along, t: Translator) -> list[dict[str, Any]]:
    """Return where the programme begins and ends, each with its label on the roomier side."""
    marks = [(0.0, t.gettext("start {date}", date=t.date(row["started_on"])))]
    if row["ended_on"] is not None:
        weeks = ((row["ended_on"] - row["started_on"]).days + 1) / 7
        marks.append((weeks, t.gettext("end {date}", date=t.date(row["ended_on"]))))
    return [
        {
            "x": round(along(week), 2),
            "label": label,
            "anchor": "start" if along(week) < MIDDLE else "end",
        }
        for week, label in marks
    ]


def _levels(row: Row, along: Along) -> list[dict[str, Any]]:
    """Return the means that the answer compares, drawn over the days they are of."""
    start, until = row["started_on"], row["judged_until"]
    spans = []
    if row["baseline_from"] is not None:
        spans.append((row["baseline_nrs"], (row["baseline_from"] - start).days, 0))
    lasted = (until - start).days + 1
    spans.append((row["last_28_days_nrs"], lasted - 28, lasted))
    return [
        {
            "x1": round(along(first / 7), 2),
            "x2": round(along(last / 7), 2),
            "y": _height("pain", value),
        }
        for value, first, last in spans
        if value is not None
    ]


def _height(strip: str, value: float, top: float = SCALE_TOP) -> float:
    """Return how far below a strip's upper end a value lies."""
    room = HEIGHTS[strip] - 2 * EDGE
    return round(EDGE + room * (1 - value / top), 1)


def _dots(strip: str, name: str, weeks: Sequence[Row], along: Along) -> dict[str, Any]:
    """Return dots; a week's pain with a day under a painkiller is hollow."""
    return {
        "height": HEIGHTS[strip],
        "scale": [(_height(strip, value), f"{value:.0f}") for value in (0.0, 5.0, SCALE_TOP)],
        "dots": [
            {
                "x": round(along(week["week"] + 0.5), 2),
                "y": _height(strip, week[name]),
                "is_hollow": strip == "pain" and week["medicated_logs"] > 0,
            }
            for week in weeks
            if week[name] is not None
        ],
    }


def _bars(
    strip: str,
    name: str,
    weeks: Sequence[Row],
    along: Along,
    *,
    goal: float = 0.0,
    told: Callable[[float], float] = float,
) -> dict[str, Any]:
    """Return bars; one of a week of which not every day is known is hollow.

    `told` makes the numbers of the scale from those of the weeks.
    """
    known = [week for week in weeks if week[name] is not None]
    highest = max([goal, *(float(week[name]) for week in known)])
    top = ROOM * highest or 1.0
    return {
        "height": HEIGHTS[strip],
        "scale": [(_height(strip, value, top), f"{told(value):.0f}") for value in (0.0, highest)],
        "goal": _height(strip, goal, top) if goal else None,
        "bars": [_bar(strip, week, float(week[name]), top, along) for week in known if week[name]],
    }


def _bar(strip: str, week: Row, value: float, top: float, along: Along) -> dict[str, Any]:
    x, y = along(week["week"] + (1 - WIDE) / 2), _height(strip, value, top)
    return {
        "x": round(x, 2),
        "width": round(along(week["week"] + (1 + WIDE) / 2) - x, 2),
        "y": y,
        "height": round(_height(strip, 0.0, top) - y, 1),
        "is_complete": not week[UNKNOWN[strip]],
    }
