"""What is told of one run: its numbers, how it compares, and the pain around it."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import DASH, Translator
from dashboards.wording.amounts import in_unit
from dashboards.wording.families import evidence_letter
from dashboards.wording.rules import rule_limit

Row = Mapping[str, Any]

MINUTE_S: Final = 60
HOUR_S: Final = 3600
SPIKE_SIGNS: Final = {
    "small": ("careful", "△"),
    "moderate": ("high", "▲"),
    "large": ("high", "■"),
    "unknown": ("muted", "○"),
}
"""Class -> colour and sign, as in the chart of the longest runs; none for a usual length."""


def clock(seconds: float) -> str:
    """Return a length of time as a watch shows it: `31:02`, `1:02:31`."""
    minutes, rest = divmod(round(seconds), MINUTE_S)
    hours, minutes_left = divmod(minutes, MINUTE_S)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_told(run: Row) -> str:
    """Return how long a run took by its timer, a dash where nobody knows."""
    return DASH if run["timer_s"] is None else clock(run["timer_s"])


def km_told(run: Row, t: Translator) -> str:
    """Return how far a run went, a dash where nobody knows."""
    return DASH if run["distance_m"] is None else t.distance(run["distance_m"] / 1000)


def pace_told(run: Row) -> str:
    """Return a run's mean pace, empty where distance or time is not known."""
    if not run["distance_m"] or not run["timer_s"]:
        return ""
    return f"{clock(1000 * run['timer_s'] / run['distance_m'])}\u00a0min/km"


def spike_told(run: Row, t: Translator) -> tuple[str, str]:
    """Return colour and sign of a run beyond the longest before it, with how many times as long."""
    colour, sign = SPIKE_SIGNS.get(run["spike_class"], ("", ""))
    if sign and run["spike_ratio"] is not None:
        return colour, f"{sign}\u00a0{in_unit(run['spike_ratio'], 'times', t)}"
    return colour, sign


def length_told(run: Row, name: str, limit: float | None, t: Translator) -> str:
    """Return how long a run was against the longest before it.

    Parameters
    ----------
    run
        A row of `fct_sessions`.
    name
        What its class is called.
    limit
        From where on the longest run raises a signal, as `fct_signals` has it.
    t
        The language.
    """
    if run["spike_ratio"] is None:
        return t.gettext(
            "Not judged: that takes 30 days of history and 3 runs in the 30 days before it."
        )
    facts = {
        "ratio": in_unit(run["spike_ratio"], "times", t),
        "longest": t.distance(run["longest_before_m"] / 1000),
    }
    if run["spike_class"] == "reference" or limit is None:
        return t.gettext("{ratio} the longest of the 30 days before ({longest}).", **facts)
    return t.gettext(
        "{ratio} the longest of the 30 days before ({longest}): {name}; {limit}, evidence {letter}.",
        name=name,
        letter=evidence_letter("F1"),
        limit=rule_limit({"rule": "session_spike", "threshold": limit}, t),
        **facts,
    )


def heart_rate_told(run: Row, t: Translator) -> str:
    """Return mean and highest pulse, empty where neither is known."""
    mean, highest = run["avg_heart_rate_bpm"], run["max_heart_rate_bpm"]
    if mean is None or highest is None:
        return ""
    return t.gettext(
        "{mean} beats a minute on average, {highest} at most",
        mean=t.number(mean, 0),
        highest=t.number(highest, 0),
    )


def climb_told(run: Row, t: Translator) -> str:
    """Return metres up and down, empty where one of them is not known."""
    up, down = run["ascent_m"], run["descent_m"]
    if up is None or down is None:
        return ""
    return t.gettext("{up} up, {down} down", up=in_unit(up, "m", t), down=in_unit(down, "m", t))


def effort_told(run: Row, t: Translator) -> str:
    """Return how hard the runner called it."""
    if run["rpe"] is None:
        return t.gettext("not given")
    return in_unit(run["rpe"], "nrs", t)


def pain_told(run: Row, t: Translator) -> str:
    """Return the back's scores around a run, else the day's worst, and the worst of the day after.

    Parameters
    ----------
    run
        A row of `run_rows`: `entries` of `fct_pain_entries` that tell of it, in their order, and
        the worst scores of its day and of the next, where there are any.
    t
        The language.
    """
    told = [_entry_told(entry, t) for entry in run["entries"]]
    if not told and run["worst"] is not None:
        told = [t.gettext("{pain} at worst on that day", pain=in_unit(run["worst"], "nrs", t))]
    if run["worst_after"] is not None:
        told.append(
            t.gettext(
                "{pain} at worst on the day after", pain=in_unit(run["worst_after"], "nrs", t)
            )
        )
    return "; ".join(told) or t.gettext("nothing logged")


def _entry_told(entry: Row, t: Translator) -> str:
    pain = in_unit(entry["pain_nrs"], "nrs", t) or t.gettext("no score")
    told = {
        "before": t.gettext("before it {pain}", pain=pain),
        "during": t.gettext("during it {pain}", pain=pain),
        "after": t.gettext("after it {pain}", pain=pain),
    }.get(entry["relation"], t.gettext("the next morning {pain}", pain=pain))
    if not entry["is_medicated"]:
        return told
    return t.gettext("{entry} on a day with a painkiller", entry=told)


def trace_told(trace: Row, t: Translator) -> tuple[str, str]:
    """Return what a line shows, and from where to where it goes."""
    low, high = trace["low"], trace["high"]
    if trace["measure"] == "pace":
        ends = {"low": clock(high), "high": clock(low)}
        return t.gettext("Pace"), t.gettext("{low} to {high} min/km", **ends)
    ends = {"low": t.number(low, 0), "high": t.number(high, 0)}
    if trace["measure"] == "heart_rate":
        return t.gettext("Heart rate"), t.gettext("{low} to {high} a minute", **ends)
    return t.gettext("Altitude"), t.gettext("{low} to {high} m", **ends)


def answer(recent: int, flagged: int, judged: int, days: int, t: Translator) -> str:
    """Return how many runs there were lately, and how many of them raised a signal."""
    if not recent:
        return t.gettext("No run in the last {days} days.", days=days)
    runs = t.ngettext(
        "One run in the last {days} days.", "{n} runs in the last {days} days.", recent, days=days
    )
    if not judged and not flagged:
        return f"{runs} {t.gettext('Their length cannot be judged yet.')}"
    none = t.gettext("Not one raised a signal.")
    some = t.ngettext("One raised a signal.", "{n} raised a signal.", flagged)
    return f"{runs} {some if flagged else none}"


def year_told(count: int, flagged: int, t: Translator) -> str:
    """Return how many runs a year held, and how many of them raised a signal."""
    runs = t.ngettext("one run", "{n} runs", count)
    if not flagged:
        return runs
    return t.ngettext("{runs}, one with a signal", "{runs}, {n} with a signal", flagged, runs=runs)


def left_told(count: int, t: Translator) -> str:
    """Return that so many runs stand on the pages of their years only, for want of room."""
    return t.ngettext(
        "One more run with a signal, or of these days, stands on the page of its year.",
        "{n} more runs with a signal, or of these days, stand on the pages of their years.",
        count,
    )
