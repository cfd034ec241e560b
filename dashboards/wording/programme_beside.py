"""What is told beside a programme's answer: how much was done, run and possible."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator

Row = Mapping[str, Any]


def beside(row: Row, t: Translator) -> list[str]:
    """Return what has to be known beside the answer, as far as it is known.

    Parameters
    ----------
    row
        A row of `fct_programmes`.
    t
        The language.
    """
    told = (
        adherence(row, t),
        load(row, t),
        capability(row, t),
        _painkillers(row, t),
        _written_late(row, t),
    )
    return [sentence for sentence in told if sentence]


def adherence(row: Row, t: Translator) -> str:
    """Return how much of the planned was done; nothing before the first week is over."""
    told = [_done(row, t)] if row["sessions_planned"] else []
    beyond, out = row["sessions_beyond"], row["weeks_left_out"]
    if beyond:
        told.append(
            t.ngettext("One session beyond two a week.", "{n} sessions beyond two a week.", beyond)
        )
    if out:
        told.append(
            t.ngettext(
                "One week does not count, since a day of it is unknown.",
                "{n} weeks do not count, since a day of each is unknown.",
                out,
            )
        )
    return " ".join(told)


def _done(row: Row, t: Translator) -> str:
    return t.gettext(
        "Done: {done} of {planned} planned sessions; two or more in {weeks} of {counted} weeks.",
        done=row["sessions_done"],
        planned=row["sessions_planned"],
        weeks=row["weeks_with_two"],
        counted=row["weeks_counted"],
    )


def load(row: Row, t: Translator) -> str:
    """Return how much was run before and since, so that having run less is seen."""
    before, since, change = (
        row[name] for name in ("week_km_baseline", "week_km_programme", "load_change_pct")
    )
    if before is None or since is None:
        return ""
    facts = {"before": t.distance(before), "since": t.distance(since)}
    if change is None:
        return t.gettext("Run per week: {before} before, {since} in the programme.", **facts)
    return t.gettext(
        "Run per week: {before} before, {since} in the programme ({change}).",
        change=signed_percent(change, t),
        **facts,
    )


def signed_percent(change: float, t: Translator) -> str:
    """Return a change in percent that always carries its sign."""
    told = t.percent(change)
    return f"+{told}" if round(change) > 0 else told


def capability(row: Row, t: Translator) -> str:
    """Return how running capability changed, against what matters for one person."""
    before, end, change = (
        row[name] for name in ("capability_before", "capability_end", "capability_change")
    )
    if change is None:
        return ""
    return t.gettext(
        "Running capability, 0 to 10: {before} before, {end} at the end ({change}); from 2 points "
        "on a change matters for one person.",
        before=t.number(before),
        end=t.number(end),
        change=t.signed(change),
    )


def _painkillers(row: Row, t: Translator) -> str:
    """Return what days with a painkiller have to do with the answer."""
    if not row["medicated_logs"] or row["verdict"] == "too_early":
        return ""
    if row["is_without_medicated"]:
        return t.ngettext(
            "One day with a painkiller is left out; with it the answer would be better.",
            "{n} days with a painkiller are left out; with them the answer would be better.",
            row["medicated_logs"],
        )
    return t.ngettext(
        "Without the one day with a painkiller the answer is no worse.",
        "Without the {n} days with a painkiller the answer is no worse.",
        row["medicated_logs"],
    )


def _written_late(row: Row, t: Translator) -> str:
    if not row["recorded_days_late"]:
        return ""
    return t.ngettext(
        "The start was written down one day later: a date chosen afterwards can be chosen to fit.",
        "The start was written down {n} days later: a date chosen afterwards can be chosen to fit.",
        row["recorded_days_late"],
    )
