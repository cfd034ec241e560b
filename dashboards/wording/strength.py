"""What a strength session trained, and by what that is known (SCIENCE F.1)."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.commands import own_command
from pipeline.errors import N_

Row = Mapping[str, Any]

CLASSES: Final = {
    "leg": N_("legs"),
    "back": N_("back extensors"),
    "core": N_("trunk stability"),
    "other_core": N_("other trunk exercises"),
    "mixed": N_("mixed"),
    "unclassified": N_("strength, not known which"),
    "none": N_("none of these"),
}
"""Class of a session, or what an exercise trains -> its name."""

REASONS: Final = {
    "sets": N_("by its sets: {parts}"),
    "few_sets": N_(
        "mixed, because no kind of exercise came to 4 sets or 8 minutes and half of the time: "
        "{parts}"
    ),
    "other_sets": N_("its sets train none of legs, back extensors and trunk"),
    "unknown_sets": N_(
        "more than half of its time is in sets nobody knows; to say what one trains: {command}"
    ),
    "title": N_("by its title; all of its time counts for it"),
    "pilates": N_("pilates counts as trunk stability; all of its time counts for it"),
    "no_strength": N_("yoga and stretching train none of the three groups of the trial"),
    "no_sets": N_("the file names no exercise, and its title tells nothing"),
}
"""Why a session is of its class -> half a sentence behind its name."""

PARTS: Final = ("leg", "back", "core", "other_core", "unclassified")


def class_name(programme: str | None, t: Translator) -> str:
    """Return the name of what a session or an exercise trains."""
    return t.gettext(CLASSES[programme or "none"])


def because_told(row: Row, t: Translator) -> str:
    """Return by what a session's class is known.

    Parameters
    ----------
    row
        A row of `fct_strength`.
    t
        The language.
    """
    reason = row["because"]
    if reason == "sub_sport":
        reason = "pilates" if row["strength_programme"] else "no_strength"
    command = own_command(row["athlete_id"], "exercise")
    return t.gettext(REASONS[reason], parts=parts_told(row, t), command=command)


def parts_told(row: Row, t: Translator) -> str:
    """Return the minutes of each programme in a session, the longest first."""
    minutes = {name: row[f"{name}_min"] for name in PARTS if row[f"{name}_min"]}
    longest = sorted(minutes, key=lambda name: -minutes[name])
    return ", ".join(
        f"{class_name(name, t)} {t.number(minutes[name], 1)}\u00a0min" for name in longest
    )


def dose_told(row: Row, t: Translator) -> str:
    """Return how much a programme was trained in a week; a mixed session gives each its part.

    Parameters
    ----------
    row
        A row of `fct_strength_weeks`.
    t
        The language.
    """
    minutes = row["active_min"] if row["trained_min"] is None else row["trained_min"]
    sessions = t.ngettext("{n} session", "{n} sessions", row["sessions"])
    told = [sessions, *_sets(row, t)] if row["sessions"] else [t.gettext("in mixed sessions")]
    if minutes is not None:
        told.append(t.gettext("{minutes} min", minutes=t.number(minutes, 1)))
    return f"{class_name(row['strength_programme'], t)}: {', '.join(told)}"


def _sets(row: Row, t: Translator) -> list[str]:
    sets = row["active_sets"]
    return [] if sets is None else [t.ngettext("{n} set", "{n} sets", sets)]
