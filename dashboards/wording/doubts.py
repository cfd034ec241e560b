"""Why two recordings may be one run, and why a session is asked about."""

from typing import Any

from dashboards.i18n import Translator
from pipeline.measures.fast import FAST_MPS

Row = dict[str, Any]
MINUTE_S = 60
HOUR_S = 3600
DAY_S = 86_400


def match_sentence(match: Row, t: Translator) -> str:
    """Return why two recordings are, or may be, one run; the code itself if it is unknown."""
    return {
        "start_and_overlap": _together(match["overlap_share"], t),
        "trimmed": t.gettext("One lies within the other: its start or its end was cut off."),
        "cut_short": t.gettext("They begin in the same second, and one of them breaks off."),
        "parts": t.gettext("One of them tells a part of what the other tells."),
        "shifted": t.gettext(
            "The same run by length and duration, {hours} apart: one clock may have been wrong.",
            hours=_hours(abs(match["start_gap_s"] or 0), t),
        ),
        "overlap": _doubtful(match["overlap_share"], t),
        "added": t.gettext("You added this session by hand, and a file tells of the same time."),
        "overruled": _said(match["verdict"], t),
    }.get(match["because"], str(match["because"]))


def _together(share: float | None, t: Translator) -> str:
    if share is None:
        return t.gettext("They begin together and are about as long.")
    told = t.percent(100 * share)
    return t.gettext(
        "They begin together, share {share} of their time and are about as long.", share=told
    )


def _doubtful(share: float | None, t: Translator) -> str:
    if share is None:
        return t.gettext("They begin together, but are too different to be sure.")
    told = t.percent(100 * share)
    return t.gettext("They share {share} of their time, but are too different.", share=told)


def _said(verdict: str, t: Translator) -> str:
    if verdict == "possible":
        return t.gettext("You said that they are one run, but something else you said bars it.")
    return t.gettext("You said so.")


def _hours(seconds: float, t: Translator) -> str:
    hours = round(seconds / HOUR_S, 2)
    return t.number(hours, 0 if hours == round(hours) else 2) + "\u00a0h"


def suspect_sentence(reason: str, t: Translator) -> str:
    """Return why a session is asked about; the code itself if it is unknown."""
    return {
        "too_fast": t.gettext(
            "Above {speed}, which nobody runs for long: a ride recorded as a run?",
            speed=t.speed(FAST_MPS),
        ),
        "car_at_end": t.gettext("Fast as a car at its end: was the watch stopped too late?"),
        "too_far": t.gettext("Longer than most people can go on foot."),
        "too_long": t.gettext("Lasted longer than a day: was the watch stopped too late?"),
    }.get(reason, reason)


def suspect_found(suspect: Row, t: Translator) -> str:
    """Return what was found, and from where on it is asked about."""
    value, limit = suspect["value"], suspect["threshold"]
    if suspect["reason"] == "too_fast":
        return t.gettext(
            "{minutes} min faster than {speed}; from {limit} min on it is asked about",
            speed=t.speed(FAST_MPS),
            minutes=t.number(value / MINUTE_S),
            limit=t.number(limit / MINUTE_S, 0),
        )
    if suspect["reason"] == "car_at_end":
        km = t.distance(value / 1000)
        return t.gettext(
            "the last {km} faster than {speed}, as in a car", km=km, speed=t.speed(FAST_MPS)
        )
    if suspect["reason"] == "too_long":
        hours = f"{t.number(value / HOUR_S, 0)}\u00a0h", f"{t.number(limit / HOUR_S, 0)}\u00a0h"
        return _over(*hours, t)
    return _over(t.distance(value / 1000), t.distance(limit / 1000, 0), t)


def _over(found: str, limit: str, t: Translator) -> str:
    return t.gettext("{found}; from {limit} on it is asked about", found=found, limit=limit)


def gap_told(gap_s: float, t: Translator) -> str:
    """Return a time between two moments, in days, hours or minutes."""
    if gap_s >= DAY_S:
        return t.ngettext("one day", "{n} days", round(gap_s / DAY_S))
    if gap_s >= HOUR_S:
        return f"{t.number(gap_s / HOUR_S)}\u00a0h"
    return t.gettext("{minutes} min", minutes=t.number(gap_s / MINUTE_S, 0))
