"""What is told of a strength programme: what it is, how it went, and what that can mean."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.errors import N_
from pipeline.programme import (
    BASELINE_DAYS,
    LAST_DAYS,
    LEAST_LAST_LOGS,
    LEAST_LOGS,
    PROGRAMME_DAYS,
    WANTED_BASELINE_DAYS,
)

Row = Mapping[str, Any]

CHANGES: Final = {
    "clear_improvement": N_(
        "Your back pain is clearly lower than before the {programme}: {after} in its last four "
        "weeks, {before} before it."
    ),
    "worse": N_(
        "Your back pain is clearly higher than before the {programme}: {after} in its last four "
        "weeks, {before} before it."
    ),
    "possible": N_(
        "Possibly: pain was {after} in the last four weeks of the {programme} and {before} before "
        "it. That is enough to matter, but your diary may swing as much on its own."
    ),
    "higher": N_(
        "Pain was higher, {after} in the last four weeks of the {programme} and {before} before "
        "it; your diary may swing as much on its own."
    ),
    "no_clear_change": N_(
        "No clear change: pain was {after} in the last four weeks of the {programme} and {before} "
        "before it."
    ),
}
"""Verdict -> its sentence; ``higher`` is no clear change that would be enough to matter."""


def programme_name(programme: str, t: Translator) -> str:
    """Return the name of a programme, as it stands in a sentence."""
    return {
        "leg": t.gettext("leg programme"),
        "back": t.gettext("back-extensor programme"),
        "core": t.gettext("trunk stability programme"),
        "mixed": t.gettext("mixed programme"),
    }[programme]


def contents(programme: str, t: Translator) -> str:
    """Return what a programme consists of, as in the trial."""
    return {
        "leg": t.gettext("leg press, squats on one leg, sitting against a wall without a chair"),
        "back": t.gettext(
            "lifting the trunk from lying face down, on all fours stretching out one arm and the "
            "opposite leg"
        ),
        "core": t.gettext("balance exercises, exercises with an elastic band"),
        "mixed": t.gettext("some of each"),
    }[programme]


def dose(t: Translator) -> str:
    """Return how much of it there was in the trial."""
    return t.gettext(
        "For eight weeks: two supervised sessions a week, and exercises at home on other days."
    )


def before_you_start(t: Translator) -> str:
    """Return what a runner does before starting, so that a change can be judged."""
    return t.gettext(
        "Keep the pain diary for {least} days before you start ({wanted} are better), with at "
        "least {logs} entries, and say so on the day you start or before it.",
        least=BASELINE_DAYS,
        wanted=WANTED_BASELINE_DAYS,
        logs=LEAST_LOGS,
    )


def baseline_so_far(logs: int, days: int, t: Translator) -> str:
    """Return how much of a baseline there is when a programme begins."""
    return t.gettext(
        "In the diary before it: {logs} entries over {days} days. To judge it, {least_logs} over "
        "{least_days} are needed; {wanted} days are better.",
        logs=logs,
        days=days,
        least_logs=LEAST_LOGS,
        least_days=BASELINE_DAYS,
        wanted=WANTED_BASELINE_DAYS,
    )


def answer(row: Row, t: Translator) -> str:
    """Return the answer in one sentence.

    Parameters
    ----------
    row
        A row of `fct_programmes`.
    t
        The language.
    """
    facts = {"programme": programme_name(row["programme"], t), "date": t.date(row["started_on"])}
    if row["verdict"] == "too_early":
        return t.gettext(
            "Too early to say: the {programme} began on {date} and is judged once, after eight "
            "weeks ({judged}).",
            judged=t.date(row["started_on"] + timedelta(PROGRAMME_DAYS)),
            **facts,
        )
    if row["verdict"] == "not_enough_data":
        return t.gettext("Cannot be said: the {programme} of {date} has too few entries.", **facts)
    facts |= {
        "before": t.number(row["baseline_nrs"]),
        "after": t.number(row["last_28_days_nrs"]),
    }
    return _of_change(row, facts, t)


def _of_change(row: Row, facts: Mapping[str, str], t: Translator) -> str:
    """Return what became of the pain."""
    is_swing = row["verdict"] == "no_clear_change" and row["is_mcid_reached"]
    change = "higher" if is_swing else row["verdict"]
    return t.gettext(CHANGES[change], **facts)


def caveat(t: Translator) -> str:
    """Return what no programme of one runner can tell."""
    return t.gettext("One phase change cannot separate programme, time and running less.")


def rule(t: Translator) -> str:
    """Return when a change is called clear, and how often that is wrong."""
    return t.gettext(
        "Clear means: the mean of the last four weeks lies at least 2 points from the mean before, "
        "and the whole programme differs by more than such a diary swings by itself. Of made-up "
        "diaries in which nothing happened, or pain faded slowly by itself, this calls 2 to 6 of "
        "100 clearly better if six of ten days have an entry, and 2 to 9 of 100 if every day has "
        "one; the size of the change alone would have done so in 27 to 51 of 100. A true drop of 2 "
        "points is called clear in only 23 to 34 of 100, so no clear change does not mean no "
        "effect."
    )


def missing(row: Row, t: Translator) -> list[str]:
    """Return what a diary lacks for this programme to be judged; nothing where it lacks nothing."""
    days = row["baseline_days"] or 0
    found = []
    if days < BASELINE_DAYS or row["baseline_logs"] < LEAST_LOGS:
        found.append(
            t.gettext(
                "Before the start there are {logs} entries over {days} days; {least_logs} over "
                "{least_days} are needed.",
                logs=row["baseline_logs"],
                days=days,
                least_logs=LEAST_LOGS,
                least_days=BASELINE_DAYS,
            )
        )
    return found + _missing_since(row, t)


def _missing_since(row: Row, t: Translator) -> list[str]:
    """Return what is missing since the start, once nothing can be added any more."""
    lasted = (row["judged_until"] - row["started_on"]).days + 1
    if row["verdict"] == "too_early":
        return []
    if lasted < LAST_DAYS:
        sentence = N_("The programme lasted {days} days; {least} are the least.")
        return [t.gettext(sentence, days=lasted, least=LAST_DAYS)]
    return [_too_few_since(row, t)] if row["verdict"] == "not_enough_data" else []


def _too_few_since(row: Row, t: Translator) -> str:
    return t.gettext(
        "The programme has {logs} entries; {least} are needed, {last} of them in its last four "
        "weeks.",
        logs=row["programme_logs"],
        least=LEAST_LOGS,
        last=LEAST_LAST_LOGS,
    )
