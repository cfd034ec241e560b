"""Exercises and doses as people say them, and what the two articles name (SCIENCE H)."""

from collections.abc import Iterable
from typing import Final

from dashboards.i18n import Translator
from pipeline.errors import N_
from pipeline.exercises import GROUP_TITLES, READY, Dose
from pipeline.journal import Exercise

NAMES: Final = {
    "plank": N_("plank on the forearms"),
    "side_plank": N_("side plank"),
    "bird_dog": N_("opposite arm and leg raise on all fours"),
    "dead_bug": N_("dead bug"),
    "marching_bridge": N_("marching bridge"),
    "bridge": N_("bridge"),
    "hip_thrust": N_("hip thrust"),
    "clamshell": N_("clamshell"),
    "superman": N_("superman"),
    "back_extension": N_("back extension"),
    "leg_press": N_("leg press"),
    "single_leg_squat": N_("squat on one leg"),
    "wall_sit": N_("wall sit"),
    "squat": N_("squat"),
    "step_up": N_("step-up"),
    "lunge": N_("lunge"),
    "calf_raise": N_("calf raise"),
    "leg_curl": N_("leg curl"),
    "deadlift": N_("deadlift"),
    "crunch": N_("crunch"),
    "sit_up": N_("sit-up"),
    "leg_raise": N_("leg raise"),
    "push_up": N_("push-up"),
    "pull_up": N_("pull-up"),
    GROUP_TITLES["core"]: N_("core exercises"),
    GROUP_TITLES["legs"]: N_("leg exercises"),
    GROUP_TITLES["back"]: N_("back exercises"),
}
"""Name in the journal -> how it is told."""


def exercise_name(title: str, t: Translator) -> str:
    """Return the name of an exercise; a title in the runner's own words stays as it is."""
    return t.gettext(NAMES[title]) if title in NAMES else title


def dose_told(
    sets: int | None, repetitions: int | None, seconds: float | None, t: Translator
) -> str:
    """Return a dose: `3 × 10`, `3 × 30 s`, or minutes where nobody has counted sets."""
    if sets is None:
        return "" if seconds is None else f"{t.number(seconds / 60, 0)}\u00a0min"
    if seconds is not None:
        return f"{sets}\u00a0×\u00a0{t.number(seconds, 0)}\u00a0s"
    return f"{sets}\u00a0×\u00a0{repetitions or '?'}"


def exercises_told(exercises: Iterable[Exercise], t: Translator) -> str:
    """Return exercises with their doses, one after the other."""
    return ", ".join(_told(exercise, t) for exercise in exercises)


def ready_told(group: str, t: Translator) -> list[str]:
    """Return the exercises the articles name, with their dose where they give one.

    Parameters
    ----------
    group
        `core`, `legs` or `back`.
    t
        The language.
    """
    return [_with_dose(name, dose, t) for name, dose in READY[group].items()]


def _with_dose(name: str, dose: Dose | None, t: Translator) -> str:
    told = exercise_name(name, t)
    return f"{told} {dose_told(*dose, t)}" if dose else told


def _kilograms(weight_kg: float, t: Translator) -> str:
    return f"{t.number(weight_kg, int(weight_kg % 1 > 0))}\u00a0kg"


def _told(exercise: Exercise, t: Translator) -> str:
    weight = f" ({_kilograms(exercise.weight_kg, t)})" if exercise.weight_kg else ""
    dose = dose_told(exercise.sets, exercise.repetitions, exercise.seconds, t)
    return f"{exercise_name(exercise.title or '', t)} {dose}{weight}".strip()
