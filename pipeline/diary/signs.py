"""How people name the warning signs of `pipeline.red_flags`, in English and German.

Where a word leaves open which of two signs is meant, it means the more urgent one. A fever alone
is the exception: of all signs it is the most common, and mostly not back pain's.
"""

import re

from pipeline.diary.words import by_word

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

DENIED = re.compile(
    r"^(no|not|none|never|without|kein|keine|keinen|keinerlei|nicht|ohne)_(new_|neue_)?"
)
"""How a sign is denied: only one that is known by its whole name counts as none then."""

PATTERNS = {
    sign: re.compile(pattern)
    for sign, pattern in {
        "bladder_bowel": r"\b(bladder|bowels?|urin\w*|incontinen\w*|\w*blasen?\w*|\w*stuhlgang\w*|"
        r"darm\w*|harn\w*|inkontinen\w*|wasserlassen)\b",
        "saddle_numbness": r"\b(saddle|sattel|reithosen?)\b|\b(numb\w*|taub\w*)\b.*\b(between|groin|"
        r"crotch|genital\w*|private\w*|schritt|zwischen|damm|intim\w*|gesass|gesaess)\b|"
        r"\b(groin|crotch|genital\w*|schritt|intim\w*)\b.*\b(numb\w*|taub\w*)\b",
        "both_legs_weak": r"\b(both|two|beide[nr]?)\b.*\b(legs?|beine?n?)\b.*\b(weak\w*|numb\w*|schwach\w*"
        r"|schwaech\w*|taub\w*)\b|\b(weak\w*|numb\w*|schwach\w*|schwaech\w*|taub\w*)\b.*\b(both|two|beide[nr]?)"
        r"\b.*\b(legs?|beine?n?)\b",
        "severe_injury": r"\b(accident|crash\w*|trauma|unfall|gesturzt|gestuerzt)\b",
        "fever_very_ill": r"\b(fever|fieber)\b.*\b(very ill|feeling ill|schwer krank|sehr krank)\b|"
        r"\b(rigors|chills|schuttelfrost|schuettelfrost)\b",
        "tearing_collapse": r"\b(tearing|collaps\w*|faint\w*|reissend\w*|kollaps\w*|ohnm\w*)\b",
        "fever_infection": r"\b(fever|feverish|infection|fieber\w*|infekt\w*)\b(?!.*\b(very ill|feeling "
        r"ill|schwer krank|sehr krank)\b)",
        "weight_loss": r"\b(weight loss|los\w* weight|lost weight|gewichtsverlust|abgenommen)\b",
        "past_cancer": r"\b(cancer|tumou?r|\w*krebs)\b",
        "night_pain": r"(?=.*\b(pain|hurts?|\w*schmerz\w*|weh)\b).*\b(nights?|nachts?|"
        r"nachtlich\w*|naechtlich\w*)\b",
        "one_leg_weak": r"\b(one|left|right|ein|einem|linke[ns]?|rechte[ns]?|linkem|rechtem)\b.*\b(leg|"
        r"foot|bein|fuss)\b.*\b(weak\w*|schwach\w*|schwaech\w*)\b|\b(weak\w*|schwach\w*|schwaech\w*)\b.*\b(one|left"
        r"|right|ein|einem|linken|rechten)\b.*\b(leg|foot|bein|fuss)\b",
        "morning_stiffness": r"\bstiff\w*\b.*\bmorning\b|\bmorning stiffness\b|\bmorgensteif\w*\b|"
        r"\bmorgens steif\b",
    }.items()
}
"""What words inside a longer text tell of a sign."""
