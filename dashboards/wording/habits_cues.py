"""What the two articles say on each of the seven things, in our words, with its evidence."""

from typing import Final

from dashboards.i18n import Translator
from dashboards.wording.exercises import ready_told
from dashboards.wording.rest import relief_advice
from pipeline.errors import N_

CUES: Final = {
    "form": (
        N_("Head upright and centred, back straight; look ahead, not down."),
        N_("Jaw and neck loose, shoulders relaxed and level."),
        N_("Strides not too long."),
    ),
    "warm_up": (
        N_("A few minutes before any distance, short ones too."),
        N_("Fast walking, strides or short sprints."),
        N_("Lunges, jumping jacks, butt kicks, high knees."),
    ),
    "shoes": (
        N_("Shoes that cushion and support, and that are not worn out."),
        N_(
            "In a study of 2001 with 12 people the shock to the spine was larger barefoot, and the "
            "back's muscles reacted sooner in shoes."
        ),
    ),
    "increase": (
        N_("Distance and intensity grow in small steps; 10% a week is a common rule of thumb."),
        N_(
            "Of 874 novice runners in one study 202 were injured. Over all injuries, steps of more "
            "than 30% in two weeks made no clear difference to steps of up to 10%; injuries of "
            "knee, shin and hip looked more frequent, which may be chance. Back pain was not among "
            "those."
        ),
    ),
    "cross_training": (
        N_("At least once a week: hiking, cycling, elliptical, swimming and the like."),
        N_("Here yoga counts too, and a walk of at least 30 minutes."),
    ),
    "listening": (
        N_("Slight soreness from tired muscles is normal and settles by itself."),
        N_(
            "Stabbing or lasting pain, or pain that a few days without running do not settle, "
            "means rest, and a doctor."
        ),
        N_("Three scores a week are the least from which a week can be told."),
    ),
}
"""Habit -> its cues; those of strength are exercises and doses, which have their own home."""

EVIDENCE: Final = {
    "form": N_("Evidence D: a convention, not proof; for the hint about steps see below."),
    "strength": N_(
        "Evidence A for the comparison of the trial's three programmes at two sessions a week; "
        "once a week is a convention (D)."
    ),
    "warm_up": N_(
        "Evidence D: in a survey of 800 marathon runners a missing warm-up was the main reason "
        "named for trouble. That is an opinion, not proof."
    ),
    "shoes": N_("Evidence D for the limit, C for the small study."),
    "increase": N_(
        "Evidence B for the longest run and C for the weeks, both for injuries, not for back pain."
    ),
    "cross_training": N_("Evidence D: a convention, not proof."),
    "listening": N_("Evidence D: a convention, not proof."),
}
"""Habit -> the letter of its evidence and what it is for."""


def cues(habit: str, t: Translator) -> list[str]:
    """Return the articles' cues of a habit, one line each."""
    if habit == "strength":
        return _exercises(t)
    told = [t.gettext(cue) for cue in CUES[habit]]
    return [*told, relief_advice(t)] if habit == "listening" else told


def _exercises(t: Translator) -> list[str]:
    """Return the exercises the articles name, with sets where they give them."""
    groups = {group: ", ".join(ready_told(group, t)) for group in ("core", "legs", "back")}
    return [
        t.gettext("Core, at least once a week: {exercises}.", exercises=groups["core"]),
        t.gettext(
            "Legs, as in the trial: {exercises}; the article gives no sets.",
            exercises=groups["legs"],
        ),
        t.gettext(
            "Back extensors, as in the trial: {exercises}; the article gives no sets.",
            exercises=groups["back"],
        ),
    ]


def evidence_told(habit: str, t: Translator) -> str:
    """Return how well a habit is founded."""
    return t.gettext(EVIDENCE[habit])
