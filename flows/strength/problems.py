"""Why something said of strength training is not written down."""

from pipeline.errors import N_, UsageError


class BadExercise(UsageError):
    """A word about exercises that cannot be; nothing is written."""


class NoSuchExercise(BadExercise):
    """A word that looks like a slip of the pen."""

    sentence = N_(
        "There is no exercise '{text}'; did you mean '{nearest}'? To use a word of your own, write "
        "it in another way. Nothing was written."
    )


class NotADose(BadExercise):
    """A dose nobody can read or do."""

    sentence = N_(
        "'{text}' is no dose Backstride understands: write it as 3x12, 3x30s, 3x12@20kg or 10min. "
        "Nothing was written."
    )


class DoseOfNothing(BadExercise):
    """A dose before any exercise, or behind a group of them."""

    sentence = N_(
        "'{text}' stands behind no single exercise: write it as plank 3x30s. Nothing was written."
    )


class NoDose(BadExercise):
    """Exercises of which nobody knows how much."""

    sentence = N_(
        "How much of it? No dose is known for {exercise}: write {example}, or how long "
        "all of it took with --duration 25min. Nothing was written."
    )


class TooManyExercises(BadExercise):
    """A day nobody has."""

    sentence = N_("These are {count} exercises; {most} are the most. Nothing was written.")


class NotTrained(BadExercise):
    """A word for what an exercise trains that nobody knows."""

    sentence = N_("An exercise cannot train '{text}'; use {known}. Nothing was written.")


class NoTitle(BadExercise):
    """A title nobody could read, or a story."""

    sentence = N_(
        "Give the title as the watch shows it, up to {longest} characters. Nothing was written."
    )
