"""What a signal of load has seen, as one sentence with the run, its numbers and their base."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.amounts import briefly, in_unit

Row = Mapping[str, Any]
HIGHEST_PAIN_AFTER_BREAK: Final = 3


def session_spike(flag: Row, t: Translator) -> str:
    """Return how long the run was, and the longest before it."""
    told = _longer(flag, t)
    if flag["cause"] == "twice":
        again = t.gettext("It was the second within 14 days by more than 30%.")
        return f"{told} {again}"
    return told


def _longer(flag: Row, t: Translator) -> str:
    facts = {"day": t.day(flag["raised_on"]), "above": t.percent(100 * (flag["value"] - 1))}
    if flag.get("distance_km") is None:
        return t.gettext(
            "The run of {day} was {above} longer than any run of the 30 days before.", **facts
        )
    return t.gettext(
        "The run of {day} ({km}) was {above} longer than any run of the 30 days before, "
        "the longest of which was {longest}.",
        km=t.distance(flag["distance_km"]),
        longest=t.distance(flag["longest_before_km"]),
        **facts,
    )


def volume_step(flag: Row, t: Translator) -> str:
    """Return the distance of 7 or 14 days, and the most there were before."""
    days = 14 if flag["cause"] == "fortnight" else 7
    facts = {"days": days, "day": t.day(flag["raised_on"]), "above": t.percent(flag["value"])}
    step = _signal(flag, "fortnight_step" if days > 7 else "week_step")  # noqa: PLR2004 - a week
    if step is None or step["measured"] is None:
        return t.gettext(
            "The {days} days to {day} went {above} beyond the fullest such span of the weeks "
            "before.",
            **facts,
        )
    return t.gettext(
        "The {days} days to {day} held {km}, {above} more than the fullest such span of the "
        "weeks before ({largest}).",
        km=t.distance(step["measured"]),
        largest=t.distance(step["reference"]),
        **facts,
    )


def shape(flag: Row, t: Translator) -> str:
    """Return the signs a one-sided week shows."""
    signs = [
        _SIGNS[sign](_signal(flag, sign), t)
        for sign in (flag["cause"] or "").split("+")
        if sign in _SIGNS
    ]
    day = t.day(flag["raised_on"])
    if not signs:
        return t.gettext("The 7 days to {day} show signs of a one-sided week.", day=day)
    return t.gettext(
        "The 7 days to {day} show {n} of the 4 signs of a one-sided week: {signs}.",
        day=day,
        n=len(signs),
        signs="; ".join(signs),
    )


def _monotony(sign: Row | None, t: Translator) -> str:
    if sign is None:
        return t.gettext("days much alike")
    return t.gettext(
        "days much alike (monotony {value}, limit {limit})",
        value=t.number(sign["value"], 2),
        limit=t.number(sign["threshold"], 0),
    )


def _strain(sign: Row | None, t: Translator) -> str:
    if sign is None or sign["threshold"] is None:
        return t.gettext("more strain than usual")
    return t.gettext(
        "more strain than on 9 of 10 days of the half year before ({value}, limit {limit})",
        value=in_unit(sign["value"], "strain", t),
        limit=in_unit(sign["threshold"], "strain", t),
    )


def _hard_days(sign: Row | None, t: Translator) -> str:
    if sign is None:
        return t.gettext("several hard days in a row")
    return t.gettext("{n} hard days in a row", n=t.number(sign["value"], 0))


def _run_days(sign: Row | None, t: Translator) -> str:
    if sign is None:
        return t.gettext("more running days than usual")
    return t.gettext(
        "{n} running days, where {usual} are usual",
        n=t.number(sign["value"], 0),
        usual=briefly(sign["reference"], t),
    )


_SIGNS: Final[dict[str, Callable[[Row | None, Translator], str]]] = {
    "monotony": _monotony,
    "strain": _strain,
    "hard_days": _hard_days,
    "run_days": _run_days,
}


def ratio(flag: Row, t: Translator) -> str:
    """Return which of the two ratios was high."""
    facts = {"day": t.day(flag["raised_on"]), "ratio": t.number(flag["value"], 2)}
    if flag["cause"] == "ewma":
        return t.gettext(
            "On {day}, the weighted mean of the last 7 days came to {ratio} times that of the last "
            "28.",
            **facts,
        )
    return t.gettext("On {day}, the last 7 days came to {ratio} times the 21 before.", **facts)


def descent(flag: Row, t: Translator) -> str:
    """Return the metres downhill of a week, and of a usual one."""
    facts = {"day": t.day(flag["raised_on"]), "ratio": t.number(flag["value"], 1)}
    week = _signal(flag, "descent")
    if week is None or week["measured"] is None:
        return t.gettext(
            "The 7 days to {day} went {ratio} times as far downhill as a usual week.", **facts
        )
    return t.gettext(
        "The 7 days to {day} went {metres} downhill, {ratio} times a usual week ({usual}).",
        metres=in_unit(week["measured"], "m", t),
        usual=in_unit(week["reference"], "m", t),
        **facts,
    )


def after_break(flag: Row, t: Translator) -> str:
    """Return which rule of the 28 days after a break was broken."""
    facts = {"day": t.day(flag["raised_on"])}
    if flag["cause"] == "next_day":
        return t.gettext("On {day} you ran on a second day in a row, soon after a break.", **facts)
    if flag["cause"] == "pain":
        return _pain_after_break(flag, facts, t)
    facts |= {"km": t.distance(flag["value"]), "limit": t.distance(flag["threshold"])}
    if flag["cause"] == "run":
        return t.gettext(
            "The run of {day} ({km}) was longer than the first ones after a break should be "
            "({limit}, half of the longest before it).",
            **facts,
        )
    return t.gettext(
        "The 7 days to {day} held {km}; in the first weeks after a break {limit} is the most.",
        **facts,
    )


def _pain_after_break(flag: Row, facts: Row, t: Translator) -> str:
    pain, limit = (in_unit(flag[part], "nrs", t) for part in ("value", "threshold"))
    if flag["value"] > HIGHEST_PAIN_AFTER_BREAK:
        return t.gettext(
            "On {day} you ran soon after a break with pain of {pain}.", pain=pain, **facts
        )
    return t.gettext(
        "On {day} you ran soon after a break while pain was rising, from {before} to {pain}.",
        before=limit,
        pain=pain,
        **facts,
    )


def _signal(flag: Row, rule: str) -> Row | None:
    """Return the row of `fct_signals` of the day the flag was raised, where it was given."""
    signals: Mapping[str, Row] = flag.get("signals") or {}
    return signals.get(rule)
