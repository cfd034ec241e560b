"""How people name the warning signs of `pipeline.red_flags`, in English and German.

Where a word leaves open which of two signs is meant, it means the more urgent one. A fever alone
is the exception: of all signs it is the most common, and mostly not back pain's.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.diary.denials import DENIERS, denies
from pipeline.diary.words import LONGEST_CELL, YES, by_word, plain
from pipeline.red_flags import UNNAMED

PHRASES = by_word(
    {
        "bladder_bowel": "bladder bowel bladder_bowel_trouble bladder_trouble bowel_trouble "
        "bladder_problems bowel_problems bladder_or_bowel bladder_or_bowel_trouble "
        "new_bladder_or_bowel_trouble incontinence incontinent retention blase darm "
        "blase_oder_darm blasenstorung blasenstoerung inkontinenz inkontinent harnverhalt",
        "saddle_numbness": "saddle saddle_numbness numbness_between_the_legs numb_between_the_legs "
        "reithose reithosentaubheit taubheit_im_schritt taubheit_zwischen_den_beinen",
        "both_legs_weak": "weak_legs leg_weakness legs_weak weakness_in_both_legs beinschwache "
        "beinschwaeche schwache_beine schwaeche_in_beiden_beinen schwache_in_beiden_beinen",
        "severe_injury": "injury accident trauma crash bad_fall unfall verletzung sturz schwerer_sturz",
        "fever_very_ill": "very_ill rigors chills sepsis schuttelfrost schuettelfrost schwer_krank",
        "tearing_collapse": "collapse collapsed fainted tearing tearing_pain kollaps ohnmacht "
        "ohnmachtig ohnmaechtig reissend reissender_schmerz zusammengebrochen",
        "fever_infection": "fever infection fieber infektion infekt temperatur",
        "weight_loss": "weight_loss losing_weight gewichtsverlust gewichtsabnahme",
        "past_cancer": "cancer tumor tumour krebs krebserkrankung",
        "night_pain": "night_pain pain_at_night nachtschmerz nachtschmerzen nachtlicher_schmerz "
        "naechtlicher_schmerz",
        "minor_injury_fragile": "minor_fall minor_injury osteoporosis kleiner_sturz leichter_sturz "
        "osteoporose",
        "age_new_pain": "",
        "one_leg_weak": "one_leg_weakness weak_leg foot_drop fussheber fussheberschwache "
        "fussheberschwaeche ein_bein_schwach",
        "morning_stiffness": "morgensteife morgensteifigkeit stiff_in_the_morning",
        "not_improving": "no_improvement not_better no_better keine_besserung nicht_besser "
        "wird_nicht_besser",
    }
)
"""What a whole cell, or a part of it, may say -> sign."""

OR = re.compile(r"_(?:or|oder|nor|noch)_")
NEW = re.compile(r"^(?:new|neue|neuen)_")

NOTIONS = {
    notion: re.compile(words)
    for notion, words in {
        "bladder_bowel": r"bladder|bowels?|urin.*|.*blasen?.*|.*stuhlgang.*|darm.*|harn.*|"
        r".*inkontinen.*|incontinen.*|wasserlassen",
        "saddle": r"saddle|sattel|reithosen?",
        "numb": r"numb.*|taub.*",
        "crotch": r"between|groin|crotch|genital.*|private.*|schritt|zwischen|damm|intim.*|gesass|"
        r"gesaess",
        "weak": r"weak.*|schwach.*|schwaech.*",
        "both": r"both|two|beiden?|beider",
        "one": r"one|left|right|ein|einem|linke[nsm]?|rechte[nsm]?",
        "legs": r"legs?|beine?n?",
        "leg": r"leg|foot|bein|fuss",
        "injury": r"accident|crash.*|trauma|unfall|gesturzt|gestuerzt",
        "fever": r"fever|feverish|fieber.*",
        "infection": r"infection|infekt.*",
        "very": r"very|feeling|schwer|sehr",
        "ill": r"ill|krank",
        "rigors": r"rigors|chills|schuttelfrost|schuettelfrost",
        "collapse": r"tearing|collaps.*|faint.*|reissend.*|kollaps.*|ohnm.*",
        "weight": r"weight",
        "lost": r"los.*",
        "weight_lost": r"gewichtsverlust|abgenommen",
        "cancer": r"cancer|tumou?r|.*krebs",
        "pain": r"pain|hurts?|.*schmerz.*|weh",
        "night": r"nights?|nachts?|nachtlich.*|naechtlich.*",
        "stiff": r"stiff.*|steif",
        "morning": r"morning|morgens",
        "stiff_morning": r"morgensteif.*",
    }.items()
}
"""What a word has to look like to bring up a notion."""

SIGNS_OF = {
    "bladder_bowel": ("bladder_bowel",),
    "saddle_numbness": ("saddle", "numb crotch"),
    "both_legs_weak": ("both legs weak", "both legs numb"),
    "severe_injury": ("injury",),
    "fever_very_ill": ("fever very ill", "rigors"),
    "tearing_collapse": ("collapse",),
    "fever_infection": ("fever", "infection"),
    "weight_loss": ("weight lost", "weight_lost"),
    "past_cancer": ("cancer",),
    "night_pain": ("pain night",),
    "one_leg_weak": ("one leg weak",),
    "morning_stiffness": ("stiff morning", "stiff_morning"),
}
"""Sign -> notions that tell of it when they stand together, in whatever order."""
RULES = [
    (sign, frozenset(notions.split())) for sign, several in SIGNS_OF.items() for notions in several
]


@lru_cache(maxsize=4096)
def signs_in(part: str) -> tuple[str, ...]:
    """Return the signs a part of a cell tells of; one nobody knows as it is written.

    Only what is plainly denied is none: `no fever`, `bladder: no`, `none of these`.
    """
    letters = plain(part)
    if letters in PHRASES:
        return (PHRASES[letters],)
    if part.casefold().rstrip(".!") in YES or letters in {UNNAMED, "1"}:
        return (UNNAMED,)
    if denies(part) or _is_plainly_denied(letters):
        return ()
    words = letters.split("_")
    if words[0] in DENIERS:
        return (part,)
    return tuple(_told_by(words)) or (part,)


def pieces(part: str) -> Iterator[str]:
    """Yield a part of a cell in pieces short enough to search, each overlapping the next."""
    step = LONGEST_CELL // 2
    for start in range(0, max(len(part) - step, 1), step):
        yield part[start : start + LONGEST_CELL]


def _is_plainly_denied(letters: str) -> bool:
    """Tell whether signs known by their whole names are denied: `no fever or infection`."""
    first, _, rest = letters.partition("_")
    before, _, last = letters.rpartition("_")
    named = rest if first in DENIERS else before if last in DENIERS else ""
    return named in PHRASES or all(NEW.sub("", name) in PHRASES for name in OR.split(named))


def _told_by(words: list[str]) -> Iterator[str]:
    notions = frozenset[str]().union(*map(_notions, words))
    found = dict.fromkeys(sign for sign, rule in RULES if rule <= notions)
    if "fever_very_ill" in found:
        found.pop("fever_infection", None)
    yield from found


@lru_cache(maxsize=4096)
def _notions(word: str) -> frozenset[str]:
    return frozenset(notion for notion, pattern in NOTIONS.items() if pattern.fullmatch(word))
