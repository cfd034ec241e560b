"""Which FIT messages and fields we read, by number, in FIT's own words.

Numbers and not names: fitparse's profile, from which scales and words come, is from 2020 and
does not know all of them; what is younger stands here.
"""

from functools import cache
from typing import NamedTuple

from fitparse.profile import MESSAGE_TYPES

EPOCH_S = 631_065_600
"""FIT counts seconds from 1989-12-31."""

FIRST_DATE = 0x10000000
"""Smaller timestamps count from when the watch was switched on."""

LAST_DATE = 0xFFFFFFFE

TIMESTAMP_FIELD = 253

RECORD = 20
PACKED = "compressed_speed_distance"
"""The column of three bytes in which old watches pack speed and distance."""


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
    0: Message(
        "file_id",
        {0: "type", 1: "manufacturer", 2: "product", 4: "time_created", 8: "product_name"},
    ),
    3: Message(
        "user_profile",
        {
            1: "gender",
            4: "weight",
            8: "resting_heart_rate",
            9: "default_max_running_heart_rate",
            11: "default_max_heart_rate",
        },
    ),
    7: Message("zones_target", {1: "max_heart_rate", 2: "threshold_heart_rate"}),
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
            192: "workout_feel",
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
    RECORD: Message(
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
            8: PACKED,
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
            99: "respiration_rate",
            108: "enhanced_respiration_rate",
            139: "core_temperature",
            253: "timestamp",
        },
    ),
    21: Message("event", {0: "event", 1: "event_type", 253: "timestamp"}),
    23: Message("device_info", {0: "device_index", 27: "product_name"}),
    27: Message("workout_step", {0: "wkt_step_name", 254: "message_index"}),
    34: Message("activity", {0: "total_timer_time", 5: "local_timestamp", 253: "timestamp"}),
    132: Message(
        "hr",
        {
            0: "fractional_timestamp",
            1: "time256",
            6: "filtered_bpm",
            9: "event_timestamp",
            10: "event_timestamp_12",
            253: "timestamp",
        },
    ),
    206: Message(
        "field_description",
        {
            0: "developer_data_index",
            1: "field_definition_number",
            2: "fit_base_type_id",
            3: "field_name",
            6: "scale",
            7: "offset",
            8: "units",
            14: "native_mesg_num",
            15: "native_field_num",
        },
    ),
    207: Message(
        "developer_data_id",
        {1: "application_id", 2: "manufacturer_id", 3: "developer_data_index"},
    ),
    216: Message(
        "time_in_zone",
        {11: "max_heart_rate", 12: "resting_heart_rate", 13: "threshold_heart_rate"},
    ),
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
            11: "wkt_step_index",
            254: "timestamp",
        },
    ),
    264: Message(
        "exercise_title", {0: "exercise_category", 1: "exercise_name", 2: "wkt_step_name"}
    ),
}

STRINGS = frozenset({"product_name", "sport_profile_name", "field_name", "units", "wkt_step_name"})
"""Columns of texts."""

ARRAYS = frozenset({"category", "category_subtype", "filtered_bpm", "event_timestamp"})
"""Columns of which all values matter; of any other array, the first that is valid."""

BYTES = frozenset({"application_id", "event_timestamp_12"})
"""Columns of bytes that are no numbers of their own."""

ANY_CATEGORY = (None, 65534, 65535)
"""Exercise categories that mean 'unknown'."""


class Scale(NamedTuple):
    """What makes a field's number a quantity: number / divisor - offset."""

    divisor: float = 1
    offset: float = 0


SCALES_SINCE_2020 = {(RECORD, 108): Scale(100), (RECORD, 139): Scale(100)}
"""Scales of fields that fitparse's profile does not know; all others of those we read are 1."""


@cache
def scale_of(message: int, field: int) -> Scale:
    """Return the scale of a field."""
    if (message, field) in SCALES_SINCE_2020:
        return SCALES_SINCE_2020[message, field]
    kind = MESSAGE_TYPES.get(message)
    known = kind.fields.get(field) if kind else None
    return Scale((known.scale if known else None) or 1, (known.offset if known else None) or 0)
