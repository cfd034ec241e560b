"""Why a week of a habit is a yes, a no or unknown, and where that is from."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.errors import N_

Row = Mapping[str, Any]

PAIR: Final = 2
"""So many are "both" in either language."""

DAYS_UNKNOWN: Final = N_("Not every day of the week is known.")
NO_RUNS: Final = N_("No run is known of in this week.")
SPORT_UNKNOWN: Final = N_("Of a session nobody says which sport it was.")
NEVER_TOLD: Final = N_(
    "Recorded or told in fewer than 2 of the 8 weeks before: there may have been some without a "
    "watch."
)
RESTED: Final = N_(
    "None is known of, but in this week the back had asked for rest or a warning sign was open."
)
ILL: Final = N_("None is known of, but in this week you were marked ill or injured.")

REASONS: Final = {
    ("form", "as_usual"): N_("Your steps are as usual for you at the same speeds: no hint."),
    ("form", "hint"): N_(
        "A form hint, weak evidence: at the same speeds your steps are not as usual for you."
    ),
    ("form", "no_runs"): NO_RUNS,
    ("form", "cannot_judge"): N_(
        "Too few runs with measured steps on level ground to hold you against yourself."
    ),
    ("form", "days_unknown"): DAYS_UNKNOWN,
    ("strength", "not_yet"): N_("No strength or core training so far this week."),
    ("strength", "told_no"): N_("The diary says that there was none, and no file speaks of any."),
    ("strength", "none_recorded"): N_(
        "No strength or core training, though at least 2 of the 8 weeks before speak of it."
    ),
    ("strength", "never_told"): NEVER_TOLD,
    ("strength", "other_alone"): N_(
        "There was strength training, but none that is known to train legs, back or core."
    ),
    ("strength", "rested"): RESTED,
    ("strength", "ill"): ILL,
    ("strength", "sport_unknown"): SPORT_UNKNOWN,
    ("strength", "days_unknown"): DAYS_UNKNOWN,
    ("cross_training", "not_yet"): N_("No other sport so far this week."),
    ("cross_training", "told_no"): N_(
        "The diary says that there was none, and no file speaks of any."
    ),
    ("cross_training", "none_recorded"): N_(
        "No other sport, though at least 2 of the 8 weeks before speak of one."
    ),
    ("cross_training", "never_told"): NEVER_TOLD,
    ("cross_training", "other_alone"): SPORT_UNKNOWN,
    ("cross_training", "rested"): RESTED,
    ("cross_training", "ill"): ILL,
    ("cross_training", "sport_unknown"): SPORT_UNKNOWN,
    ("cross_training", "days_unknown"): DAYS_UNKNOWN,
    ("warm_up", "one_cold"): N_(
        "One run began without a warm-up, as far as it can be told: one alone is no “no”."
    ),
    ("warm_up", "no_runs"): NO_RUNS,
    ("warm_up", "days_unknown"): DAYS_UNKNOWN,
    ("shoes", "over_limit"): N_("A run was in a pair that had come to its limit."),
    ("shoes", "no_pair"): N_("Nobody says which pair was worn."),
    ("shoes", "no_runs"): NO_RUNS,
    ("shoes", "days_unknown"): DAYS_UNKNOWN,
    ("increase", "run_step"): N_("A run went clearly further than the longest of 30 days before."),
    ("increase", "volume_step"): N_("7 or 14 days went clearly further than the weeks before."),
    ("increase", "return_step"): N_("So soon after a break that was more than asked for."),
    ("increase", "cannot_judge"): N_("Load cannot be judged on every day of the week."),
    ("increase", "before_unknown"): N_(
        "It was clearly further than what is known before, but not every day before is known."
    ),
    ("increase", "not_yet"): N_("Nothing is known of this week so far."),
    ("increase", "days_unknown"): DAYS_UNKNOWN,
    ("listening", "ran_in_rest"): N_("There was a run in a rest that the back had asked for."),
    ("listening", "ran_after_pain"): N_(
        "There was a run on the day after strong, sharp or shooting pain."
    ),
    ("listening", "no_diary"): N_("There is no diary of the back up to this week."),
    ("listening", "diary_rare"): N_(
        "Too few scores for the week; the 8 weeks before hardly have any either."
    ),
    ("listening", "ill"): N_(
        "Too few scores for the week, but in it you were marked ill or injured."
    ),
    ("listening", "diary_begins"): N_("The diary began in this week."),
    ("listening", "days_unknown"): DAYS_UNKNOWN,
}
"""Habit and reason of `fct_habits` -> its sentence, where it holds no number."""

SOURCES: Final = {
    "file": N_("From your files."),
    "journal": N_("Typed in."),
    "diary": N_("From your diary."),
    "file_and_journal": N_("From your files, and typed in."),
    "file_and_diary": N_("From your files and your diary."),
    "journal_and_diary": N_("Typed in, and from your diary."),
    "file_and_journal_and_diary": N_("From your files and your diary, and typed in."),
}


def habit_told(row: Row, t: Translator) -> str:
    """Return why a week is a yes, a no or unknown, and where that is from.

    Parameters
    ----------
    row
        A row of `fct_habits`.
    t
        The language.
    """
    source = SOURCES.get(row["source"])
    return " ".join([_reason(row, t), *([t.gettext(source)] if source else [])])


def _reason(row: Row, t: Translator) -> str:
    habit, reason = row["habit"], row["reason"]
    if reason == "week_unknown":
        return t.gettext("Nothing is known of this week.")
    sentence = REASONS.get((habit, reason))
    return t.gettext(sentence) if sentence else COUNTED[habit](row, t)


def _form(row: Row, t: Translator) -> str:
    return t.ngettext(
        "The diary tells of running drills on one day.",
        "The diary tells of running drills on {n} days.",
        round(row["done"]),
    )


def _strength(row: Row, t: Translator) -> str:
    return t.ngettext(
        "Strength or core training on one day.",
        "Strength or core training on {n} days.",
        round(row["done"]),
    )


def _cross_training(row: Row, t: Translator) -> str:
    return t.ngettext("Another sport on one day.", "Another sport on {n} days.", round(row["done"]))


def _warm_up(row: Row, t: Translator) -> str:
    if row["reason"] == "few_known":
        return _few_starts(row, t)
    judged = round(row["target"])
    if row["is_met"]:
        return _all_warm(judged, t)
    return t.ngettext(
        "One run began without a warm-up.",
        "{n} runs began without a warm-up.",
        judged - round(row["done"]),
    )


def _few_starts(row: Row, t: Translator) -> str:
    judged = round(row["target"])
    if not judged:
        return t.gettext("How the runs of the week began cannot be told.")
    return t.gettext(
        "How {known} of {runs} runs began can be told; it takes half of them.",
        known=judged,
        runs=judged + row["unknown_count"],
    )


def _all_warm(runs: int, t: Translator) -> str:
    if runs == PAIR:
        return t.gettext("Both runs that can be judged began with a warm-up or gently.")
    return t.ngettext(
        "The run that can be judged began with a warm-up or gently.",
        "All {n} runs that can be judged began with a warm-up or gently.",
        runs,
    )


def _shoes(row: Row, t: Translator) -> str:
    runs = round(row["done"])
    if row["reason"] == "few_known":
        return t.ngettext(
            "Of one run the pair or its distance is not known.",
            "Of {n} runs the pair or its distance is not known.",
            row["unknown_count"],
        )
    if runs == PAIR:
        return t.gettext("Both runs were in pairs below their limit.")
    return t.ngettext(
        "The run was in a pair below its limit.",
        "All {n} runs were in pairs below their limit.",
        runs,
    )


def _increase(row: Row, t: Translator) -> str:
    if row["is_open"]:
        return t.gettext("No run and no week has stood out so far.")
    return t.gettext("No run and no week stood out.")


def _listening(row: Row, t: Translator) -> str:
    days = round(row["done"])
    if row["is_met"]:
        return t.gettext(
            "Scores on {n} days; no run in a rest the back had asked for, and none on the day after "
            "sharp pain or a score of 7.",
            n=t.number(row["done"], 0),
        )
    if not days:
        return t.gettext("No score in the diary; 3 days of the week are asked for.")
    return t.ngettext(
        "A score on one day; 3 of the week are asked for.",
        "Scores on {n} days; 3 of the week are asked for.",
        days,
    )


COUNTED: Final[Mapping[str, Callable[[Row, Translator], str]]] = {
    "form": _form,
    "strength": _strength,
    "warm_up": _warm_up,
    "shoes": _shoes,
    "increase": _increase,
    "cross_training": _cross_training,
    "listening": _listening,
}
"""Habit -> its sentence with numbers, for a reason without one of its own."""
