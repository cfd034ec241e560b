"""How a week is told against the runner's own usual weeks: described, never flagged."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import DASH, Translator

Row = Mapping[str, Any]

LEAST_WEEKS: Final = 6
PARTS: Final = ("kilometres", "training_days", "intensity")
STATES: Final = ("above", "below", "within", "no_range", "no_training", "unknown")
"""How a whole week may stand, what is out of the usual first."""

SIGNS: Final = {"below": "↓", "within": "=", "above": "↑", "no_training": "○"}


def balance_answer(rows: Sequence[Row], t: Translator) -> str:
    """Return the answer in one sentence.

    Parameters
    ----------
    rows
        The rows of `fct_balance` of the last whole week, one a part; none where no week is whole.
    t
        The language.
    """
    if not rows:
        return t.gettext("No week is complete yet.")
    week = t.date(rows[0]["week_start"])
    if all(row["state"] == "within" for row in rows):
        return t.gettext(
            "In your last full week (from {week}) distance, training days and intensity were "
            "what you are used to.",
            week=week,
        )
    told = " ".join(f"{sentence_case(words)}: {parts}." for words, parts in _by_state(rows, t))
    return t.gettext("Your last full week (from {week}).", week=week) + f" {told}"


def _by_state(rows: Sequence[Row], t: Translator) -> Iterator[tuple[str, str]]:
    """Return how parts stand and which do, what is out of the usual first."""
    for state in STATES:
        parts = [part_name(row["part"], t) for row in rows if row["state"] == state]
        if parts:
            yield state_word(state, t), ", ".join(parts)


def part_name(part: str, t: Translator) -> str:
    """Return the name of a part of the balance."""
    return {
        "kilometres": t.gettext("distance"),
        "training_days": t.gettext("training days"),
        "intensity": t.gettext("intensity"),
    }[part]


def sentence_case(words: str) -> str:
    """Return words as they stand at the beginning of a line."""
    return words[:1].upper() + words[1:]


def state_word(state: str, t: Translator) -> str:
    """Return how a part stands against the usual range."""
    return {
        "below": t.gettext("less than usual"),
        "within": t.gettext("as usual"),
        "above": t.gettext("more than usual"),
        "no_range": t.gettext("no usual range yet"),
        "no_training": t.gettext("no training"),
        "unknown": t.gettext("not known"),
    }[state]


def state_sign(state: str) -> str:
    """Return the sign that goes with the word."""
    return SIGNS.get(state, "?")


def part_note(row: Row, t: Translator) -> str:
    """Return what a part measures, or what it lacks."""
    if row["part"] == "kilometres":
        return t.gettext("Distance run in the week.")
    if row["part"] == "training_days":
        return t.gettext(
            "Days with a session of any sport. The runners in the article's trial ran two to five "
            "times a week."
        )
    if row["state"] == "no_training":
        return t.gettext("A week without training has no intensity.")
    return {
        "heart_rate": t.gettext(
            "Share of the minutes with a heart rate above 80% of your maximum."
        ),
        "rpe": t.gettext(
            "Share of the rated minutes with an effort of 6 of 10 or more; too few minutes have a "
            "heart rate."
        ),
    }.get(
        row["source"],
        t.gettext("Needs a heart rate or a rated effort for at least half of the week's minutes."),
    )


def part_value(row: Row, t: Translator) -> str:
    """Return the week's value in its unit; a dash where it is not known."""
    return DASH if row["value"] is None else _in_unit(row["part"], row["value"], t)


def _in_unit(part: str, value: float, t: Translator) -> str:
    if part == "kilometres":
        return t.distance(value)
    if part == "training_days":
        return t.ngettext("one day", "{n} days", round(value))
    return t.percent(100 * value)


def usual_range(row: Row, t: Translator) -> str:
    """Return the runner's usual range in the unit of the part; a dash where there is none."""
    low, high = row["usual_low"], row["usual_high"]
    if low is None or high is None:
        return DASH
    if row["part"] == "kilometres":
        return _lower_end(t.from_km(low), t.from_km(high), 1, t) + t.distance(high)
    if row["part"] == "intensity":
        return _lower_end(100 * low, 100 * high, 0, t) + t.percent(100 * high)
    first, last = math.floor(low), math.ceil(high)  # nobody trains on half a day
    span = _lower_end(first, last, 0, t) + t.number(last, 0)
    return t.gettext("{span} days", span=span)


def _lower_end(low: float, high: float, digits: int, t: Translator) -> str:
    """Return how a range begins; nothing where both ends read alike."""
    lowest = t.number(low, digits)
    return "" if lowest == t.number(high, digits) else f"{lowest}{DASH}"


def usual_note(row: Row, t: Translator) -> str:
    """Return the usual range in words, or how many weeks there are for one."""
    if row["usual_low"] is None:
        return t.gettext(
            "{known} of the {needed} weeks needed", known=row["weeks"], needed=LEAST_WEEKS
        )
    return t.gettext("usual: {range}", range=usual_range(row, t))
