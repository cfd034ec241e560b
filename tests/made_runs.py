"""Thousands of made-up runs as FIT files, written as fast as they are read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from struct import pack

import numpy as np
from fastcrc import crc16

from tests.test_decode_made_up import FILE_ID, RECORD, SESSION, definition, message, seconds

SEMICIRCLES = 2**31 / 180
METRES_PER_DEGREE = 111_195.0
SPEED_MPS = 3.0

COLUMNS = (
    (253, "<u4", 0x86),
    (0, "<i4", 0x85),
    (1, "<i4", 0x85),
    (5, "<u4", 0x86),
    (78, "<u4", 0x86),
    (73, "<u4", 0x86),
    (3, "u1", 0x02),
    (4, "u1", 0x02),
)
"""Field, stored as, base type: time, position, distance, altitude, speed, heart rate, cadence."""

LAYOUT = np.dtype([("head", "u1"), *((str(number), kind) for number, kind, _ in COLUMNS)])


def run_of(started_at: datetime, *, records: int = 1_000, every_s: int = 1) -> bytes:
    """Return the FIT of a run north over open sea at 3 m/s, a record every so many seconds."""
    elapsed = np.arange(records) * every_s
    timer_s = int(elapsed[-1])
    rows = np.zeros(records, LAYOUT)
    rows["253"] = seconds(started_at) + elapsed
    rows["0"] = (54.9 + elapsed * SPEED_MPS / METRES_PER_DEGREE) * SEMICIRCLES
    rows["1"] = 5 * SEMICIRCLES
    rows["5"] = elapsed * SPEED_MPS * 100
    rows["78"] = (500 + 10 * np.sin(elapsed / 200)) * 5
    rows["73"] = SPEED_MPS * 1000
    rows["3"] = 140 + 10 * np.sin(elapsed / 300)
    rows["4"] = 85
    sizes = [(number, np.dtype(kind).itemsize, base) for number, kind, base in COLUMNS]
    started, ended = seconds(started_at), seconds(started_at) + timer_s
    body = b"".join(
        (
            message(
                FILE_ID,
                (0, "enum", 4),
                (1, "uint16", 255),
                (3, "uint32", 1),
                (4, "uint32", started),
            ),
            definition(RECORD, sizes),
            rows.tobytes(),
            message(
                SESSION,
                (253, "uint32", ended),
                (2, "uint32", started),
                (5, "enum", 1),
                (7, "uint32", timer_s * 1000),
                (8, "uint32", timer_s * 1000),
                (9, "uint32", round(timer_s * SPEED_MPS * 100)),
            ),
            message(34, (253, "uint32", ended), (5, "uint32", ended + 3600)),
        )
    )
    head = pack("<BBHI4sH", 14, 0x20, 2100, len(body), b".FIT", 0)
    return head + body + pack("<H", crc16.arc(head + body))


def runs(
    last: datetime, count: int, *, records: int = 1_000, every_s: int = 1
) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of runs, the newest first, six a week."""
    for number in range(count):
        started_at = last - timedelta(days=number // 6 * 7 + number % 6, minutes=number % 50)
        yield (
            f"run_{started_at:%Y%m%dT%H%M}.fit",
            run_of(started_at, records=records, every_s=every_s),
        )
