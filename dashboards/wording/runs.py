"""What is told of one run: its numbers, how it compares, and the pain around it."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import DASH, Translator
from dashboards.units import clock
from dashboards.wording.amounts import in_unit
from dashboards.wording.families import evidence_letter
from dashboards.wording.rules import rule_high, rule_limit

Row = Mapping[str, Any]

LONGER: Final = ("small", "moderate", "large")
"""Classes of a run that went clearly beyond the longest of the 30 days before."""


def time_told(run: Row) -> str:
    """Return how long a run took by its timer, a dash where nobody knows."""
    return DASH if run["timer_s"] is None else clock(run["timer_s"])


def km_told(run: Row, t: Translator) -> str:
    """Return how far a run went, a dash where nobody knows."""
    return DASH if run["distance_m"] is None else t.distance(run["distance_m"] / 1000)


def pace_told(run: Row, t: Translator) -> str:
    """Return a run's mean pace, empty where distance or time is not known."""
    if not run["distance_m"] or not run["timer_s"]:
        return ""
    return t.pace(1000 * run["timer_s"] / run["distance_m"])


def beyond_told(run: Row, t: Translator) -> str:
    """Return how many times the longest before a run was, empty where it was no longer."""
    if run["spike_class"] not in LONGER:
        return ""
    return t.gettext("{ratio} the longest before", ratio=in_unit(run["spike_ratio"], "times", t))


def length_told(run: Row, name: str, limit: float | None, t: Translator) -> str:
    """Return how long a run was against the longest before it.

    On the page a distance has two decimals here alone: 5.99 km are told as 6.0 where they are
    a fact, and as at most 5.9 where a plan must not say more.

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
    if run["distance_m"] is None:
        return t.gettext("Not judged: how far it went is not known.")
    km = t.distance(run["distance_m"] / 1000, 2)
    if run["spike_ratio"] is None:
        return t.gettext(
            "{km}. Not judged: that takes 30 days of history and 3 runs in the 30 days before it.",
            km=km,
        )
    facts = {
        "km": km,
        "ratio": in_unit(run["spike_ratio"], "times", t),
        "longest": t.distance(run["longest_before_m"] / 1000, 2),
    }
    if run["spike_class"] == "reference" or limit is None:
        return t.gettext("{km}: {ratio} the longest of the 30 days before ({longest}).", **facts)
    return t.gettext(
        "{km}: {ratio} the longest of the 30 days before ({longest}), so its class is {name}. "
        "Whether that is a signal, its rule decides: {limit}; {high} (evidence {letter}).",
        name=name,
        letter=evidence_letter("F1"),
        limit=rule_limit({"rule": "session_spike", "threshold": limit}, t),
        high=rule_high("session_spike", t),
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


def pain_told(run: Row, t: Translator) -> list[tuple[str, str]]:
    """Return what the diary says of the back around a run, each with the runner's own note.

    Its entries, else the worst of its day; and the worst of the day after.

    Parameters
    ----------
    run
        A row of `run_rows`: `entries` of `fct_pain_entries` that tell of it, in their order, and
        the worst scores of its day and of the next, where there are any.
    t
        The language.
    """
    told = [(_entry_told(entry, t), entry["note"] or "") for entry in run["entries"]]
    if not told and run["worst"] is not None:
        worst = in_unit(run["worst"], "nrs", t)
        told = [(t.gettext("{pain} at worst on that day", pain=worst), "")]
    if run["worst_after"] is not None:
        worst = in_unit(run["worst_after"], "nrs", t)
        told.append((t.gettext("{pain} at worst on the day after", pain=worst), ""))
    return told or [(t.gettext("nothing logged"), "")]


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
