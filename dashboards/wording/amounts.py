"""Values and limits in their units, one place for signals, flags and the terminal's tables."""

from collections.abc import Callable
from typing import Final

from dashboards.i18n import Translator

UNKNOWN: Final = "–"


def in_unit(value: float | None, unit: str, t: Translator) -> str:
    """Return a value in its unit, empty where there is none.

    Parameters
    ----------
    value
        The number.
    unit
        `times`, `percent`, `km`, `m`, `strain`, `days`, `mornings`, `entries`, `signs`, `nrs`, `points`,
        `is_so`, `ratio` or `whole`.
    t
        The language.
    """
    return "" if value is None else _TOLD[unit](value, t)


def limit_reached(limit: float, unit: str, t: Translator) -> str:
    """Return a limit that is broken by reaching it."""
    told = in_unit(limit, unit, t)
    if unit in ("nrs", "signs"):
        return t.gettext("from {limit}", limit=told)
    return t.gettext("{limit} or more", limit=told)


def _times(value: float, t: Translator) -> str:
    return f"{t.number(value, 2)}\u00a0×"


def _percent(value: float, t: Translator) -> str:
    return f"+{t.percent(value)}" if round(value) > 0 else t.percent(value)


def _days(value: float, t: Translator) -> str:
    if float(value).is_integer():
        return t.ngettext("one day", "{n} days", int(value))
    return t.gettext("{days} days", days=briefly(value, t))


def _mornings(value: float, t: Translator) -> str:
    return t.ngettext("one morning", "{n} mornings", round(value))


def _entries(value: float, t: Translator) -> str:
    return t.ngettext("one entry", "{n} entries", round(value))


def _signs(value: float, t: Translator) -> str:
    return t.ngettext("one of 4 signs", "{n} of 4 signs", round(value))


def _nrs(value: float, t: Translator) -> str:
    return t.gettext("{pain} of 10", pain=briefly(value, t))


def _points(value: float, t: Translator) -> str:
    if value == 1:
        return t.gettext("one point")
    return t.gettext("{points} points", points=briefly(value, t))


def _is_so(value: float, t: Translator) -> str:
    return t.gettext("yes") if value else t.gettext("no")


def briefly(value: float, t: Translator) -> str:
    """Return a count or a score: a median of them may be a half."""
    return t.number(value, 0 if float(value).is_integer() else 1)


def distance_briefly(km: float, t: Translator) -> str:
    """Return a round distance without a decimal that says nothing: `5 km`, `3.1 mi`."""
    return f"{briefly(round(t.from_km(km), 1), t)}\u00a0{t.distance_unit}"


_TOLD: Final[dict[str, Callable[[float, Translator], str]]] = {
    "times": _times,
    "percent": _percent,
    "km": lambda value, t: t.distance(value),
    "m": lambda value, t: t.elevation(value),
    "strain": lambda value, t: t.number(t.from_km(value)),
    "days": _days,
    "mornings": _mornings,
    "entries": _entries,
    "signs": _signs,
    "nrs": _nrs,
    "points": _points,
    "is_so": _is_so,
    "ratio": lambda value, t: t.number(value, 2),
    "whole": lambda value, t: t.number(value, 0),
}
