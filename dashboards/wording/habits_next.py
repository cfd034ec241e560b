"""What would make a habit a yes this week; where something comes first, what holds instead."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.exercises import ready_told
from dashboards.wording.habits_hold import Hold, not_now
from pipeline.errors import N_

Row = Mapping[str, Any]

SETTLED: Final = (
    ("strength", "done"),
    ("cross_training", "done"),
    ("form", "drills"),
)
"""What nothing that comes this week can undo."""

ALREADY: Final = N_("This week is a yes already.")
SO_FAR: Final = N_("This week is a yes so far.")

DATE: Final = N_("DATE")
"""Stands for a day in a command."""

COMMANDS: Final = {
    ("strength", "not_yet"): ("strength", "core"),
    ("strength", "other_alone"): ("strength", "core"),
    ("shoes", "no_pair"): ("shoe", "NAME", "--from", DATE),
    ("shoes", "few_known"): ("shoe", "NAME", "--from", DATE),
}
"""Habit and reason -> the command that goes with the sentence."""

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

INSTEAD: Final = {
    "strength": N_(
        "In place of a run, not on top of it, one session of strength or core would make it a "
        "yes, for example {exercises}. Done without a watch, it can be told:"
    ),
    "cross_training": N_(
        "In place of a run, not on top of it, one session of another sport would make it a yes, "
        "or a walk of at least 30 minutes."
    ),
}
"""Habit -> what would make it a yes while the load has to come down."""

STAYS: Final = {
    "shoes": N_("This week stays a no. The next can be a yes in a pair below its limit."),
    "increase": N_("This week stays a no. The plan for this week keeps to what adds no signal."),
}
"""Habit -> what follows where nothing can make the week a yes any more."""

GOES_ON: Final = N_("This week stays a no; the diary goes on all the same.")

OF_THE_HABIT: Final = {
    ("warm_up", "few_known"): N_(
        "Whether you warmed up before a run can be told in the diary (column warmup); it takes "
        "half of the runs."
    ),
    ("warm_up", "one_cold"): N_(
        "If you did warm up before it, the diary can say so (column warmup)."
    ),
    ("warm_up", "without"): N_(
        "From what is written so far this week is a no. If you did warm up, the diary can say so "
        "(column warmup)."
    ),
    ("listening", "ran_in_rest"): GOES_ON,
    ("listening", "ran_after_pain"): GOES_ON,
}
"""Habit and reason -> what can be done about it, where that is not the habit's own sentence."""

OF_THE_WEEK: Final = {
    "days_unknown": N_("It stays unknown until the missing days are known."),
    "week_unknown": N_("It stays unknown until the missing days are known."),
    "before_unknown": N_("It stays unknown until the missing days are known."),
    "rested": N_("This week is passed over; nothing has to be caught up on."),
    "ill": N_("This week is passed over; nothing has to be caught up on."),
}
"""Reason -> what follows for any habit; it pushes nobody."""

WALK: Final = N_(
    "A walk of at least 30 minutes is welcome if it does not make the back worse, and would make "
    "it a yes. Other sports wait."
)
LATER: Final = N_("This can wait until you run again.")
STRENGTH_LATER: Final = N_(
    "Not now: the back comes first. Strength exercises wait until pain or rest are over, or until "
    "a doctor or physiotherapist has said so."
)


def next_told(row: Row, hold: Hold | None, t: Translator) -> str:
    """Return what would make an open week a yes, or that it is one.

    It never asks for training while something comes first, nor for more days than are left.

    Parameters
    ----------
    row
        The row of `fct_habits` of the week in progress, with `days_left`: on how many days of
        it, today included, something new can still be told.
    hold
        What comes first, if anything does.
    t
        The language.
    """
    habit = row["habit"]
    if row["is_met"]:
        return t.gettext(ALREADY if (habit, row["reason"]) in SETTLED else SO_FAR)
    if hold is not None and _waits(habit, hold):
        return _held(habit, hold, t)
    if _lacks_scores(row):
        return _scores(row, t)
    return t.gettext(_sentence(row, hold), exercises=", ".join(ready_told("core", t)))


def _waits(habit: str, hold: Hold) -> bool:
    """Tell whether a habit is not for now; a score is no training and never waits."""
    return habit == "form" if hold.is_load else habit != "listening"


def _held(habit: str, hold: Hold, t: Translator) -> str:
    if habit == "shoes":
        return t.gettext(LATER)
    if habit == "cross_training" and hold.welcomes_walks:
        return t.gettext(WALK)
    if habit == "strength" and hold.is_of_the_back:
        return t.gettext(STRENGTH_LATER)
    return not_now(hold, t)


def _sentence(row: Row, hold: Hold | None) -> str:
    habit, reason = row["habit"], row["reason"]
    of_reason = OF_THE_HABIT.get((habit, reason)) or OF_THE_WEEK.get(reason)
    if of_reason:
        return of_reason
    if row["is_met"] is False and habit in STAYS:
        return STAYS[habit]
    return INSTEAD.get(habit, WOULD[habit]) if hold else WOULD[habit]


def _lacks_scores(row: Row) -> bool:
    return row["habit"] == "listening" and ("listening", row["reason"]) not in OF_THE_HABIT


def _is_too_late(row: Row) -> bool:
    """Tell whether more scores are missing than the week has days for."""
    return bool(row["target"] - row["done"] > row["days_left"])


def _scores(row: Row, t: Translator) -> str:
    missing = round(row["target"] - row["done"])
    if _is_too_late(row):
        return t.ngettext(
            "One more score is missing and no day is left for it; that of a day that is over can "
            "still be told, if you remember it:",
            "{n} more scores are missing, more than days are left; those of days that are over can "
            "still be told, if you remember them:",
            missing,
        )
    return t.ngettext(
        "A score on one more day would make it a yes:",
        "Scores on {n} more days would make it a yes:",
        missing,
    )


def next_command(row: Row, hold: Hold | None, t: Translator) -> tuple[str, ...]:
    """Return the words of the command that goes with `next_told`, none where none does."""
    habit, reason = row["habit"], row["reason"]
    if row["is_met"] or (hold is not None and _waits(habit, hold)):
        return ()
    if _lacks_scores(row):
        return ("log", "3", *(("--date", t.gettext(DATE)) if _is_too_late(row) else ()))
    words = COMMANDS.get((habit, reason), ())
    return tuple(t.gettext(DATE) if word == DATE else word for word in words)
