"""The words people write in a diary, English and German, and what each of them means here."""

import re
import unicodedata
from collections.abc import Mapping

HEADINGS = {
    "local_date": "date",
    "local_time": "time",
    "moment": "when",
    "body_site": "body_site",
    "side": "side",
    "pain_nrs": "pain",
    "leg_pain": "leg_pain",
    "quality": "quality",
    "altered_stride": "altered_stride",
    "run_capability": "run_capability",
    "rpe": "rpe",
    "medication": "medication",
    "red_flags": "red_flags",
    "note": "note",
    "psfs_1": "psfs_1",
    "psfs_2": "psfs_2",
    "psfs_3": "psfs_3",
    "psfs_4": "psfs_4",
    "psfs_5": "psfs_5",
    "sitting_h": "sitting_h",
    "sleep_h": "sleep_h",
    "lifting": "lifting",
    "strength": "strength",
    "core": "core",
    "warm_up": "warm_up",
    "cross_training": "cross_training",
    "drills": "drills",
    "shoe": "shoe",
}
"""Column of `schemas.DIARY` -> what it is called in a diary Backstride makes."""

FIRST_HEADINGS = tuple(HEADINGS.values())[:14]
"""What a new diary begins with; the rest is added when it is first said."""

STAMP = "stamp"
"""The column in which a form notes when it was sent; no column of `schemas.DIARY`."""

LOW_BACK = "low_back"

BRACKETS = re.compile(r"[(\[].*?[)\]]", re.DOTALL)
ACCENTS = re.compile(r"[\u0300-\u036f]")
OTHER = re.compile(r"[^a-z0-9]+")
LONGEST_CELL = 300
"""More letters are no word, no number and no question: nothing is looked for behind them."""


def plain(text: str) -> str:
    """Return a word without case, accents, blanks and what stands in brackets.

    >>> plain(" Körperstelle (links/rechts) ")
    'korperstelle'
    """
    short = text[:LONGEST_CELL]
    letters = unicodedata.normalize("NFKD", BRACKETS.sub("", short).casefold())
    return OTHER.sub("_", ACCENTS.sub("", letters)).strip("_")


def by_word(meanings: Mapping[str, str]) -> dict[str, str]:
    """Return word -> meaning from meaning -> words, each meaning a word of itself."""
    pairs = ((meaning, words.split()) for meaning, words in meanings.items())
    return {word: meaning for meaning, words in pairs for word in (meaning, *words)}


COLUMNS = by_word(
    {
        "local_date": "date datum tag day",
        "local_time": "time uhrzeit zeit",
        "moment": "when wann zeitpunkt tageszeit",
        "body_site": "location ort stelle wo site body_part korperstelle koerperstelle korperteil",
        "side": "seite",
        "pain_nrs": "pain schmerz schmerzen nrs schmerz_nrs schmerzstarke schmerzstaerke "
        "pain_level pain_score ruckenschmerz ruckenschmerzen rueckenschmerzen back_pain",
        "leg_pain": "beinschmerz beinschmerzen ausstrahlung",
        "quality": "qualitat qualitaet schmerzart schmerzqualitat pain_quality",
        "altered_stride": "laufstil_verandert schritt_verandert gangbild humpeln limping",
        "run_capability": "lauffahigkeit lauffaehigkeit laufvermogen running_capability",
        "psfs_1": "",
        "psfs_2": "",
        "psfs_3": "",
        "psfs_4": "",
        "psfs_5": "",
        "rpe": "anstrengung srpe session_rpe belastungsempfinden",
        "medication": "medikament medikamente medikation medicine painkiller "
        "painkillers schmerzmittel",
        "red_flags": "red_flag warning_sign warning_signs warnzeichen alarmzeichen",
        "note": "notes notiz notizen bemerkung bemerkungen kommentar comment comments",
        "sitting_h": "sitting sitting_hours hours_sitting hours_sat sitzen sitzstunden sitzdauer "
        "gesessen stunden_gesessen",
        "sleep_h": "sleep sleep_hours hours_slept hours_of_sleep schlaf schlafstunden schlafdauer "
        "geschlafen stunden_geschlafen",
        "lifting": "heavy_lifting heben schweres_heben",
        "strength": "strength_training kraft krafttraining kraftigung kraeftigung",
        "core": "core_training rumpf rumpftraining rumpfstabi",
        "warm_up": "warmup warming_up aufwarmen aufwaermen einlaufen",
        "cross_training": "cross crosstraining ausgleich ausgleichssport ausgleichstraining",
        "drills": "running_drills lauf_abc laufabc laufschule",
        "shoe": "shoes schuh schuhe laufschuh laufschuhe",
        STAMP: "timestamp zeitstempel",
    }
)
"""What a heading may be called -> column; every other heading is nobody's business here."""

MOMENTS = by_word(
    {
        "morning": "morgens morgen fruh frueh am_morgen in_the_morning",
        "before": "vor vorher davor pre vor_dem_lauf vor_dem_laufen before_run before_running "
        "before_the_run pre_run",
        "during": "wahrend waehrend dabei beim_lauf beim_laufen wahrend_des_laufs "
        "wahrend_des_laufens waehrend_des_laufs during_run during_the_run while_running",
        "after": "nach nachher danach post nach_dem_lauf nach_dem_laufen after_run "
        "after_running after_the_run post_run",
        "evening": "abends abend am_abend in_the_evening",
        "next_morning": "nachster_morgen naechster_morgen am_nachsten_morgen "
        "am_naechsten_morgen morgen_danach am_morgen_danach folgemorgen morning_after "
        "the_next_morning",
    }
)

SITES = by_word(
    {
        LOW_BACK: "back lower_back lumbar lumbar_spine rucken ruecken unterer_rucken "
        "unterer_ruecken kreuz lws lendenwirbelsaule lendenwirbelsaeule lende lenden",
        "upper_back": "oberer_rucken oberer_ruecken bws brustwirbelsaule",
        "neck": "nacken hals hws",
        "shoulder": "schulter",
        "hip": "hufte huefte",
        "groin": "leiste",
        "buttock": "gesass gesaess po glute",
        "thigh": "oberschenkel",
        "hamstring": "hintere_oberschenkel beinbeuger",
        "knee": "knie",
        "shin": "schienbein",
        "calf": "wade",
        "achilles": "achillessehne achilles_tendon",
        "ankle": "sprunggelenk knochel",
        "foot": "fuss",
        "heel": "ferse",
    }
)
"""Sites by name; another is kept as written, in lower case."""

SIDES = by_word({"left": "links l", "right": "rechts r", "both": "beide beidseits beidseitig"})

QUALITIES = by_word(
    {
        "dull": "dumpf ache aching achy",
        "cramp": "cramps cramping cramped spasm spasms krampf krampfartig krampfend verkrampft",
        "tingling": "tingly pins_and_needles kribbelnd kribbeln prickelnd prickeln ameisenlaufen",
        "tension": "tense tight tightness verspannung verspannungen verspannt angespannt",
        "sharp": "stechend stechen stich scharf stabbing spitz messerscharf",
        "radiating": "radiates ausstrahlend ausstrahlung strahlend",
        "shooting": "einschiessend electric elektrisierend elektrisch blitzartig",
        "burning": "brennend brennen",
        "pulling": "ziehend ziehen",
        "stiff": "steif stiffness steifigkeit",
        "throbbing": "pochend pulsierend",
        "numb": "numbness taub taubheit",
    }
)
"""Kinds of pain by name; another is kept as written, in lower case."""

YES = {"yes", "y", "ja", "j", "true", "wahr", "x", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}"}
NO = {"no", "n", "nein", "false", "falsch", "none", "nothing", "kein", "keine", "keins", "nichts"}
DASHES = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
NO |= {"0"} | DASHES
NOTHING = NO | {"", "n/a", "not today", "none today", "none taken", "heute nicht", "heute keine"}
NOTHING |= {"none of these", "none of the above", "keine davon", "keines davon", "nichts davon"}
"""What says that there is nothing to say."""

NO_SCORE = "-"
"""Pain that nobody has to fill in: such a row stands for itself."""
