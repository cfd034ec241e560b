"""What is typed of exercises becomes sets: `plank 3x30s bridge 3x10`, `core`, `legs`."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from flows.strength.problems import (
    DoseOfNothing,
    NoDose,
    NoSuchExercise,
    NotADose,
    NoTitle,
    TooManyExercises,
)
from pipeline.exercises import EXERCISES, GROUP_TITLES, READY, Dose
from pipeline.journal import Exercise

DOSE = re.compile(
    r"(?:(?P<sets>[0-9]{1,2})[x×*])?(?P<amount>[0-9]{1,4})(?P<unit>s|sec|sek|min)?"
    r"(?:@(?P<kg>[0-9]{1,3}(?:[.,][0-9]{1,2})?)kg)?"
)
SECONDS_OF = {"s": 1, "sec": 1, "sek": 1, "min": 60}
GROUPS = {
    "core": "core",
    "rumpf": "core",
    "leg": "legs",
    "bein": "legs",
    "beine": "legs",
    "back": "back",
    "ruecke": "back",
}
"""A word for a group, as it is compared -> the articles' exercises of it."""
MOST_EXERCISES = 50
LONGEST_TITLE = 100
LIKE = 0.8
"""So alike are a word and its slip of the pen."""
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Named(NamedTuple):
    """An exercise or a group that was typed, and the doses behind it."""

    text: str
    doses: tuple[str, ...]


def exercises_typed(words: Sequence[str], duration_min: float | None) -> tuple[Exercise, ...]:
    """Return the sets that were typed.

    Parameters
    ----------
    words
        Exercises, each with its doses behind it, or groups of exercises.
    duration_min
        How long all of it took; null where nobody says.

    Raises
    ------
    BadExercise
        With what to type instead.
    """
    named = list(_named(words))
    alone_min = duration_min if len(named) == 1 else None
    found = [exercise for one in named for exercise in _exercises(one, alone_min)]
    if len(found) > MOST_EXERCISES:
        raise TooManyExercises(count=len(found), most=MOST_EXERCISES)
    return tuple(found)


def active_min(exercises: Sequence[Exercise]) -> float:
    """Return how long the exercises alone take, by the weights of SCIENCE F.1."""
    seconds = ((one.seconds or 3.0 * (one.repetitions or 0)) * (one.sets or 1) for one in exercises)
    return sum(seconds) / 60


def title_meant(text: str) -> str:
    """Return a title on one line, without what cannot be seen.

    Raises
    ------
    NoTitle
        If nothing is left of it, or too much.
    """
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    title = " ".join(seen.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise NoTitle(longest=LONGEST_TITLE)
    return title


def _named(words: Sequence[str]) -> Iterator[Named]:
    name, doses = "", list[str]()
    for word in words:
        if not word[:1].isdigit():
            if name:
                yield Named(name, tuple(doses))
            name, doses = word, []
        elif not name or _key(name) in GROUPS:
            raise DoseOfNothing(text=word)
        else:
            doses.append(word)
    if name:
        yield Named(name, tuple(doses))


def _exercises(named: Named, alone_min: float | None) -> list[Exercise]:
    """Return an exercise's sets: as typed, else the article's, else minutes of it."""
    group = GROUPS.get(_key(named.text))
    if group:
        return _of_group(group, alone_min)
    exercise = _exercise(named.text)
    if named.doses:
        return [_with_dose(exercise, dose) for dose in named.doses]
    own = _article_dose(exercise.title or "")
    if own:
        return [exercise.model_copy(update=own._asdict())]
    if alone_min:
        return [exercise.model_copy(update={"seconds": alone_min * 60})]
    raise NoDose(exercise=named.text, example=f"{named.text} 3x12")


def _of_group(group: str, alone_min: float | None) -> list[Exercise]:
    doses = READY[group]
    if all(doses.values()):
        return [
            _exercise(name).model_copy(update=dose._asdict())
            for name, dose in doses.items()
            if dose
        ]
    if alone_min:
        return [Exercise(title=GROUP_TITLES[group], seconds=alone_min * 60)]
    raise NoDose(exercise=", ".join(doses), example=f"{next(iter(doses))} 3x12")


def _article_dose(name: str) -> Dose | None:
    return next((doses[name] for doses in READY.values() if name in doses), None)


def _exercise(text: str) -> Exercise:
    """Return an exercise by its name or another word for it, else as a title of its own."""
    key = _key(text)
    name = _NAMES.get(key)
    if name:
        known = EXERCISES[name]
        return Exercise(category=known.category, subtype=known.subtype, title=name)
    nearest = difflib.get_close_matches(key, [*_NAMES, *GROUPS], n=1, cutoff=LIKE)
    if nearest:
        raise NoSuchExercise(text=text, nearest=_WORDS.get(nearest[0], nearest[0]))
    return Exercise(title=title_meant(text))


def _with_dose(exercise: Exercise, text: str) -> Exercise:
    """Return an exercise in a dose; minutes without sets are a block of them."""
    found = DOSE.fullmatch(re.sub(r"\s", "", text.lower()))
    if found is None or float(found["amount"]) == 0:
        raise NotADose(text=text)
    amount, unit, kg = float(found["amount"]), found["unit"], found["kg"]
    is_block = unit == "min" and found["sets"] is None
    facts = {
        "sets": None if is_block else int(found["sets"] or 1),
        "seconds": amount * SECONDS_OF[unit] if unit else None,
        "repetitions": None if unit else int(amount),
        "weight_kg": float(kg.replace(",", ".")) if kg else None,
    }
    try:
        return Exercise.model_validate(exercise.model_dump() | facts)
    except ValidationError as problem:
        raise NotADose(text=text) from problem


def _key(text: str) -> str:
    """Return a word as it is compared: letters alone, no plural, English or German."""
    plain = unicodedata.normalize("NFC", text).lower().translate(UMLAUTS)
    return re.sub(r"[\W_]", "", plain).rstrip("ns") or plain


_NAMES = {_key(word): name for name, known in EXERCISES.items() for word in (name, *known.words)}
"""A word for an exercise, as it is compared -> the exercise's name."""
_WORDS = {_key(word): word for name, known in EXERCISES.items() for word in (name, *known.words)}
