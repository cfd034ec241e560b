"""Numbers of FIT's enumerations -> words: fitparse's profile of 2020, and what is younger."""

from fitparse.profile import FIELD_TYPES

from pipeline.decode.sports import FIT_SPORTS_SINCE_2020, FIT_SUB_SPORTS_SINCE_2020

ENUMERATIONS = {
    "type": "file",
    "manufacturer": "manufacturer",
    "manufacturer_id": "manufacturer",
    "gender": "gender",
    "sport": "sport",
    "sub_sport": "sub_sport",
    "intensity": "intensity",
    "set_type": "set_type",
}
"""Columns of words for numbers -> the enumeration of fitparse's profile."""

FILE_KINDS = {
    8: "location",
    29: "records",
    41: "changelog",
    44: "metrics",
    49: "sleep",
    57: "sports backup",
    58: "device",
    59: "muscle map",
    61: "ecg",
    68: "hrv status",
    70: "health snapshot",
    71: "communication log",
    72: "backup",
    73: "skin temperature",
    74: "backup",
    77: "schedule",
    79: "sleep disturbances",
    82: "area courses",
    87: "gear",
}
"""File types that Garmin's public profile leaves out, as other projects found them."""

WORDS_SINCE_2020: dict[str, dict[int, str]] = {
    "file": FILE_KINDS,
    "manufacturer": {294: "coros", 307: "onelap", 331: "mywhoosh"},
    "sport": FIT_SPORTS_SINCE_2020,
    "sub_sport": FIT_SUB_SPORTS_SINCE_2020,
    "intensity": {4: "recovery", 5: "interval", 6: "other"},
}
"""Words for numbers which fitparse's profile does not know."""


def word(column: str, number: int) -> str:
    """Return the word for an enumeration's number, 'unknown_NN' where nobody knows it."""
    name = ENUMERATIONS[column]
    found = FIELD_TYPES[name].values.get(number) or WORDS_SINCE_2020.get(name, {}).get(number)
    return str(found or f"unknown_{number}")


def product_word(manufacturer: str | None, product: int) -> str:
    """Return the name of a device; only Garmin's numbers are in the profile."""
    words = FIELD_TYPES["garmin_product"].values if manufacturer == "garmin" else {}
    return str(words.get(product, product))
