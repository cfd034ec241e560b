"""The year calendar drawn: places in a grid of weeks, as compact marks of SVG.

Each kind of day is one path of zero-length strokes, which their square ends make the cells
of; a year takes a few kilobytes so.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from dashboards.facts import Row
from dashboards.figures.pain import STOP_AT
from dashboards.i18n import Translator

PITCH: Final = 18
HALF: Final = 9
WEEKDAYS: Final = 7
FIRST_WEEKS: Final = 14
MORE_WEEKS: Final = 13
LABEL_WEEKS: Final = 3
"""So many weeks apart stand two names of months."""

TWO_FIGURES: Final = 10

SQUARE: Final = "h0"
HATCH: Final = "m-.4.06l.46-.46m-.35.78l.68-.68"
HOLLOW: Final = "m-.28-.28h.56v.56h-.56z"
RING: Final = "m0-.39a.39.39 0 1 1-.01 0z"
UNDERLINE: Final = "m-.2.34h.4"
FRAME: Final = "m-.44-.44h.88v.88h-.88z"
"""Marks around a cell's middle; a stroke without length is a square by its ends."""

DARK_STEPS: Final = (3, 4)
"""Shades so strong that a score on them is told in the other colour."""


def quarters(days: Sequence[Row], t: Translator, *, starts_on_sunday: bool) -> list[dict[str, Any]]:
    """Return the drawings of the weeks, a quarter of a year each, the oldest first.

    Parameters
    ----------
    days
        Rows of `fct_calendar`, oldest first.
    t
        The language.
    starts_on_sunday
        Whether Sunday is the first row.
    """
    if not days:
        return []
    first = days[0]["week_index"]
    bounds = _bounds(first, days[-1]["week_index"])
    begin = _begin(days[0])
    names = _weekday_names(t, starts_on_sunday=starts_on_sunday)
    return [
        _quarter([day for day in days if low <= day["week_index"] < high], low, high, t)
        | {"first": begin + timedelta(WEEKDAYS * low), "weekdays": names}
        for low, high in bounds
    ]


def _begin(day: Row) -> date:
    """Return which day has the upper left cell of week 0, whether or not anything is known of it."""
    begin: date = day["local_date"] - timedelta(WEEKDAYS * day["week_index"] + day["weekday_index"])
    return begin


def _bounds(first: int, last: int) -> list[tuple[int, int]]:
    """Return from which week to before which one each drawing goes."""
    edges = [first, *range(first + FIRST_WEEKS, last + 1, MORE_WEEKS)]
    width = [FIRST_WEEKS, *[MORE_WEEKS] * (len(edges) - 1)]
    return [(edge, edge + weeks) for edge, weeks in zip(edges, width, strict=True)]


def _weekday_names(t: Translator, *, starts_on_sunday: bool) -> list[tuple[int, str]]:
    names = t.short_weekdays()
    ordered = [*names[-1:], *names[:-1]] if starts_on_sunday else names
    return [(row * PITCH + HALF + 4, name) for row, name in enumerate(ordered)]


def _quarter(days: Sequence[Row], low: int, high: int, t: Translator) -> dict[str, Any]:
    placed = [day | {"column": day["week_index"] - low} for day in days]
    return {
        "width": (high - low) * PITCH,
        "height": WEEKDAYS * PITCH,
        "paths": [(kind, path) for kind, path in _paths(placed).items() if path],
        "scores": _scores(placed),
        "months": _months(placed, t),
    }


def _paths(days: Sequence[Row]) -> dict[str, str]:
    """Return the marks by kind, what lies on top last."""
    known = [day for day in days if day["day_state"] is not None]
    unshaded = [day for day in known if day["km_step"] is None]
    unmeasured = [day for day in unshaded if day["day_state"] == "run"]
    unknown = [day for day in unshaded if is_unknown(day)]
    return {
        "day": _marks(unshaded, SQUARE),
        "unknown": _marks(unknown, HATCH),
        "unmeasured": _marks(unmeasured, HOLLOW),
        **{f"km{step}": _marks(_of_step(known, step), SQUARE) for step in range(1, 5)},
        "other": _marks([day for day in known if day["has_other_sport"]], RING),
        "stop": _marks([day for day in days if _is_stop(day)], SQUARE),
        "pilled": _marks([day for day in days if _is_hidden(day)], UNDERLINE),
        "month": _borders(days),
        "today": _marks([day for day in days if day["is_today"]], FRAME),
    }


def is_unknown(day: Row) -> bool:
    """Tell whether nobody knows of a day's running, whatever else was done on it."""
    return day["distance_km"] is None and day["day_state"] not in (None, "run")


def _of_step(days: Iterable[Row], step: int) -> list[Row]:
    return [day for day in days if day["km_step"] == step]


def _is_stop(day: Row) -> bool:
    return day["pain_nrs"] is not None and day["pain_nrs"] >= STOP_AT


def _is_hidden(day: Row) -> bool:
    """Tell whether a painkiller may hide some of a day's score."""
    return day["pain_nrs"] is not None and day["is_medicated"]


def _marks(days: Iterable[Row], mark: str) -> str:
    """Return a mark around the middle of each day's cell; one unit is a cell."""
    return "".join(f"M{day['column']} {day['weekday_index']}{mark}" for day in days)


def _borders(days: Sequence[Row]) -> str:
    """Return the lines between months: along the first of each, then down its week's side."""
    lines = []
    for day in days:
        column, row = day["column"], day["weekday_index"]
        if day["local_date"].day == 1 and (column, row) != (0, 0):
            upper = (
                f"M{column + 0.5}-.5V{row - 0.5}H{column - 0.5}" if row else f"M{column - 0.5}-.5"
            )
            lines.append(f"{upper}V{WEEKDAYS - 0.5}")
    return "".join(lines)


def _scores(days: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the scores by row and colour: one place on the line for each figure."""
    found: dict[tuple[int, str], list[Row]] = {}
    for day in days:
        if day["pain_nrs"] is not None:
            found.setdefault((day["weekday_index"], _ink(day)), []).append(day)
    return [
        {
            "y": row * PITCH + HALF + 4,
            "ink": ink,
            "x": " ".join(str(x) for day in told for x in _places(day)),
            "text": "".join(str(day["pain_nrs"]) for day in told),
        }
        for (row, ink), told in found.items()
    ]


def _ink(day: Row) -> str:
    return "on" if _is_stop(day) or day["km_step"] in DARK_STEPS else ""


def _places(day: Row) -> list[int]:
    """Return the middle of each figure of a day's score."""
    middle = day["column"] * PITCH + HALF
    return [middle] if day["pain_nrs"] < TWO_FIGURES else [middle - 3, middle + 3]


def _months(days: Sequence[Row], t: Translator) -> list[tuple[int, str]]:
    """Return the names of months over the week of their first day, and one at the beginning."""
    firsts = [day for day in days if day["local_date"].day == 1]
    if days and (not firsts or firsts[0]["column"] - days[0]["column"] >= LABEL_WEEKS):
        firsts = [days[0], *firsts]
    return [(day["column"] * PITCH, t.short_month(day["local_date"])) for day in firsts]
