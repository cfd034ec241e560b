"""What the words in a cell mean. Nothing here refuses a row: an unknown word stays as written."""

import re
from collections.abc import Iterator, Mapping

from pipeline.diary.signs import DENIED, PATTERNS, PHRASES
from pipeline.diary.words import NOTHING, YES, plain
from pipeline.red_flags import UNNAMED

BETWEEN_WORDS = re.compile(r"[,;/+\n]")
BETWEEN_SIGNS = re.compile(r"[,;/\n]")
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
    meanings: list[str | None] = []
    for part in BETWEEN_WORDS.split(text):
        inside = [words[stem] for each in part.split() if (stem := _stem(each, words))]
        whole = _stem(part, words)
        meanings += inside or [words[whole] if whole else _as_written(part)]
    return ", ".join(dict.fromkeys(filter(None, meanings))) or None


def _stem(text: str, words: Mapping[str, str]) -> str | None:
    """Return the known word that `text` is, with or without a German ending."""
    letters = plain(text)
    return next((w for w in (letters, ENDING.sub("", letters)) if w in words), None)


def tag(text: str) -> str | None:
    """Return `yes`, `no`, or what else somebody writes of a thing done: a kind, a name, a weight."""
    letters = text.casefold().rstrip(".!")
    if letters in YES or letters == "1":
        return "yes"
    return "no" if letters in NOTHING - {""} else text or None


def signs(text: str) -> str | None:
    """Return the warning signs of `pipeline.red_flags` that a cell names, joined by commas.

    A bare yes is a sign without a name. Words nobody knows stay as they are, for whoever reads
    them has to think of every sign; only what is plainly denied is none.
    """
    if text.casefold().rstrip(".!") in NOTHING:
        return None
    parts = (part.strip() for part in BETWEEN_SIGNS.split(text))
    found = dict.fromkeys(sign for part in parts for sign in _signs_in(part))
    named = [sign for sign in found if sign != UNNAMED]
    return ", ".join(named or found) or None


def _signs_in(part: str) -> Iterator[str]:
    letters = plain(part)
    denied = DENIED.sub("", letters)
    if part.casefold().rstrip(".!") in NOTHING:
        return
    if letters in PHRASES:
        yield PHRASES[letters]
    elif part.casefold().rstrip(".!") in YES or letters in {UNNAMED, "1"}:
        yield UNNAMED
    elif denied != letters:
        if denied not in PHRASES:
            yield part
    else:
        words = letters.replace("_", " ")
        yield from [sign for sign, told in PATTERNS.items() if told.search(words)] or [part]
