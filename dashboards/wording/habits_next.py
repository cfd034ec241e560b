"""What would make a habit a yes this week; where the back comes first, what holds instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.exercises import ready_told
from pipeline.errors import N_

Row = Mapping[str, Any]

SETTLED: Final = (
    ("strength", "done"),
    ("cross_training", "done"),
    ("form", "drills"),
)
"""What nothing that comes this week can undo."""

NOT_TRAINING: Final = ("listening", "shoes")
"""What may be asked for although the back comes first: an entry, the name of a pair."""

ALREADY: Final = N_("This week is a yes already.")
SO_FAR: Final = N_("This week is a yes so far.")

COMMANDS: Final = {
    ("strength", None): ("strength", "core"),
    ("shoes", "no_pair"): ("shoe", "NAME", "--from", "DATE"),
    ("shoes", "few_known"): ("shoe", "NAME", "--from", "DATE"),
    ("listening", None): ("log", "3"),
}
"""Habit and reason (None: any that is open) -> the command that goes with the sentence."""

WOULD: Final = {
    "form": N_(
        "Running drills on one day, told in the diary (column drills), would make it a yes."
    ),
    "strength": N_(
        "One session of strength or core would make it a yes, for example {exercises}. Done "
        "without a watch, it can be told:"
    ),
    "cross_training": N_(
        "One session of another sport would make it a yes, or a walk of at least 30 minutes."
    ),
    "warm_up": N_(
        "A few minutes of warm-up before each run would make it a yes; a lap of its own in the "
        "file, or a yes in the diary (column warmup), is seen best."
    ),
    "shoes": N_("It is a yes once every run of the week is in a known pair below its limit."),
    "increase": N_(
        "It is a yes once every day so far is known and there are 30 days of history, with a "
        "session in the last 10."
    ),
}
"""Habit -> what would make it a yes, while it may still become one."""

STAYS: Final = {
    "warm_up": N_(
        "This week stays a no. The next can be a yes with a few minutes of warm-up before each run."
    ),
    "shoes": N_("This week stays a no. The next can be a yes in a pair below its limit."),
    "increase": N_("This week stays a no. The plan for this week keeps to what adds no signal."),
    "listening": N_("This week stays a no. The next can be a yes with scores on 3 days."),
}
"""Habit -> what follows where nothing can make the week a yes any more."""

AGAINST_THE_BACK: Final = ("ran_in_rest", "ran_after_pain")


@dataclass(frozen=True)
class Hold:
    """Why nothing may be asked of the runner now but care for the back.

    Attributes
    ----------
    because
        `red_flag`, `rest` or `pain`.
    until
        Last day of the rest; none for the others.
    """

    because: str
    until: date | None = None


def hold_told(hold: Hold, t: Translator) -> str:
    """Return what holds now instead of anything that the seven could ask for."""
    if hold.because == "red_flag":
        return t.gettext(
            "An open warning sign comes first: have it checked. Until then nothing is asked for "
            "here."
        )
    if hold.until is None:
        return t.gettext("The back comes first: walk or rest until the pain has eased.")
    return t.gettext(
        "The back rests until {day}: walking and stretching are welcome, and nothing else is "
        "asked for.",
        day=t.day(hold.until),
    )


def next_told(row: Row, hold: Hold | None, t: Translator) -> str:
    """Return what would make an open week a yes, or that it is one.

    It never asks for training while the back comes first.

    Parameters
    ----------
    row
        The row of `fct_habits` of the week in progress.
    hold
        Why the back comes first, if it does.
    t
        The language.
    """
    habit = row["habit"]
    if row["is_met"]:
        return t.gettext(ALREADY if (habit, row["reason"]) in SETTLED else SO_FAR)
    if hold is not None and habit not in NOT_TRAINING:
        return _held(habit, t)
    return _stays(row, t) if row["is_met"] is False else _would(row, t)


def _held(habit: str, t: Translator) -> str:
    if habit == "strength":
        return t.gettext(
            "Not now: the back comes first. Strength exercises wait until pain or rest are over, "
            "or until a doctor or physiotherapist has said so."
        )
    return t.gettext("Not now: the back comes first.")


def _stays(row: Row, t: Translator) -> str:
    habit = row["habit"]
    if row["reason"] in AGAINST_THE_BACK:
        return t.gettext(
            "This week stays a no. What helps now is told under “When the back hurts”; the diary "
            "goes on."
        )
    return t.gettext(STAYS[habit])


def _would(row: Row, t: Translator) -> str:
    habit = row["habit"]
    if habit == "listening":
        return t.ngettext(
            "A score on one more day would make it a yes:",
            "Scores on {n} more days would make it a yes:",
            round(row["target"] - row["done"]),
        )
    return t.gettext(WOULD[habit], exercises=", ".join(ready_told("core", t)))


def next_command(row: Row, hold: Hold | None) -> tuple[str, ...]:
    """Return the words of the command that goes with `next_told`, none where none does."""
    habit = row["habit"]
    if row["is_met"] is not None or (hold is not None and habit not in NOT_TRAINING):
        return ()
    return COMMANDS.get((habit, row["reason"]), COMMANDS.get((habit, None), ()))
