"""What apps on the watch add: fields of their own, described by the file itself."""

import struct
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.decode import Activity, decode_activity
from pipeline.decoded import Rows
from pipeline.home import Home
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


def three_sports() -> Activity:
    """Return a triathlon of which the last sport knows one field less."""
    both = described("A", "x") + described("B", "y", number=1)
    start = definition(RECORD, [(253, 4, 0x86)], developer=[(0, 4, 0), (1, 4, 0)])
    rows = start + b"".join(
        b"\0" + at(i).to_bytes(4, "little") + struct.pack("<ff", i, i) for i in range(20)
    )
    last = definition(RECORD, [(253, 4, 0x86)], developer=[(0, 4, 0)]) + b"".join(
        b"\0" + at(i).to_bytes(4, "little") + struct.pack("<f", i) for i in range(20, 30)
    )
    sports = (session(start_s=10.0 * n, sport=n + 1, timer_s=10) for n in range(3))
    return decode_activity(fit(file_id(), app(), both, rows, last, *sports), "triathlon.fit")


def test_fields_of_several_sessions(tmp_path: Path) -> None:
    """Each session keeps its own fields, also on the way to the warehouse."""
    triathlon = three_sports()
    found = triathlon.developer.select("session_index", "field", "mean").rows()

    assert found == [(0, "A", 4.5), (0, "B", 4.5), (1, "A", 14.5), (1, "B", 14.5), (2, "A", 24.5)]

    home = Home(tmp_path)
    rows = Rows(home, 0)
    facts = {"athlete_id": "me", "sha256": "0", "imported_at": datetime.now(UTC)}
    rows.add(0, {"developer_fields": triathlon.developer}, "content", facts)
    rows.write()
    written = pl.read_parquet(tmp_path / "work" / "decoded" / "developer_fields-0-0.parquet")
    assert written["session_id"].n_unique() == 3
    assert written["session_id"][0] == written["session_id"][1] != written["session_id"][2]


@pytest.mark.parametrize(
    ("unit", "speed"), [("km/h", 10.0), ("m/s", 36.0), ("", 36.0), ("furlongs", None)]
)
def test_a_unit_nobody_knows_stays_the_app_s(unit: str, speed: float | None) -> None:
    """A speed in furlongs is kept as the app's number, and is no speed of ours."""
    run = decoded(app(), described("Speed", unit, native=6), records((0, 36.0)))

    assert run.records["speed_mps"][0] == pytest.approx(speed)
    assert run.developer["mean"].to_list() == [36.0]


def test_a_field_in_one_record_costs_one_record() -> None:
    """Two hundred fields in one record are not two hundred columns of the next 200 000."""
    fields = b"".join(described(f"F{n}", "", number=n) for n in range(200))
    wide = definition(RECORD, [(253, 4, 0x86)], developer=[(n, 4, 0) for n in range(200)])
    wide += b"\0" + at(0).to_bytes(4, "little") + struct.pack("<200f", *range(200))
    narrow = definition(RECORD, [(253, 4, 0x86)], local=1)
    narrow += b"".join(b"\1" + at(i).to_bytes(4, "little") for i in range(200_000))
    tracemalloc.start()
    run = decoded(app(), fields, wide, narrow)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert run.developer.height == 200
    assert peak < 150_000_000
