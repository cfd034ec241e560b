"""What `backstride strength` and `backstride exercise` write into the journal."""

from collections.abc import Sequence
from typing import NamedTuple

from flows.added import add_session, check_strength
from flows.amounts import duration_min
from flows.corrections import Corrected
from flows.strength.problems import NotTrained
from flows.strength.typed import active_min, exercises_typed, title_meant
from flows.whose import athlete_meant
from pipeline.home import Home
from pipeline.journal import TRAINED, Facts, Spoken, say
from pipeline.settings import load_settings

TRAINED_WORDS = {
    word: trained
    for trained, words in {
        "leg": "leg legs bein beine",
        "back": "back ruecken rücken rückenstrecker rueckenstrecker",
        "core": "core rumpf",
        "other_core": "other_core bauch",
        "none": "none nichts keine keines nothing",
    }.items()
    for word in words.split()
}
"""What may be said of an exercise, English or German -> the journal's word."""


class Put(NamedTuple):
    """What was said of a title."""

    said: Spoken
    facts: Facts


def add_strength(
    home: Home,
    athlete: str | None,
    words: Sequence[str],
    *,
    day: str | None,
    at: str | None,
    duration: str | None,
    rpe: float | None,
    note: str,
) -> Corrected:
    """Append a strength session no watch has recorded.

    Where nobody says how long it took, it took as long as its exercises alone.

    Raises
    ------
    BadExercise, UsageError
        If something does not fit; nothing is written then.
    """
    exercises = exercises_typed(words, duration_min(duration) if duration else None)
    check_strength(active_min(exercises))
    return add_session(
        home,
        athlete,
        day=day or "today",
        sport="strength training",
        distance="-",
        duration=duration or f"{active_min(exercises):.2f}min",
        rpe=rpe,
        at=at,
        note=note,
        exercises=exercises,
    )


def put_exercise(home: Home, athlete: str | None, title: str, trains: str, *, note: str) -> Put:
    """Append what an exercise trains, for all sets and sessions of this title.

    Raises
    ------
    NoTitle, NotTrained, UsageError
        If something does not fit; nothing is written then.
    """
    word = TRAINED_WORDS.get("_".join(trains.lower().replace("-", " ").split()))
    if word is None:
        raise NotTrained(text=trains, known=", ".join(TRAINED))
    facts = Facts.model_validate({"title": title_meant(title), "trains": word})
    home.create()
    athlete_id = athlete_meant(home, load_settings(home), athlete)
    return Put(say(home, athlete_id, "exercise", facts=facts, note=note), facts)
