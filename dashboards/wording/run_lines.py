"""What is told beside a run's lines: from where to where they go, how long, and why there is none."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.units import clock

Row = Mapping[str, Any]

A_PAUSE_S: Final = 60
"""So much longer than its timer ran a recording has to be before its pauses are worth a word."""


def trace_told(trace: Row, t: Translator) -> tuple[str, str]:
    """Return what a line of `pipeline.traces` shows, and between which values it goes."""
    low, high = trace["low"], trace["high"]
    if trace["measure"] == "pace":
        paces = {"fast": t.pace_clock(low), "slow": t.pace(high)}
        return t.gettext("Pace"), t.gettext("fastest {fast}, slowest {slow}", **paces)
    if trace["measure"] == "heart_rate":
        rates = {"low": t.number(low, 0), "high": t.number(high, 0)}
        return t.gettext("Heart rate"), t.gettext("lowest {low}, highest {high} a minute", **rates)
    heights = {"low": t.number(t.from_m(low), 0), "high": t.elevation(high)}
    return t.gettext("Altitude"), t.gettext("lowest {low}, highest {high}", **heights)


def end_told(run: Row, span_s: float, t: Translator) -> str:
    """Return when a run's lines end: pauses are in them, and not in the time it took."""
    end = clock(span_s)
    if run["timer_s"] is None or span_s - run["timer_s"] <= A_PAUSE_S:
        return end
    return t.gettext("{time} with pauses", time=end)


def no_lines_told(run: Row, t: Translator) -> str:
    """Return why a run has no line."""
    if run["is_added"]:
        return t.gettext("No lines: you typed this run in, so nothing was recorded on the way.")
    return t.gettext(
        "No lines: its file tells of the run as a whole, not of pace, heart rate or altitude on "
        "the way."
    )
