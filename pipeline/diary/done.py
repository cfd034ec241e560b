"""What somebody writes of a thing done: that it was, that it was not, or what it was."""

import re
import unicodedata

from pipeline.diary.denials import BETWEEN, DENIERS, DONE, EMPTY, denies, words_of
from pipeline.diary.words import LONGEST_CELL, YES


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SKIPPED = _set(
    "skipped skip missed cancelled canceled omitted nix nixda fehlanzeige ausgefallen entfallen "
    "entfiel ausgelassen weggelassen abgesagt verpasst verschoben geschwanzt geschwaenzt"
)
"""What was meant to be, and was not."""
DOUBTFUL = _set(
    "maybe perhaps possibly unsure unclear unknown dunno vielleicht eventuell evtl womoglich "
    "womoeglich unsicher unklar unbekannt"
)
"""Who begins so does not know."""
NOBODY_KNOWS = frozenset(
    {"n a", "k a", "not sure", "no idea", "don t know", "keine ahnung", "weiss nicht"}
)
NOTHING_OF_IT = re.compile(
    r"0+(?:[.,]0+)?\s*(?:x|km|kg|h|std|stunden?|hours?|min|minuten?|minutes?|s|sec|sek|sets?)?",
    re.IGNORECASE,
)
WALK = re.compile(r"\b(?:walk(?:s|ed|ing)?|spazier\w*|gassi)\b", re.IGNORECASE)
HIKE = re.compile(r"\b(?:hik\w*|wander\w*|gewandert|nordic)\b", re.IGNORECASE)
AMOUNT = re.compile(
    r"(?P<amount>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?:(?P<hours>h|std|stunden?|hours?)|"
    r"(?:min(?:utes?|uten?)?|m|['\u2019\u2032])(?![a-z]))",
    re.IGNORECASE,
)
SHORTEST_WALK_MIN = 30
"""A shorter walk is no other sport, as in a watch's file."""


def tag(text: str) -> str | None:
    """Return `yes`, `no`, or what else somebody writes of a thing done: a kind, a name, a weight.

    A dash, a question mark and a doubt say nothing.

    >>> tag("ausgefallen"), tag("0 min"), tag("--"), tag("maybe"), tag("bike 40 min")
    ('no', 'no', None, None, 'bike 40 min')
    """
    letters = text.casefold().strip().rstrip(".!")
    if letters in YES or letters == "1":
        return "yes"
    if _is_open(letters):
        return None
    if NOTHING_OF_IT.fullmatch(letters):
        return "no"
    skipped = [_is_skipped(part) for part in BETWEEN.split(text[:LONGEST_CELL]) if part.strip()]
    if any(skipped):
        return "no" if all(skipped) else None
    return "no" if denies(text, DONE) else text


def other_sport(text: str) -> str | None:
    """Return what `tag` does; a walk that was too short to be another sport is a no.

    >>> other_sport("Spaziergang 20 min"), other_sport("Spaziergang"), other_sport("0.5 h walk")
    ('no', 'Spaziergang', '0.5 h walk')
    """
    told = tag(text)
    if told in {None, "yes", "no"}:
        return told
    parts = [part for part in re.split(r"[;/+\n]|,(?![0-9])", text[:LONGEST_CELL]) if part.strip()]
    return "no" if all(map(_is_short_walk, parts)) else told


def _is_open(letters: str) -> bool:
    """Tell whether nothing is said: no letter, digit or picture, a question, or a doubt."""
    words = words_of(letters)
    says = any(sign.isalnum() or unicodedata.category(sign) == "So" for sign in letters)
    return (
        not says
        or letters.endswith("?")
        or " ".join(words) in NOBODY_KNOWS
        or bool(words and words[0] in DOUBTFUL)
    )


def _is_skipped(part: str) -> bool:
    """Tell whether a part of a text says that it was left out, or denies it."""
    words = words_of(part)
    told = [word for word in words if word not in EMPTY | DONE]
    return bool(told) and (told[0] in SKIPPED or told[-1] in SKIPPED) and told[0] not in DENIERS


def _is_short_walk(part: str) -> bool:
    amounts = list(AMOUNT.finditer(part))
    if not WALK.search(part) or HIKE.search(part) or not amounts:
        return False
    minutes = sum(
        float(one["amount"].replace(",", ".")) * (60 if one["hours"] else 1) for one in amounts
    )
    return minutes < SHORTEST_WALK_MIN
