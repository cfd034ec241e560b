"""Which FIT messages and fields we read, by number, in FIT's own words.

Numbers and not names: fitparse's profile is from 2020 and does not know all of them.
"""

from functools import cache
from typing import Any, NamedTuple

import polars as pl

from pipeline.decode.sports import FIT_SPORTS_SINCE_2020, FIT_SUB_SPORTS_SINCE_2020

EPOCH_S = 631_065_600
"""FIT counts seconds from 1989-12-31."""

FIRST_DATE = 0x10000000
"""Smaller timestamps count from when the watch was switched on."""

LAST_DATE = 0xFFFFFFFE

TIMESTAMP_FIELD = 253

EXPANDED = {20: {8}}
"""Message -> fields that hold others: old watches pack speed and distance into one."""


class Message(NamedTuple):
    """One kind of FIT message.

    Attributes
    ----------
    name
        Its table.
    fields
        Field number -> column.
    """

    name: str
    fields: dict[int, str]


MESSAGES: dict[int, Message] = {
    0: Message("file_id", {0: "type", 1: "manufacturer", 4: "time_created"}),
    3: Message(
        "user_profile",
        {
            1: "gender",
            8: "resting_heart_rate",
            9: "default_max_running_heart_rate",
            11: "default_max_heart_rate",
        },
    ),
    7: Message("zones_target", {1: "max_heart_rate"}),
    12: Message("sport", {0: "sport", 1: "sub_sport"}),
    18: Message(
        "session",
        {
            2: "start_time",
            5: "sport",
            6: "sub_sport",
            7: "total_elapsed_time",
            8: "total_timer_time",
            9: "total_distance",
            10: "total_cycles",
            16: "avg_heart_rate",
            17: "max_heart_rate",
            18: "avg_cadence",
            22: "total_ascent",
            23: "total_descent",
            92: "avg_fractional_cadence",
            110: "sport_profile_name",
            193: "workout_rpe",
            253: "timestamp",
        },
    ),
    19: Message(
        "lap",
        {
            2: "start_time",
            7: "total_elapsed_time",
            8: "total_timer_time",
            9: "total_distance",
            15: "avg_heart_rate",
            23: "intensity",
            25: "sport",
            39: "sub_sport",
            253: "timestamp",
        },
    ),
    20: Message(
        "record",
        {
            0: "position_lat",
            1: "position_long",
            2: "altitude",
            3: "heart_rate",
            4: "cadence",
            5: "distance",
            6: "speed",
            7: "power",
            13: "temperature",
            39: "vertical_oscillation",
            41: "stance_time",
            52: "cadence256",
            53: "fractional_cadence",
            73: "enhanced_speed",
            78: "enhanced_altitude",
            83: "vertical_ratio",
            84: "stance_time_balance",
            85: "step_length",
            253: "timestamp",
        },
    ),
    34: Message("activity", {0: "total_timer_time", 5: "local_timestamp", 253: "timestamp"}),
    216: Message("time_in_zone", {11: "max_heart_rate", 12: "resting_heart_rate"}),
    225: Message(
        "set",
        {
            0: "duration",
            3: "repetitions",
            4: "weight",
            5: "set_type",
            6: "start_time",
            7: "category",
            8: "category_subtype",
            254: "timestamp",
        },
    ),
}

TEXTS = (
    "type",
    "manufacturer",
    "gender",
    "sport",
    "sub_sport",
    "intensity",
    "set_type",
    "sport_profile_name",
)
"""Columns of words; every other column is a number."""

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
    "type": FILE_KINDS,
    "sport": FIT_SPORTS_SINCE_2020,
    "sub_sport": FIT_SUB_SPORTS_SINCE_2020,
    "intensity": {4: "recovery", 5: "interval", 6: "other"},
}
"""Words for numbers which fitparse's profile does not know."""

CATEGORIES = frozenset({"category", "category_subtype"})
"""Columns whose numbers are wanted even where fitparse knows a word."""

ANY_CATEGORY = (65534, 65535)
"""Exercise categories that mean 'unknown'."""

Tables = dict[str, pl.DataFrame]
"""Message name -> one row per message: `segment` and the columns of `MESSAGES`."""


def word(column: str, number: int) -> str:
    """Return the word for an enumeration's number, 'unknown_NN' where nobody knows it."""
    return WORDS_SINCE_2020.get(column, {}).get(number, f"unknown_{number}")


@cache
def fields_read(message: int) -> frozenset[int]:
    """Return the numbers of a message's fields that matter; of any message, the time."""
    columns = MESSAGES[message].fields if message in MESSAGES else {}
    return frozenset({TIMESTAMP_FIELD, *columns, *EXPANDED.get(message, ())})


def _schema(message: Message) -> dict[str, type[pl.DataType]]:
    kinds = {c: pl.String if c in TEXTS else pl.Float64 for c in message.fields.values()}
    return {"segment": pl.Int32, **kinds}


SCHEMAS = {message.name: _schema(message) for message in MESSAGES.values()}


def table_of(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return messages of one kind as a table, one row each."""
    schema = SCHEMAS[name]
    return pl.from_dicts(rows, schema=schema) if rows else pl.DataFrame(schema=schema)
