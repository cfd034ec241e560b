"""What apps on the watch add: fields of their own, described by the file itself."""

import struct

import pytest

from pipeline.decode import Activity, decode_activity
from tests.test_decode_made_up import RECORD, at, definition, file_id, fit, message, session

STRYD = list(range(16))
DEVELOPER_DATA_ID, FIELD_DESCRIPTION = 207, 206


def app(index: int = 0, identity: list[int] = STRYD) -> bytes:
    """Return the message that names an app."""
    return message(DEVELOPER_DATA_ID, (1, "byte", identity), (3, "uint8", index))


def described(
    name: str, unit: str, *, number: int = 0, index: int = 0, native: int | None = None
) -> bytes:
    """Return the description of a float that an app writes."""
    return message(
        FIELD_DESCRIPTION,
        (0, "uint8", index),
        (1, "uint8", number),
        (2, "uint8", 0x88),
        (3, "string", name),
        (8, "string", unit),
        *([] if native is None else [(14, "uint16", RECORD), (15, "uint8", native)]),
    )


def records(*rows: tuple[int, float], index: int = 0, number: int = 0) -> bytes:
    """Return records with a power of the watch's own and one number of an app."""
    start = definition(RECORD, [(253, 4, 0x86), (7, 2, 0x84)], developer=[(number, 4, index)])
    return start + b"".join(
        b"\0" + at(i).to_bytes(4, "little") + struct.pack("<Hf", power, value)
        for i, (power, value) in enumerate(rows)
    )


def decoded(*messages: bytes) -> Activity:
    """Return what a run of these messages decodes to."""
    return decode_activity(fit(file_id(), *messages, session()), "run.fit")


def test_a_field_keeps_its_app_s_name() -> None:
    """What no watch measures is kept, summed up per session, under its app, name and unit."""
    run = decoded(
        app(), described("Leg Spring Stiffness", "kN/m"), records((0xFFFF, 9.5), (0xFFFF, 10.5))
    )

    assert run.developer.to_dicts() == [
        {
            "session_index": 0,
            "app": bytes(STRYD).hex(),
            "field": "Leg Spring Stiffness",
            "unit": "kN/m",
            "record_count": 2,
            "mean": 10.0,
            "min": 9.5,
            "max": 10.5,
        }
    ]


def test_a_footpod_fills_what_the_watch_left_empty() -> None:
    """An app may say which of FIT's own fields it measures; the watch's own value still wins."""
    run = decoded(app(), described("Power", "Watts", native=7), records((0xFFFF, 250), (200, 260)))

    assert run.records["power_w"].to_list() == [250.0, 200.0]


def test_units_become_ours() -> None:
    """Stryd writes its vertical oscillation in centimetres, watches in millimetres."""
    run = decoded(
        app(), described("Vertical Oscillation", "Centimeters", native=39), records((0, 8.5))
    )

    assert run.records["vertical_oscillation_mm"].to_list() == [85.0]


def test_two_apps_with_the_same_number() -> None:
    """Each app counts its fields from 0; they do not mix."""
    run = decoded(
        app(),
        app(1, [7] * 16),
        described("Power", "Watts"),
        described("Core Temperature", "C", index=1),
        records((0, 250)),
        records((0, 38.5), index=1),
    )

    assert dict(run.developer.select("field", "mean").iter_rows()) == {
        "Power": 250.0,
        "Core Temperature": 38.5,
    }


def test_a_file_s_apps_are_its_own() -> None:
    """What one file describes says nothing about the next."""
    decoded(app(), described("Power", "Watts", native=7), records((0xFFFF, 250)))
    next_run = decoded(records((0xFFFF, 250)))

    assert next_run.developer.is_empty()
    assert next_run.records["power_w"].null_count() == 1


@pytest.mark.parametrize("native", [0, 1, 8, 253])
def test_places_and_times_are_not_an_app_s_business(native: int) -> None:
    """FIT packs these in ways an app's plain number cannot be."""
    run = decoded(app(), described("Odd", "?", native=native), records((0, 1)))

    assert run.records["latitude_deg"].null_count() == 1
    assert run.developer.height == 1
