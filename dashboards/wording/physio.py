"""What only the sheet for the physio says; whatever the page says too has its words there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboards.i18n import DASH, Translator
from dashboards.wording.red_flags import sign_told

Row = Mapping[str, Any]


def preface(first: date, last: date, t: Translator) -> str:
    """Return what the sheet is made of, and which weeks it shows."""
    return t.gettext(
        "Made from the runner's own files and diary, not from an examination; “you” is the "
        "runner. Charts and lists show the 12 weeks from {first} to {last} unless they say "
        "otherwise. A signal is a reason to look, not a diagnosis.",
        first=t.date(first),
        last=t.date(last),
    )


def spans(person: Row, coverage: Row | None, t: Translator) -> list[str]:
    """Return from when to when there are sessions, and entries about the back."""
    return [_sessions(person, t), _entries(person, coverage, t)]


def _sessions(person: Row, t: Translator) -> str:
    if person["first_session_date"] is None:
        return t.gettext("No session yet.")
    return t.ngettext(
        "{n} session from {first} to {last}.",
        "{n} sessions from {first} to {last}.",
        person["session_count"],
        first=t.date(person["first_session_date"]),
        last=t.date(person["last_session_date"]),
    )


def _entries(person: Row, coverage: Row | None, t: Translator) -> str:
    if coverage is None or person["last_entry_date"] is None:
        return t.gettext("No entry about the back yet.")
    return t.ngettext(
        "Entries about the back on {n} day from {first} to {last}.",
        "Entries about the back on {n} days from {first} to {last}.",
        person["entry_days"],
        first=t.date(coverage["first_date"]),
        last=t.date(person["last_entry_date"]),
    )


def open_since(row: Row, t: Translator) -> str:
    """Return an open warning sign and since when; how soon stands above it."""
    return t.gettext("{sign}, since {date}.", sign=_sign(row, t), date=t.date(row["reported_on"]))


def once_open(row: Row, t: Translator) -> str:
    """Return a warning sign that a doctor has looked at."""
    soon = {
        "emergency": t.gettext("at once"),
        "days": t.gettext("within days"),
    }.get(row["urgency"]) or t.gettext("not known how soon")
    return t.gettext(
        "{sign} ({urgency}), told on {date}, seen by a doctor on {seen}.",
        sign=_sign(row, t),
        urgency=soon,
        date=t.date(row["reported_on"]),
        seen=DASH if row["seen_on"] is None else t.date(row["seen_on"]),
    )


def _sign(row: Row, t: Translator) -> str:
    told = sign_told(row["sign"], t, row["cause"])
    return told[:1].upper() + told[1:]


def lasting_facts(person: Row, t: Translator) -> list[tuple[str, str]]:
    """Return what a doctor would ask once, with the answer; not asked is not no.

    Parameters
    ----------
    person
        The row of `dim_athletes`.
    t
        The language.
    """
    unsaid = t.gettext("not told")
    answers = {True: t.gettext("yes"), False: t.gettext("no"), None: unsaid}
    year = person["birth_year"]
    return [
        (t.gettext("Year of birth"), unsaid if year is None else str(year)),
        (t.gettext("Cancer in the past"), answers[person["has_had_cancer"]]),
        (t.gettext("Osteoporosis"), answers[person["has_osteoporosis"]]),
        (t.gettext("Weakened immune system"), answers[person["has_weak_immune_system"]]),
        (t.gettext("Long use of cortisone"), answers[person["takes_cortisone_long"]]),
    ]


def pain_days(counts: Mapping[str, int], t: Translator) -> str:
    """Return what the days were on which the back was logged."""
    if not counts["logged"]:
        return t.gettext("No entry about the back in these 12 weeks; that does not mean no pain.")
    return t.ngettext(
        "On the one day logged, with sharp or shooting pain: {sharp}; with a changed stride: "
        "{stride}; with leg pain: {leg}; with a painkiller: {medicated}.",
        "Of the {n} days logged, with sharp or shooting pain: {sharp}; with a changed stride: "
        "{stride}; with leg pain: {leg}; with a painkiller: {medicated}.",
        counts["logged"],
        **counts,
    )


def painkiller_days(taken: int, logged: int, newest: date | None, t: Translator) -> str:
    """Return on how many logged days a painkiller was taken, and when the newest was.

    Parameters
    ----------
    taken, logged
        Days with a score of the back, with a painkiller and in all.
    newest
        The last day one is named on.
    t
        The language.
    """
    if newest is None and not logged:
        return t.gettext("No entry about the back: what was taken is not known.")
    if newest is None:
        return t.ngettext(
            "No painkiller is named on the one day with an entry.",
            "No painkiller is named on the {n} days with an entry.",
            logged,
        )
    return t.ngettext(
        "On {taken} of {n} day with an entry; newest: {date}.",
        "On {taken} of {n} days with an entry; newest: {date}.",
        logged,
        taken=t.number(taken, 0),
        date=t.date(newest),
    )


def shown_runs(shown: int, longer: int, t: Translator) -> str:
    """Return which of the runs far beyond the month before a table shows."""
    if shown < longer:
        return t.gettext(
            "Shown are the {shown} of them that went furthest beyond it, and the longest run.",
            shown=shown,
        )
    if longer:
        return t.ngettext(
            "Shown are this run and the longest one.",
            "Shown are all of them, and the longest run.",
            longer,
        )
    return t.gettext("Shown is the longest run.")


def silence(person: Row, is_silent: bool, t: Translator) -> str:
    """Return that the diary says nothing of the last days; nothing where it does.

    Parameters
    ----------
    person
        The row of `dim_athletes`.
    is_silent
        Whether the newest entry is old.
    t
        The language.
    """
    if person["last_entry_date"] is None:
        return t.gettext("There is no entry: whether there are warning signs is not known.")
    if not is_silent:
        return ""
    return t.gettext(
        "The diary has been silent since {date}: whether there are newer warning signs is not known.",
        date=t.date(person["last_entry_date"]),
    )


def capability_rule(t: Translator) -> str:
    """Return from when on a change in capability matters (SCIENCE E.5)."""
    return t.gettext(
        "10 is as before the pain. A change matters for one person from 2 points of the mean on, "
        "and from 3 of one activity."
    )


def more(count: int, t: Translator) -> str:
    """Return how many things a list leaves out, nothing where it shows all."""
    return t.ngettext("One more is not shown.", "{n} more are not shown.", count) if count else ""


def unlogged(count: int, days: int, t: Translator) -> str:
    """Return on how many days nobody knows how the back was."""
    return t.gettext(
        "On {count} of {days} days there is no entry about the back: how it was then is not known.",
        count=t.number(count, 0),
        days=t.number(days, 0),
    )


def kinds_of_days(counts: Mapping[str, int], t: Translator) -> str:
    """Return what the days were, and of how many it is not known whether there was a run."""
    return t.gettext(
        "Days with a run: {run}; with another sport only: {other_sport}; rest: {rest}; not known "
        "whether there was a run: {unknown}.",
        **counts,
    )
