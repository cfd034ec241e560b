"""What stands beside the association: days without painkillers, pain around runs, the group."""

from collections.abc import Sequence
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.association import Row, association_sentence
from pipeline.association import ALPHA
from pipeline.association.around_runs import MIN_PAIRS
from pipeline.association.pooled import MIN_ATHLETES


def unmedicated_notes(rows: Sequence[Row], days: int, t: Translator) -> list[str]:
    """Return what the diary says without the days with a painkiller, where there are any.

    Parameters
    ----------
    rows
        One athlete's rows of `fct_pain_association_unmedicated`.
    days
        So many days have an entry and a painkiller.
    t
        The language.
    """
    if not rows or not days:
        return []
    return [
        t.ngettext(
            "Without the one day with a painkiller: {sentence}",
            "Without the {n} days with a painkiller: {sentence}",
            days,
            sentence=association_sentence(rows, t),
        )
    ]


def around_runs_notes(rows: Sequence[Row], t: Translator) -> list[str]:
    """Return how pain changed from before runs to after them, and that this tests no load.

    Parameters
    ----------
    rows
        One athlete's rows of `fct_pain_around_runs`.
    t
        The language.
    """
    told = [_around_runs(row, t) for row in rows if row["n"]]
    if not any(row["status"] == "ok" for row in rows):
        return told
    return [*told, t.gettext("A simple comparison of entries, not a test of load.")]


def _around_runs(row: Row, t: Translator) -> str:
    is_after = row["comparison"] == "after_before"
    if row["status"] != "ok":
        facts: dict[str, Any] = {"n": t.number(row["n"], 0), "needed": MIN_PAIRS}
        if is_after:
            return t.gettext(
                "Entries before and after a run: {n} of at least {needed} runs.", **facts
            )
        return t.gettext(
            "Entries before a run and on the next morning: {n} of at least {needed} runs.", **facts
        )
    facts = {
        "points": t.signed(row["mean_difference_nrs"], 1),
        "low": t.signed(row["ci_low"], 1),
        "high": t.signed(row["ci_high"], 1),
        "n": t.number(row["n"], 0),
    }
    if is_after:
        return t.gettext(
            "From before to after a run, pain changed by {points} points on average (range {low} "
            "to {high}, {n} runs).",
            **facts,
        )
    return t.gettext(
        "From before a run to the next morning, pain changed by {points} points on average (range "
        "{low} to {high}, {n} runs).",
        **facts,
    )


def pooled_sentence(pooled: Row | None, t: Translator) -> str:
    """Return what the diaries of all athletes say together.

    Parameters
    ----------
    pooled
        The row of `fct_pooled_association`.
    t
        The language.
    """
    if pooled is None or pooled["status"] != "ok":
        return t.gettext(
            "All diaries together: not enough data. {athletes} of at least {needed} athletes have "
            "a diary that is long enough.",
            athletes=0 if pooled is None else pooled["athletes"],
            needed=MIN_ATHLETES,
        )
    facts = {
        "athletes": t.number(pooled["athletes"], 0),
        "entries": t.number(pooled["logs"], 0),
        "r": t.signed(pooled["rho"], 2),
        "low": t.signed(pooled["ci_low"], 2),
        "high": t.signed(pooled["ci_high"], 2),
        "p": t.number(pooled["p_value"], 3),
    }
    if pooled["p_value"] >= ALPHA:
        return t.gettext(
            "All diaries together: no clear link between a week's load and the next day's pain "
            "({athletes} athletes, {entries} entries, r = {r}, range {low} to {high}, p = {p}).",
            **facts,
        )
    if pooled["ci_low"] <= 0 <= pooled["ci_high"]:
        return t.gettext(
            "All diaries together: a link between a week's load and the next day's pain; its size "
            "cannot be given ({athletes} athletes, {entries} entries, p = {p}). It is a "
            "correlation within athletes, not proof.",
            **facts,
        )
    if pooled["rho"] > 0:
        return t.gettext(
            "All diaries together: weeks with more load were followed by somewhat more pain "
            "({athletes} athletes, {entries} entries, r = {r}, range {low} to {high}, p = {p}). "
            "It is a correlation within athletes, not proof.",
            **facts,
        )
    return t.gettext(
        "All diaries together: weeks with more load were followed by somewhat less pain "
        "({athletes} athletes, {entries} entries, r = {r}, range {low} to {high}, p = {p}). "
        "It is a correlation within athletes, not proof.",
        **facts,
    )


def pooled_note(pooled: Row | None, t: Translator) -> str | None:
    """Return how the pooled numbers came about, where there are any."""
    if pooled is None or pooled["status"] != "ok":
        return None
    return t.gettext(
        "Each athlete's own correlation counts by how much their diary carries; p is the share of "
        "{ways} ways to give the diaries to the athletes' loads that link them as strongly. Which "
        "came first, load or pain, it does not tell.",
        ways=t.number(pooled["permutations"], 0),
    )
