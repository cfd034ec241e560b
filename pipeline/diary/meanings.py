"""What the words in a cell mean. Nothing here refuses a row: an unknown word stays as written."""

import re
from collections.abc import Mapping

from pipeline.diary.denials import denies, said_words
from pipeline.diary.signs import pieces, signs_in
from pipeline.diary.words import LONGEST_CELL, plain
from pipeline.red_flags import SIGNS, UNNAMED

BETWEEN_WORDS = re.compile(r"[,;/+\n]")
BETWEEN_SIGNS = re.compile(
    r"[,;/\n]|\b(?:but|aber|sondern)\b|\b(?:and|und)\b(?=\s(?:not?|kein\w{0,4}|nicht)\b)",
    re.IGNORECASE,
)
"""A `but` ends what a denial covers; so does an `and` with a denial of its own."""
ENDING = re.compile("e[rnsm]?$")
"""What German adds to an adjective before a noun."""
LONGEST_WORD = 100
"""What a line of the journal can name a body site by."""


def word(text: str, words: Mapping[str, str]) -> str | None:
    """Return the meaning of a word; an unknown one as written, in lower case."""
    return words.get(plain(text)) or _as_written(text)


def _as_written(text: str) -> str | None:
    return "_".join(text.casefold().split())[:LONGEST_WORD] or None


def several_words(text: str, words: Mapping[str, str]) -> str | None:
    """Return the meanings of several words, each also where it stands among others.

    "Stechender Schmerz" means `sharp`: a German ending or a noun must not hide it.
    """
    whole = [] if denies(text) else BETWEEN_WORDS.split(text)
    parts = [part for part in whole if not denies(part.strip())]
    meanings = [meaning for part in parts for meaning in _meanings(part, words)]
    return ", ".join(dict.fromkeys(filter(None, meanings))) or None


def _meanings(part: str, words: Mapping[str, str]) -> list[str | None]:
    """Return what a part of a cell means; a word that is denied means nothing."""
    inside = [words[stem] for each in said_words(part) if (stem := _stem(each, words))]
    whole = _stem(part, words)
    return [*inside] or [words[whole] if whole else _as_written(part)]


def _stem(text: str, words: Mapping[str, str]) -> str | None:
    """Return the known word that `text` is, with or without a German ending."""
    letters = plain(text)
    return next((w for w in (letters, ENDING.sub("", letters)) if w in words), None)


def signs(text: str) -> str | None:
    """Return the warning signs of `pipeline.red_flags` that a cell names, joined by commas.

    A bare yes is a sign without a name. Words nobody knows stay as they are, for whoever reads
    them has to think of every sign; only what is plainly denied is none.
    """
    parts = [stripped for part in BETWEEN_SIGNS.split(text) if (stripped := part.strip())]
    found = dict.fromkeys(sign for part in parts for sign in _signs_of(part))
    named = [sign for sign in found if sign != UNNAMED]
    return ", ".join(named or found) or None


def _signs_of(part: str) -> list[str]:
    """Return a part's signs; of a long text without any, one piece stands for the whole."""
    told = list(dict.fromkeys(sign for piece in pieces(part) for sign in signs_in(piece)))
    known = [sign for sign in told if sign in SIGNS]
    return known if known and len(part) > LONGEST_CELL else told[: None if known else 1]
