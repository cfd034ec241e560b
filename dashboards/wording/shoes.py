"""What is told of pairs of shoes: how far they ran, their limit, and what is known of both."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.athlete_settings import Units
from pipeline.commands import own_command
from pipeline.errors import N_

Row = Mapping[str, Any]

STATES: Final = {
    "ok": ("ok", "✓", N_("Below its limit")),
    "due": ("careful", "△", N_("Near its limit")),
    "over": ("careful", "▲", N_("Limit reached")),
    "retired": ("none", "–", N_("Retired")),
}
"""State -> tone, icon, word. A convention is no reason for more than care."""
REMINDED: Final = ("due", "over")

CUSHIONINGS: Final = {"minimal": N_("minimal"), "normal": N_("normal"), "high": N_("high")}
USUAL_KM: Final = (600, 800)
EXAMPLE_LIMITS: Final[dict[Units, str]] = {"metric": "700km", "imperial": "430mi"}
"""As `backstride shoe --limit` reads them."""
SOURCES: Final = {
    "journal": N_("typed in"),
    "list": N_("your account's list"),
    "diary": N_("your diary"),
}


def state_pill(row: Row, t: Translator) -> tuple[str, str, str]:
    """Return tone, icon and word of a pair's state."""
    tone, icon, word = STATES[row["shoe_state"]]
    return tone, icon, t.gettext(word)


def cushioning_word(cushioning: str | None, t: Translator) -> str:
    """Return how much a pair cushions by the runner's own judgement, nothing where unsaid."""
    return t.gettext(CUSHIONINGS[cushioning]) if cushioning else ""


def source_name(row: Row, t: Translator) -> str:
    """Return who names the pair."""
    name = SOURCES[row["source"]]
    return t.gettext(name)


def km_told(row: Row, t: Translator) -> str:
    """Return how far a pair has run; at least so far where a run has no distance."""
    km = t.distance(row["km"], 0)
    return t.gettext("at least {km}", km=km) if row["runs_without_km"] else km


def limit_told(row: Row, t: Translator) -> str:
    """Return a pair's limit, and whether it is the runner's own."""
    if row["limit_source"] == "own":
        return t.gettext("own limit {km}", km=t.distance(row["limit_to_km"], 0))
    return t.gettext("usual {km}", km=t.distance_range(row["limit_from_km"], row["limit_to_km"]))


def reminder(row: Row, name: str, t: Translator) -> str:
    """Return a line about a pair near or at its limit, with the letter of its evidence."""
    _, icon, word = state_pill(row, t)
    told = t.gettext(
        "Shoes {shoe}: {word}, {km}, {limit}, evidence D",
        shoe=name,
        word=word,
        km=km_told(row, t),
        limit=limit_told(row, t),
    )
    return f"{icon} {told}"


def in_use(row: Row, t: Translator) -> str:
    """Return since when a pair is in use, and in how many runs."""
    if row["started_on"] is None:
        return ""
    return t.ngettext(
        "Since {date}, {n} run.",
        "Since {date}, {n} runs.",
        row["runs"],
        date=t.date(row["started_on"]),
    )


def without_km(row: Row, t: Translator) -> str:
    """Return how many runs add nothing to a pair's kilometres; nothing where all do."""
    if not row["runs_without_km"]:
        return ""
    return t.ngettext(
        "{n} run without a distance is not counted in.",
        "{n} runs without a distance are not counted in.",
        row["runs_without_km"],
    )


def convention(t: Translator) -> str:
    """Return what a limit is worth."""
    return t.gettext(
        "{range} is what is usually said of a pair, a convention and not proof (evidence D): "
        "at which distance new shoes would help a back nobody has measured. Your own limit goes "
        "before it; you are reminded from nine tenths of it on.",
        range=t.distance_range(*USUAL_KM),
    )


def how_counted(t: Translator) -> str:
    """Return for which pair a run is counted."""
    return t.gettext(
        "A run counts for the pair your account's list names for it, else for the one your diary "
        "names on that day, else for the pair put on last. Files of watches name no shoes, and "
        "walks are not counted."
    )


def study(t: Translator) -> str:
    """Return what the article quotes about shoes, and how far that goes."""
    return t.gettext(
        "What the article says: shoes that cushion and support. In a study of 2001 with 12 people "
        "more of the shock reached the spine barefoot, and the back muscles answered sooner in "
        "shoes. That compares shoes with none, not old ones with new ones."
    )


def answer(rows: Sequence[Row], t: Translator) -> str:
    """Return the answer in one sentence.

    Parameters
    ----------
    rows
        All rows of `fct_shoes`.
    t
        The language.
    """
    if not rows:
        return t.gettext("No pair of shoes is known yet, so how worn it is cannot be said.")
    worn = [row["shoe_state"] for row in rows if row["is_worn"]]
    if not worn:
        return t.gettext("No pair is in use at present.")
    if over := worn.count("over"):
        return _reached(over, rows[0]["athlete_id"], t)
    if due := worn.count("due"):
        return t.ngettext(
            "{n} pair you run in comes near its limit.",
            "{n} pairs you run in come near their limits.",
            due,
        )
    return t.gettext("No pair you run in has come near its limit.")


def _reached(over: int, athlete_id: str, t: Translator) -> str:
    reached = t.ngettext(
        "{n} pair you run in has reached its limit.",
        "{n} pairs you run in have reached their limits.",
        over,
    )
    return f"{reached} {how_to_retire(athlete_id, t)}"


def how_to_retire(athlete_id: str, t: Translator) -> str:
    """Return the command that says a pair is worn no more."""
    return t.gettext(
        "One you no longer run in: {command}",
        command=own_command(athlete_id, "shoe", "NAME", "--retire"),
    )


def unknown_pairs(unknown: int, runs: int, days: int, t: Translator) -> str:
    """Return of how many recent runs no pair is known; nothing where all are."""
    if not unknown:
        return ""
    return t.ngettext(
        "For {n} of {runs} runs of the last {days} days no pair is known.",
        "For {n} of {runs} runs of the last {days} days no pair is known.",
        unknown,
        runs=t.number(runs, 0),
        days=t.number(days, 0),
    )
