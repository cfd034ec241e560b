"""What is typed of exercises becomes sets: `plank 3x30s bridge 3x10`, `core`, `legs`."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
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
from pipeline.exercises import EXAMPLE_DOSES, EXERCISES, GROUP_TITLES, READY, Dose
from pipeline.journal import Exercise

DOSE = re.compile(
    r"(?:(?P<sets>[0-9]{1,2})[x×*])?(?P<amount>[0-9]{1,4})(?P<unit>s|sec|sek|min)?"
    r"(?:@(?P<kg>[0-9]{1,3}(?:[.,][0-9]{1,2})?)kg)?"
)
SECONDS_OF = {"s": 1, "sec": 1, "sek": 1, "min": 60}
GLUED = re.compile(r"(?P<name>\D*[^\W\d][^\w]*)(?P<dose>[0-9].*)", re.DOTALL)
TIED = re.compile(r"[x×*]|(?:s|sec|sek|min)$")
"""What tells a dose from a number in a name, inside one word."""
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
    for word in (part for text in words for part in _parts(text)):
        if not word[:1].isdigit():
            if name:
                yield Named(name, tuple(doses))
            name, doses = word, []
        elif not name or _has_own_dose(name):
            raise DoseOfNothing(text=word)
        else:
            doses.append(word)
    if name:
        yield Named(name, tuple(doses))


def _parts(text: str) -> Iterator[str]:
    """Return names and doses that were typed as one word: `plank3x30s`, `"plank 3x30s"`.

    A word without a dose is a name as it stands, with its blanks.
    """
    if not text.strip():
        raise NoTitle(longest=LONGEST_TITLE)
    pieces = [part for piece in text.split() for part in _unglued(piece)]
    if not any(map(_is_dose, pieces)):
        yield text
        return
    for is_dose, run in groupby(pieces, _is_dose):
        some = list(run)
        yield from some if is_dose else [" ".join(some)]


def _unglued(piece: str) -> tuple[str, ...]:
    """Return name and dose of `plank3x30s` as two."""
    found = GLUED.fullmatch(piece)
    is_glued = found is not None and _is_dose(found["dose"])
    return (found["name"], found["dose"]) if found and is_glued else (piece,)


def _is_dose(text: str) -> bool:
    return bool(DOSE.fullmatch(text.lower()) and TIED.search(text.lower()))


def _has_own_dose(name: str) -> bool:
    group = GROUPS.get(_key(name))
    return group is not None and all(READY[group].values())


def _exercises(named: Named, alone_min: float | None) -> list[Exercise]:
    """Return an exercise's sets: as typed, else the article's, else minutes of it."""
    group = GROUPS.get(_key(named.text))
    if group:
        return _of_group(group, named, alone_min)
    exercise = _exercise(named.text)
    if named.doses:
        return [_with_dose(exercise, dose) for dose in named.doses]
    own = _article_dose(exercise.title or "")
    if own:
        return [exercise.model_copy(update=own._asdict())]
    if alone_min:
        return [exercise.model_copy(update={"seconds": alone_min * 60})]
    example = "3x30s" if _is_hold(exercise) else "3x12"
    raise NoDose(exercise=named.text, example=f"{named.text} {example}")


def _of_group(group: str, named: Named, alone_min: float | None) -> list[Exercise]:
    doses = READY[group]
    if named.doses:
        return [one for name in doses for one in _with_doses(_exercise(name), group, named)]
    if all(doses.values()):
        return [
            _exercise(name).model_copy(update=dose._asdict())
            for name, dose in doses.items()
            if dose
        ]
    if alone_min:
        return [Exercise(title=GROUP_TITLES[group], seconds=alone_min * 60)]
    raise NoDose(exercise=named.text, example=f"{named.text} {EXAMPLE_DOSES[group]}")


def _with_doses(exercise: Exercise, group: str, named: Named) -> list[Exercise]:
    """Return an exercise of a group in its doses: seconds are those of what is held."""
    timed = [dose for dose in named.doses if dose.lower().endswith(tuple(SECONDS_OF))]
    counted = [dose for dose in named.doses if dose not in timed]
    own = timed if _is_hold(exercise) else counted or timed
    if not own:
        raise NoDose(exercise=named.text, example=f"{named.text} {EXAMPLE_DOSES[group]}")
    return [_with_dose(exercise, dose) for dose in own]


def _is_hold(exercise: Exercise) -> bool:
    known = EXERCISES.get(exercise.title or "")
    return known is not None and known.is_hold


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
        raise NoSuchExercise(text=text, nearest=_WORDS.get(nearest[0]) or GROUPS[nearest[0]])
    return Exercise(title=title_meant(text))


def _with_dose(exercise: Exercise, text: str) -> Exercise:
    """Return an exercise in a dose; minutes without sets are a block of them.

    Who holds something counts seconds, with or without their unit.
    """
    found = DOSE.fullmatch(re.sub(r"\s", "", text.lower()))
    if found is None or float(found["amount"]) == 0:
        raise NotADose(text=text)
    unit = found["unit"] or ("s" if _is_hold(exercise) else None)
    amount, kg = float(found["amount"]), found["kg"]
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
    return re.sub(r"[\W_]", "", plain).rstrip("ens") or plain


_NAMES = {_key(word): name for name, known in EXERCISES.items() for word in (name, *known.words)}
"""A word for an exercise, as it is compared -> the exercise's name."""
_WORDS = {_key(word): word for name, known in EXERCISES.items() for word in (*known.words, name)}
"""A word as it is compared -> as it is written, FIT's own where two differ in their plural."""
GROUPS = {
    _key(word): group
    for group, words in {
        "core": ("core", "rumpf"),
        "legs": ("legs", "beine"),
        "back": ("back", "ruecken"),
    }.items()
    for word in words
}
"""A word for a group, as it is compared -> the articles' exercises of it."""
