"""What a column of a diary holds, by its heading: a word, or a whole question of a form.

A question is taken only where it can mean one column alone. What nobody asked for here stays
a column that is nobody's business.
"""

import re
from functools import lru_cache

from pipeline.diary.words import COLUMNS, LONGEST_CELL, plain

FILLERS = re.compile(
    r"\b(today|heute|now|right|jetzt|gerade|aktuelle?r?|current|currently|your|my|meine?|deine?|the|"
    r"der|die|das)\b"
)
ASKING = re.compile(
    r"(how|what|which|where|did|do|does|have|has|is|any|rate|for|wie|was|welche[rsnm]?|wo|hast|hat|"
    r"bist|ist|strahlt|bewerte|gab|um|an)\b"
)
OTHER_TIMES = re.compile(
    r"\b(weeks?|months?|years?|usual\w*|normal\w*|average|typical\w*|wochen?|monate?n?|jahre?n?|"
    r"durchschnitt\w*|meist\w*|gewohnlich|ublich\w*|birth\w*|geburt\w*|first|began|start\w*|since|"
    r"seit|begonnen|angefangen)\b"
)

INTENSITY = (
    r"\b(how (bad|badly|strong|severe|much|intense|painful|sore)|wie (stark|schlimm|heftig|intensiv|"
    r"sehr)|rate|bewerte|level|intensity|starke|staerke)\b"
)
HURTING = r"\b(pain|painful|ache|hurts?|sore|soreness|\w*schmerz\w*|weh)\b"
ELSEWHERE = (
    r"\b(legs?|bein(e|en|s)?|\w*beinschmerz\w*|knees?|knies?|hips?|hufte?n?|huefte?n?|feet|foot|fuss|"
    r"fusse?n?|neck|nacken\w*|shoulders?|schultern?|head|kopf\w*|calf|wade|ankle|achill\w*|shin|"
    r"groin|leiste|thigh|upper back|oberer|oberen|arms?)\b"
)
EFFECT = (
    r"\b(affect\w*|limit\w*|bother\w*|interfer\w*|chang\w*|less|better|improv\w*|help\w*|"
    r"beeintracht\w*|einschrank\w*|eingeschrankt|gestort|verander\w*|besser|geholfen)\b"
)

ASKS = {
    "local_date": r"\b(which|what) (day|date)\b|\bwelche[rsnm]? (tag|datum)\b",
    "body_site": rf"^(where|wo)\b.*{HURTING}|\b((part|area) of your body|body part)\b|"
    r"\bwelche[rsn]? (stelle|korperteil|koerperteil|korperstelle|korperregion)\b",
    "side": r"\b(which|what) side\b|\bwelche[rn]? seite\b",
    "pain_nrs": rf"(?=.*{INTENSITY}).*{HURTING}",
    "leg_pain": r"\bbeinschmerz\w*|(?=.*\b(legs?|bein(e|en|s)?)\b).*\b(pain|hurts?|radiat\w*|"
    r"\w*schmerz\w*|\w*strahl\w*|weh)\b",
    "quality": r"\b(pain|it) feel like\b|\bfue?hlt sich (der|dein) schmerz\b|"
    r"\b(kind|type|sort) of pain\b|\bart (von )?schmerz\w*",
    "altered_stride": r"\b(stride|gait|limp\w*|laufstil|gangbild|gehumpelt|humpel\w*|"
    r"way you (run|walk))\b",
    "run_capability": r"\b(how well|wie gut)\b.*\b(run|running|laufen)\b.*\b10\b",
    "rpe": r"\b(how (hard|exhausting|strenuous)|wie (anstrengend|hart))\b.*\b(run|running|"
    r"workout|training|session|lauf|einheit)\b",
    "medication": r"\b(pain ?killers?|medication|medicine|schmerzmittel\w*|medikamente?|"
    r"schmerztabletten?)\b",
    "red_flags": r"\b(warning signs|red flags|warnzeichen|alarmzeichen|bladder|blase|"
    r"following (symptoms|signs)|folgende[nr]? (symptome|zeichen|beschwerden))\b",
    "sitting_h": r"(?=.*\b(hours|stunden|how long|wie lange)\b).*\b(sit|sat|sitting|gesessen|"
    r"sitzen)\b",
    "sleep_h": r"(?=.*\b(hours|stunden|how long|wie lange)\b).*\b(sleep|slept|geschlafen|"
    r"schlaf)\b",
    "lifting": r"\b(lift|lifted|lifting|gehoben|schwer getragen|schweres heben)\b",
    "strength": r"\b(strength|krafttraining)\b",
    "core": r"\b(core|rumpf\w*)\b",
    "warm_up": r"\b(warm ?up|warmed up|aufgewarmt|aufgewaermt|eingelaufen)\b",
    "cross_training": r"\b(cross ?train\w*|ausgleich\w*)\b",
    "drills": r"\b(drills|lauf ?abc)\b",
    "shoe": r"\b(which|what) shoes?\b|\bwelche[rn]? (lauf)?schuhe?n?\b",
    "note": r"\b(anything else|sonst noch|noch etwas|notes|comments|remarks|bemerkung(en)?|"
    r"notizen|anmerkung(en)?)\b",
}
"""Column -> what a question about it says."""

UNLESS = {
    "pain_nrs": f"{ELSEWHERE}|{EFFECT}",
    "leg_pain": r"\b(numb\w*|weak\w*|taub\w*|schwach\w*)\b",
    "rpe": r"\b20\b",
    "medication": EFFECT,
    "strength": INTENSITY,
    "core": INTENSITY,
}
"""Column -> what makes such a question one about something else."""

NEVER = r"(?!)"
RULES = {
    column: (re.compile(asks), re.compile(UNLESS.get(column, NEVER)))
    for column, asks in ASKS.items()
}


@lru_cache(maxsize=1024)
def column_named(heading: str) -> str | None:
    """Return the column that a heading names, whatever the day it adds.

    >>> column_named("Rückenschmerz heute (0-10)")
    'pain_nrs'
    """
    name = plain(heading).removesuffix("_0_10")
    return COLUMNS.get(name) or COLUMNS.get(plain(FILLERS.sub("", name.replace("_", " "))))


@lru_cache(maxsize=1024)
def column_asked(heading: str) -> str | None:
    """Return the one column that a whole question asks for; null for what could be two.

    >>> column_asked("How bad is your back pain right now?")
    'pain_nrs'
    """
    if len(heading) > LONGEST_CELL:
        return None
    text = plain(heading.replace("(", " ").replace(")", " ")).replace("_", " ")
    is_question = "?" in heading or bool(ASKING.match(text))
    if not is_question or " " not in text or OTHER_TIMES.search(text):
        return None
    found = [
        column
        for column, (asks, unless) in RULES.items()
        if asks.search(text) and not unless.search(text)
    ]
    return found[0] if len(found) == 1 else None
