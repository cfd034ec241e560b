"""FIT's own words for sports, and what the writers of GPX and TCX call them."""

import re

ALREADY_STEPS = {"running": 130.0, "walking": 85.0, "hiking": 85.0}
"""A median above this many a minute cannot be one leg's: it counts both (SCIENCE A.1 for
running; nobody walks 170 steps a minute)."""

WALKING_BELOW_MPS = 2.0
CYCLING_ABOVE_MPS = 4.5

Sport = tuple[str, str | None]

_RUN: Sport = ("running", None)
_RIDE: Sport = ("cycling", None)

SPORT_WORDS: dict[str, Sport] = {
    "9": _RUN,
    "run": _RUN,
    "running": _RUN,
    "jog": _RUN,
    "jogging": _RUN,
    "laufen": _RUN,
    "roadrunning": _RUN,
    "streetrunning": ("running", "street"),
    "trailrun": ("running", "trail"),
    "trailrunning": ("running", "trail"),
    "trackrun": ("running", "track"),
    "trackrunning": ("running", "track"),
    "ultrarun": ("running", "ultra"),
    "treadmill": ("running", "treadmill"),
    "treadmillrunning": ("running", "treadmill"),
    "indoorrunning": ("running", "indoor_running"),
    "virtualrun": ("running", "virtual_activity"),
    "virtualrunning": ("running", "virtual_activity"),
    "10": ("walking", None),
    "walk": ("walking", None),
    "walking": ("walking", None),
    "casualwalking": ("walking", "casual_walking"),
    "speedwalking": ("walking", "speed_walking"),
    "gehen": ("walking", None),
    "4": ("hiking", None),
    "hike": ("hiking", None),
    "hiking": ("hiking", None),
    "wandern": ("hiking", None),
    "mountaineering": ("mountaineering", None),
    "snowshoe": ("snowshoeing", None),
    "snowshoeing": ("snowshoeing", None),
    "1": _RIDE,
    "ride": _RIDE,
    "bike": _RIDE,
    "biking": _RIDE,
    "cycling": _RIDE,
    "cycle": _RIDE,
    "bicycling": _RIDE,
    "radfahren": _RIDE,
    "roadbiking": ("cycling", "road"),
    "roadcycling": ("cycling", "road"),
    "mountainbiking": ("cycling", "mountain"),
    "mountainbikeride": ("cycling", "mountain"),
    "mtb": ("cycling", "mountain"),
    "gravelride": ("cycling", "gravel_cycling"),
    "gravelcycling": ("cycling", "gravel_cycling"),
    "cyclocross": ("cycling", "cyclocross"),
    "indoorcycling": ("cycling", "indoor_cycling"),
    "virtualride": ("cycling", "virtual_activity"),
    "ebikeride": ("e_biking", None),
    "ebiking": ("e_biking", None),
    "emountainbikeride": ("e_biking", "e_bike_mountain"),
    "16": ("swimming", None),
    "swim": ("swimming", None),
    "swimming": ("swimming", None),
    "lapswimming": ("swimming", "lap_swimming"),
    "openwaterswimming": ("swimming", "open_water"),
    "nordicski": ("cross_country_skiing", None),
    "crosscountryskiing": ("cross_country_skiing", None),
    "skateskiing": ("cross_country_skiing", "skate_skiing"),
    "alpineski": ("alpine_skiing", None),
    "alpineskiing": ("alpine_skiing", None),
    "backcountryski": ("alpine_skiing", "backcountry"),
    "backcountryskiing": ("alpine_skiing", "backcountry"),
    "resortskiing": ("alpine_skiing", "resort"),
    "snowboard": ("snowboarding", None),
    "snowboarding": ("snowboarding", None),
    "inlineskate": ("inline_skating", None),
    "inlineskating": ("inline_skating", None),
    "iceskate": ("ice_skating", None),
    "iceskating": ("ice_skating", None),
    "rowing": ("rowing", None),
    "indoorrowing": ("rowing", "indoor_rowing"),
    "kayaking": ("kayaking", None),
    "canoeing": ("paddling", None),
    "standuppaddling": ("stand_up_paddleboarding", None),
    "standuppaddleboarding": ("stand_up_paddleboarding", None),
    "rockclimbing": ("rock_climbing", None),
    "elliptical": ("fitness_equipment", "elliptical"),
    "stairstepper": ("fitness_equipment", "stair_climbing"),
    "weighttraining": ("training", "strength_training"),
    "strengthtraining": ("training", "strength_training"),
    "cardiotraining": ("training", "cardio_training"),
    "indoorcardio": ("training", "cardio_training"),
    "workout": ("training", None),
    "fitness": ("training", None),
    "yoga": ("training", "yoga"),
    "pilates": ("training", "pilates"),
    "driving": ("driving", None),
    "motorcycling": ("motorcycling", None),
    "multisport": ("multisport", None),
    "transition": ("transition", None),
    "other": ("generic", None),
    "generic": ("generic", None),
}
"""Strava's words and old numbers, Garmin Connect's, some German ones; letters and digits only."""

SPORT_OF_LANGUAGE = {
    word: SPORT_WORDS[english]
    for english, words in {
        "run": "lauf courseàpied coursepied carrera correr corsa corrida hardlopen hardloopsessie",
        "trailrun": "traillauf trail coursedetrail carreradetrail corsatrail corridaemtrilha "
        "trailloop trailrunsessie",
        "virtualrun": "virtuellerlauf coursevirtuelle coursepiedvirtuelle carreravirtual "
        "corsavirtuale corridavirtual virtuelehardloopsessie",
        "walk": "spaziergang marche caminata caminar paseo camminata caminhada wandeling wandelen",
        "hike": "wanderung randonnée senderismo excursión excursionismo escursione trilha hiken "
        "hiketocht",
        "ride": "radfahrt fahrradfahrt vélo sortieàvélo bicicleta ciclismo vueltaenbicicleta "
        "pedalata giroinbici giroinbicicletta pedalada fietsrit fietsen",
        "virtualride": "virtuelleradfahrt sortieàvélovirtuelle vélovirtuel vueltavirtual "
        "ciclismovirtual pedalatavirtuale pedaladavirtual virtuelefietsrit",
        "mountainbikeride": "mountainbiketour mountainbikefahrt vtt sortievtt btt",
        "gravelride": "graveltour gravelfahrt",
        "ebikeride": "ebikefahrt ebiketour",
        "swim": "schwimmen natation natación nadar nuoto natação zwemmen",
        "nordicski": "langlauf skilanglauf skidefond esquídefondo scidifondo langlaufen",
        "alpineski": "alpinski skialpin esquíalpino scialpino esquialpino alpineskiën",
        "inlineskate": "inlineskaten inlineskating",
        "rowing": "rudern aviron remo canottaggio roeien",
        "elliptical": "crosstrainer vélelliptique vélliptique elíptica ellittica elíptico",
        "weighttraining": "krafttraining musculation entraînementauxpoids entrenamientoconpesas "
        "entrenamientodefuerza allenamentoconipesi allenamentopesi musculação "
        "treinamentocompesos krachttraining",
        "workout": "training entraînement entrenamiento allenamento treino",
    }.items()
    for word in words.split()
}
"""What Strava's own lists say in German, French, Spanish, Italian, Portuguese and Dutch."""

FIT_SPORTS_SINCE_2020 = {
    49: "baseball",
    53: "diving",
    62: "hiit",
    64: "racket",
    65: "wheelchair_push_walk",
    66: "wheelchair_push_run",
    67: "meditation",
    69: "disc_golf",
    71: "cricket",
    72: "rugby",
    73: "hockey",
    74: "lacrosse",
    75: "volleyball",
    76: "water_tubing",
    77: "wakesurfing",
    80: "mixed_martial_arts",
    82: "snorkeling",
    83: "dance",
    84: "jump_rope",
}

FIT_SUB_SPORTS_SINCE_2020 = {
    62: "breathing",
    65: "sail_race",
    67: "ultra",
    68: "indoor_climbing",
    69: "bouldering",
    70: "hiit",
    73: "amrap",
    74: "emom",
    75: "tabata",
    84: "pickleball",
    85: "padel",
    86: "indoor_wheelchair_walk",
    87: "indoor_wheelchair_run",
    88: "indoor_hand_cycling",
}


def sport_of_word(text: str | None) -> Sport | None:
    """Return the FIT words for a GPX `<type>` or a TCX `Sport`, None where nobody knows it.

    Whole words only: 'strides' is no ride, and 'brunch' no run.
    """
    letters = re.sub(r"[\W_]", "", text or "").lower()
    return SPORT_WORDS.get(letters) or SPORT_OF_LANGUAGE.get(letters)


def sport_of_speed(speed_mps: float | None) -> str:
    """Return the sport a median moving speed suggests; 'generic' where there is none."""
    if speed_mps is None:
        return "generic"
    if speed_mps < WALKING_BELOW_MPS:
        return "walking"
    return "running" if speed_mps < CYCLING_ABOVE_MPS else "cycling"
