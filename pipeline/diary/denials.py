"""What somebody says who denies: `no`, `keine davon`, `not today`, and which words that covers."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipeline.diary.words import LONGEST_CELL, NOTHING, plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DENIERS = _set(
    "no not none never nothing without nope nah neither nor nada nil 0 nein noe nee kein keine "
    "keinen keiner keines keinem keins keinerlei nicht nichts nie niemals ohne weder"
)
TURNS = _set("but only rather instead aber nur sondern eher dafur dafuer statt")
"""What comes behind such a word is said, not denied."""

EMPTY = _set(
    "of the these those them this that it above below following listed mentioned named at all any "
    "today yesterday new so far to for me my symptom symptoms sign signs warning red flag flags "
    "apply applies thing things special particular davon der den dem die das dieser diesen diese "
    "von vom zum oben unten genannten genannte genanntes aufgefuhrten angegebenen folgenden symptome "
    "symptomen zeichen warnzeichen alarmzeichen anzeichen beschwerden heute gestern neue neuen bisher "
    "bei mir auf mich trifft treffen zu besonderes besonderen auffalliges auffalligkeiten"
)
"""Words that name nothing themselves."""

MEDICINE = _set(
    "pain painkiller painkillers killer killers med meds medication medications medicine medicines "
    "pill pills tablet tablets taken took take needed drug drugs ibuprofen ibu paracetamol aspirin "
    "diclofenac naproxen novalgin schmerz schmerzen schmerzmittel schmerztablette schmerztabletten "
    "tablette tabletten pille pillen medikament medikamente medikamenten mittel medikation genommen "
    "eingenommen gebraucht notig noetig"
)
DONE = _set(
    "training workout exercise exercises sport strength core drills drill lifting lifted lift "
    "heavy warm up warmup cross done did krafttraining kraft rumpf rumpftraining stabi lauf abc laufabc "
    "aufwarmen aufwaermen einlaufen ubung ubungen uebungen heben gehoben getragen schweres "
    "ausgleich ausgleichssport ausgleichstraining gemacht trainiert"
)
"""Words a denial of medicine, or of a thing done, may hold."""

BETWEEN = re.compile(r"[,;/+\n.!]")


@lru_cache(maxsize=4096)
def denies(text: str, about: frozenset[str] = frozenset()) -> bool:
    """Tell whether a text says that there is nothing to say, and nothing else.

    >>> denies("Keine der genannten"), denies("no idea")
    (True, False)
    """
    if text.casefold().rstrip(".!") in NOTHING:
        return True
    if len(text) > LONGEST_CELL:
        return False
    parts = [words for part in BETWEEN.split(text) if (words := words_of(part))]
    known = DENIERS | EMPTY | about
    return bool(parts) and all(p[0] in DENIERS and known.issuperset(p) for p in parts)


def words_of(text: str) -> list[str]:
    """Return a text's words, each without case and accents."""
    return [word for word in plain(text).split("_") if word]


def said_words(text: str) -> list[str]:
    """Return the words of a text that it does not deny, as they are written.

    A denial covers what follows it, up to a `but`; at the end, what precedes it: `sharp: no`.
    """
    words = text.split()
    return [] if words and _denies(words[-1]) else list(_until_denied(words))


def is_denied(words: Collection[str]) -> bool:
    """Tell whether one of some words denies."""
    return not DENIERS.isdisjoint(words)


def _until_denied(words: list[str]) -> Iterator[str]:
    is_covered = False
    for word in words:
        is_covered = (is_covered or _denies(word)) and plain(word) not in TURNS
        if not is_covered:
            yield word


def _denies(word: str) -> bool:
    return plain(word) in DENIERS
