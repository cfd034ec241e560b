"""The made-up FIT and GPX bytes of the decode tests are what they claim to be.

The writers are small on purpose: they also write what no watch should. Two independent
decoders say that what they write without mischief is sound.
"""

import io
import struct
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import fitdecode
import gpxpy

START = datetime(2025, 3, 1, 8, 0, 0, tzinfo=UTC)
FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
CRC_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)

BASES = {
    "enum": (0x00, "B"),
    "sint8": (0x01, "b"),
    "uint8": (0x02, "B"),
    "string": (0x07, "s"),
    "byte": (0x0D, "B"),
    "uint16": (0x84, "H"),
    "sint32": (0x85, "i"),
    "uint32": (0x86, "I"),
    "float64": (0x89, "d"),
}
INVALID = {
    "enum": 0xFF,
    "uint8": 0xFF,
    "uint16": 0xFFFF,
    "sint32": 0x7FFFFFFF,
    "uint32": 0xFFFFFFFF,
}

FILE_ID, USER_PROFILE, ZONES, SPORT, SESSION, LAP, RECORD, ACTIVITY, SET = (
    *(0, 3, 7, 12, 18, 19, 20, 34),
    225,
)

Field = tuple[int, str, Any]


def seconds(moment: datetime) -> int:
    """Return FIT's count of seconds for an instant."""
    return round((moment - FIT_EPOCH).total_seconds())


def at(offset_s: float) -> int:
    """Return FIT's seconds at so many seconds after the start."""
    return seconds(START + timedelta(seconds=offset_s))


def crc_of(data: bytes) -> int:
    """Return a FIT checksum, nibble by nibble as in the SDK's document."""
    crc = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) ^ CRC_NIBBLES[crc & 0xF] ^ CRC_NIBBLES[nibble]
    return crc


def packed(base: str, value: Any, order: str) -> bytes:
    """Return a value, or a list of them, as bytes; None is the type's 'invalid'."""
    if base == "string":
        return value.encode() + b"\0"
    values = value if isinstance(value, list) else [value]
    return b"".join(
        struct.pack(order + BASES[base][1], INVALID[base] if v is None else v) for v in values
    )


def definition(
    number: int,
    sizes: Sequence[tuple[int, int, int]],
    *,
    local: int = 0,
    order: str = "<",
    developer: Sequence[tuple[int, int, int]] = (),
) -> bytes:
    """Return a definition message from (field, size, base type) triples."""
    head = 0x40 | (0x20 if developer else 0) | local
    start = struct.pack(f"{order}BBBHB", head, 0, int(order == ">"), number, len(sizes))
    body = b"".join(struct.pack("BBB", *triple) for triple in sizes)
    if developer:
        body += bytes([len(developer)]) + b"".join(struct.pack("BBB", *t) for t in developer)
    return start + body


def message(number: int, *fields: Field, local: int = 0, order: str = "<") -> bytes:
    """Return a definition and one data message."""
    parts = [packed(base, value, order) for _, base, value in fields]
    sizes = [
        (field, len(part), BASES[base][0])
        for (field, base, _), part in zip(fields, parts, strict=True)
    ]
    return definition(number, sizes, local=local, order=order) + bytes([local]) + b"".join(parts)


def fit(*messages: bytes, header_bytes: int = 14, data_size: int | None = None) -> bytes:
    """Return a FIT file; `data_size` for a header that lies."""
    body = b"".join(messages)
    size = len(body) if data_size is None else data_size
    head = struct.pack("<BBHI4s", header_bytes, 0x20, 2100, size, b".FIT")
    head += struct.pack("<H", crc_of(head)) if header_bytes == 14 else b""
    return head + body + struct.pack("<H", crc_of(head + body))


def file_id(kind: int = 4, manufacturer: int = 1) -> bytes:
    """Return the message every FIT begins with."""
    return message(FILE_ID, (0, "enum", kind), (1, "uint16", manufacturer), (4, "uint32", at(0)))


def record(offset_s: float, *fields: Field, order: str = "<") -> bytes:
    """Return a record so many seconds after the start."""
    return message(RECORD, (253, "uint32", at(offset_s)), *fields, order=order)


def session(*fields: Field, start_s: float = 0, sport: int = 1, timer_s: float = 60) -> bytes:
    """Return a session; a run of a minute unless told otherwise."""
    return message(
        SESSION,
        (253, "uint32", at(start_s + timer_s)),
        (2, "uint32", at(start_s)),
        (5, "enum", sport),
        (8, "uint32", round(timer_s * 1000)),
        *fields,
    )


def activity(local_offset_s: int | None = 3600, end_s: float = 60) -> bytes:
    """Return the message that closes an activity and knows the local time."""
    local = None if local_offset_s is None else at(end_s + local_offset_s)
    return message(ACTIVITY, (253, "uint32", at(end_s)), (5, "uint32", local))


def degrees(value: float) -> int:
    """Return FIT's semicircles."""
    return round(value * 2**31 / 180)


def run(*extra: bytes, records: int = 61, session_fields: Iterable[Field] = ()) -> bytes:
    """Return a small sound run: a record a second, heart rate, cadence, 3 m/s."""
    rows = (
        record(
            i,
            (3, "uint8", 120 + i % 30),
            (4, "uint8", 85),
            (5, "uint32", 300 * i),
            (6, "uint16", 3000),
        )
        for i in range(records)
    )
    return fit(file_id(), *rows, *extra, session(*session_fields), activity())


def gpx(
    *points: str, track: str = "<type>running</type>", head: str = "", attributes: str = ""
) -> bytes:
    """Return a GPX of one track and one segment."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" {attributes}>{head}'
        f"<trk>{track}<trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


def point(
    offset_s: float | None = None,
    north_m: float = 0,
    *,
    latitude: float = 48.0,
    longitude: float = 11.0,
    inside: str = "",
) -> str:
    """Return a track point so many metres north of a place near Munich."""
    time = "" if offset_s is None else f"<time>{stamp(offset_s)}</time>"
    position = f'lat="{latitude + north_m / 111_195:.7f}" lon="{longitude:.7f}"'
    return f"<trkpt {position}>{time}{inside}</trkpt>"


def stamp(offset_s: float) -> str:
    """Return a GPX time so many seconds after the start."""
    return (START + timedelta(seconds=offset_s)).isoformat().replace("+00:00", "Z")


def test_an_independent_decoder_reads_the_made_up_fit() -> None:
    """What the FIT writer writes has sound checksums and the values put in."""
    with fitdecode.FitReader(io.BytesIO(run()), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        rows = [m for m in reader if m.frame_type == fitdecode.FIT_FRAME_DATA]

    records = [row for row in rows if row.name == "record"]

    assert len(records) == 61
    assert records[1].get_value("timestamp") == START + timedelta(seconds=1)
    assert records[10].get_value("distance") == 30.0
    assert [r.get_value("sport") for r in rows if r.name == "session"] == ["running"]


def test_an_independent_decoder_reads_the_made_up_gpx() -> None:
    """What the GPX writer writes has the points put in."""
    parsed = gpxpy.parse(gpx(*(point(i, 3 * i) for i in range(11))))

    assert parsed.get_points_no() == 11
    assert abs(parsed.length_2d() - 30) < 0.1
    assert parsed.tracks[0].segments[0].points[1].time == START + timedelta(seconds=1)
