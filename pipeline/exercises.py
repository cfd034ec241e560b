"""Exercises that can be named at the terminal: FIT's numbers for them, and the articles' own.

What each trains follows from the numbers alone (SCIENCE F.1, `int_exercise_categories` and
`int_exercise_subtypes`), so a typed-in set and a watch's are judged alike.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Known(NamedTuple):
    """An exercise by FIT's numbers, and by other words for it, German and English.

    A hold is done for so many seconds, nobody counts its repetitions.
    """

    category: int
    subtype: int | None
    words: tuple[str, ...] = ()
    is_hold: bool = False


class Dose(NamedTuple):
    """So many sets of so many repetitions, or of so many seconds."""

    sets: int
    repetitions: int | None = None
    seconds: float | None = None


EXERCISES: Final[Mapping[str, Known]] = {
    "plank": Known(19, 43, ("unterarmstuetz", "planke", "front_plank"), is_hold=True),
    "side_plank": Known(19, 66, ("seitstuetz", "seitlicher_unterarmstuetz"), is_hold=True),
    "bird_dog": Known(5, 48, ("vierfuesslerstand", "vierfuessler", "arm_leg_raise")),
    "dead_bug": Known(11, 1, ("kaefer",)),
    "marching_bridge": Known(10, 24),
    "bridge": Known(10, 11, ("bruecke", "schulterbruecke", "glute_bridge", "hip_raise")),
    "hip_thrust": Known(10, 0),
    "clamshell": Known(10, 44, ("clam", "clams", "muschel")),
    "superman": Known(13, 29),
    "back_extension": Known(13, None, ("rueckenstrecker", "hyperextension", "rumpfheben")),
    "leg_press": Known(28, 0, ("beinpresse",)),
    "single_leg_squat": Known(28, 42, ("einbeinige_kniebeuge", "one_legged_squat")),
    "wall_sit": Known(28, 20, ("wandsitz", "wandsitzen", "wall_squat"), is_hold=True),
    "squat": Known(28, 61, ("kniebeuge",)),
    "step_up": Known(28, 66, ("aufsteiger",)),
    "lunge": Known(17, 32, ("ausfallschritt",)),
    "calf_raise": Known(1, 18, ("wadenheben",)),
    "leg_curl": Known(15, 0, ("beinbeuger",)),
    "deadlift": Known(8, None, ("kreuzheben",)),
    "crunch": Known(6, 83),
    "sit_up": Known(27, None),
    "leg_raise": Known(16, None, ("beinheben",)),
    "push_up": Known(22, None, ("liegestuetz",)),
    "pull_up": Known(21, None, ("klimmzug",)),
}
"""Name -> what it is."""

READY: Final[Mapping[str, Mapping[str, Dose | None]]] = {
    "core": {
        "plank": Dose(3, seconds=30),
        "bridge": Dose(3, repetitions=10),
        "superman": Dose(3, repetitions=5),
    },
    "legs": {"leg_press": None, "single_leg_squat": None, "wall_sit": None},
    "back": {"back_extension": None, "bird_dog": None},
}
"""What the two articles name, with their dose where they give one (SCIENCE H)."""

EXAMPLE_DOSES: Final[Mapping[str, str]] = {"legs": "3x12 3x30s", "back": "3x12"}
"""How to say how much of a group without a dose: repetitions, seconds for what is held."""

GROUP_TITLES: Final[Mapping[str, str]] = {
    "core": "core",
    "legs": "legs",
    "back": "back extensors",
}
"""What minutes of a group are called in the journal: words `int_trained_words` knows."""
