"""Apple's words for sports (HKWorkoutActivityType...) -> FIT's."""

from pipeline.decode.sports import Sport

PREFIX = "HKWorkoutActivityType"

_TRAINING: Sport = ("training", None)
_STRENGTH: Sport = ("training", "strength_training")
_CARDIO: Sport = ("training", "cardio_training")
_STAIRS: Sport = ("fitness_equipment", "stair_climbing")
_DANCE: Sport = ("dance", None)
_RACKET: Sport = ("racket", None)
_OTHER: Sport = ("generic", None)

SPORTS: dict[str, Sport] = {
    "Running": ("running", None),
    "TrackAndField": ("running", "track"),
    "Walking": ("walking", None),
    "Hiking": ("hiking", None),
    "Cycling": ("cycling", None),
    "HandCycling": ("cycling", "hand_cycling"),
    "Swimming": ("swimming", None),
    "SwimBikeRun": ("multisport", None),
    "Transition": ("transition", None),
    "WheelchairRunPace": ("wheelchair_push_run", None),
    "WheelchairWalkPace": ("wheelchair_push_walk", None),
    "Yoga": ("training", "yoga"),
    "Pilates": ("training", "pilates"),
    "Barre": _TRAINING,
    "CoreTraining": _STRENGTH,
    "FunctionalStrengthTraining": _STRENGTH,
    "TraditionalStrengthTraining": _STRENGTH,
    "Flexibility": ("training", "flexibility_training"),
    "Cooldown": ("training", "flexibility_training"),
    "PreparationAndRecovery": ("training", "flexibility_training"),
    "MindAndBody": _TRAINING,
    "TaiChi": _TRAINING,
    "HighIntensityIntervalTraining": ("hiit", None),
    "CrossTraining": _CARDIO,
    "MixedCardio": _CARDIO,
    "MixedMetabolicCardioTraining": _CARDIO,
    "FitnessGaming": _CARDIO,
    "StepTraining": _CARDIO,
    "Gymnastics": _TRAINING,
    "Elliptical": ("fitness_equipment", "elliptical"),
    "StairClimbing": _STAIRS,
    "Stairs": _STAIRS,
    "JumpRope": ("jump_rope", None),
    "Rowing": ("rowing", None),
    "PaddleSports": ("paddling", None),
    "Sailing": ("sailing", None),
    "SurfingSports": ("surfing", None),
    "UnderwaterDiving": ("diving", None),
    "WaterFitness": _CARDIO,
    "CrossCountrySkiing": ("cross_country_skiing", None),
    "DownhillSkiing": ("alpine_skiing", None),
    "Snowboarding": ("snowboarding", None),
    "SkatingSports": ("ice_skating", None),
    "Climbing": ("rock_climbing", None),
    "EquestrianSports": ("horseback_riding", None),
    "Fishing": ("fishing", None),
    "Hunting": ("hunting", None),
    "Golf": ("golf", None),
    "Soccer": ("soccer", None),
    "Basketball": ("basketball", None),
    "AmericanFootball": ("american_football", None),
    "AustralianFootball": _OTHER,
    "Rugby": ("rugby", None),
    "Baseball": ("baseball", None),
    "Softball": ("baseball", None),
    "Cricket": ("cricket", None),
    "Hockey": ("hockey", None),
    "Lacrosse": ("lacrosse", None),
    "Volleyball": ("volleyball", None),
    "Handball": _OTHER,
    "WaterPolo": _OTHER,
    "WaterSports": _OTHER,
    "SnowSports": _OTHER,
    "DiscSports": _OTHER,
    "Tennis": ("tennis", None),
    "Badminton": _RACKET,
    "Racquetball": _RACKET,
    "Squash": _RACKET,
    "TableTennis": _RACKET,
    "Pickleball": ("racket", "pickleball"),
    "Boxing": ("boxing", None),
    "Kickboxing": ("mixed_martial_arts", None),
    "MartialArts": ("mixed_martial_arts", None),
    "Wrestling": ("mixed_martial_arts", None),
    "Dance": _DANCE,
    "DanceInspiredTraining": _DANCE,
    "CardioDance": _DANCE,
    "SocialDance": _DANCE,
    "Archery": _OTHER,
    "Bowling": _OTHER,
    "Curling": _OTHER,
    "Fencing": _OTHER,
    "Play": _OTHER,
    "Other": _OTHER,
}

INDOORS: dict[str, str] = {
    "running": "treadmill",
    "walking": "indoor_walking",
    "cycling": "indoor_cycling",
    "rowing": "indoor_rowing",
    "rock_climbing": "indoor_climbing",
}
"""Sport -> its sub-sport under a roof."""

SWIMMING_PLACES = {"1": "lap_swimming", "2": "open_water"}
"""HKSwimmingLocationType: 1 is a pool, 2 open water."""


def sport_of(activity_type: str, *, is_indoor: bool, swimming_place: str) -> Sport | None:
    """Return FIT's words for a workout, None for a sport Apple has added since."""
    known = SPORTS.get(activity_type.removeprefix(PREFIX))
    if known is None:
        return None
    sport, sub_sport = known
    if sport == "swimming":
        sub_sport = SWIMMING_PLACES.get(swimming_place)
    elif is_indoor:
        sub_sport = INDOORS.get(sport, sub_sport)
    return sport, sub_sport
