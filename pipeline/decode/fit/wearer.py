"""What a FIT knows of its wearer, of the watch itself and of the zone it was in."""

from operator import itemgetter
from typing import Any

from pipeline.decode.fit.clock import Clock, Clocks
from pipeline.decode.fit.messages import Messages
from pipeline.decode.fit.words import product_word
from pipeline.decode.frames import Row

THE_WATCH_ITSELF = 0
"""Its number among its own sensors."""


def with_profile(
    sessions: list[Row], messages: Messages, clocks: Clocks, *, has_place: bool
) -> list[Row]:
    """Return sessions with what the watch knows of its wearer, of itself and of its zone."""
    said = {row["segment"]: _said(messages, row["segment"]) for row in sessions}
    return [
        row
        | said[row["segment"]]
        | {"utc_offset_s": _offset_s(messages, clocks.of(row["segment"]), has_place=has_place)}
        for row in sessions
    ]


def _offset_s(messages: Messages, clock: Clock, *, has_place: bool) -> int | None:
    """Return the UTC offset that the watch wrote, if it is one.

    COROS writes UTC for local time: then the place says where it was, or else nobody.
    """
    is_coros = "coros" in messages.values("file_id", "manufacturer")
    if clock.offset_s == 0 and (has_place or is_coros) and not clock.uptime_s:
        return None
    return clock.offset_s


def _said(messages: Messages, segment: int) -> Row:
    """Return what a part of the file says of the wearer and of the watch."""
    gender = _first(messages, segment, ("user_profile", "gender"))
    return {
        "device": _device(messages, segment),
        "profile_sex": gender if gender in ("female", "male") else None,
        "profile_weight_kg": _first(messages, segment, ("user_profile", "weight")),
        "profile_max_heart_rate_bpm": _first(
            messages,
            segment,
            ("zones_target", "max_heart_rate"),
            ("time_in_zone", "max_heart_rate"),
            ("user_profile", "default_max_running_heart_rate"),
            ("user_profile", "default_max_heart_rate"),
        ),
        "profile_resting_heart_rate_bpm": _first(
            messages,
            segment,
            ("user_profile", "resting_heart_rate"),
            ("time_in_zone", "resting_heart_rate"),
        ),
        "profile_threshold_heart_rate_bpm": _first(
            messages,
            segment,
            ("zones_target", "threshold_heart_rate"),
            ("time_in_zone", "threshold_heart_rate"),
        ),
    }


def _first(messages: Messages, segment: int, *sources: tuple[str, str]) -> Any:
    """Return the first value that says something, of this part or else of another.

    The profile's 0 is 'not set'.
    """
    said = [
        (row["segment"] != segment, row[column])
        for name, column in sources
        for row in messages.rows(name)
        if row.get(column)
    ]
    return min(said, key=itemgetter(0))[1] if said else None


def _device(messages: Messages, segment: int) -> str | None:
    """Return maker and model of the watch; the serial number is nobody's business."""
    maker: str | None = _first(messages, segment, ("file_id", "manufacturer"))
    model: str | None = _first(messages, segment, ("file_id", "product_name"))
    product = _first(messages, segment, ("file_id", "product"))
    if model is None and product is not None:
        model = product_word(maker, round(product))
    if model is None or model.isdigit():
        model = _own_name(messages) or model
    if maker is None or model is None or model.lower().startswith(maker.partition("_")[0]):
        return model or maker
    return f"{maker} {model}"


def _own_name(messages: Messages) -> str | None:
    """Return what the watch calls itself in the list of its sensors."""
    names = (
        row.get("product_name")
        for row in messages.rows("device_info")
        if row.get("device_index") == THE_WATCH_ITSELF
    )
    return next((name for name in names if name), None)
