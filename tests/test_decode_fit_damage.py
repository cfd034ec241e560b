"""Files that broke off, that lie about their length, that no decoder was made for."""

import gzip
import time

import pytest
from fastcrc import crc16
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline.decode import Activity, decode_activity
from pipeline.errors import NotAnActivity, UnreadableFile
from tests import test_decode_made_up as made_up
from tests.test_decode_made_up import (
    RECORD,
    SESSION,
    START,
    activity,
    at,
    definition,
    file_id,
    fit,
    message,
    record,
    run,
    session,
)
from tests.test_decode_read import outcome

WHOLE = run()
SMALL = run(records=4)


def decoded(data: bytes) -> Activity:
    """Return what some bytes decode to."""
    return decode_activity(data, "damaged.fit")


def test_the_checksum_is_fit_s() -> None:
    """The library's checksum and the SDK's nibbles agree."""
    assert made_up.crc_of(WHOLE) == crc16.arc(WHOLE) == 0
    assert made_up.crc_of(WHOLE[:99]) == crc16.arc(WHOLE[:99])


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.999])
def test_a_file_that_breaks_off(share: float) -> None:
    """An empty battery costs the end of the run, not the run."""
    part = decoded(WHOLE[: int(len(WHOLE) * share)])
    whole = decoded(WHOLE)

    assert "truncated" in part.quality
    assert part.records.height > 0
    assert_frame_equal(whole.records.head(part.records.height), part.records)


def test_every_cut_gives_what_came_before() -> None:
    """Wherever a file is cut: the records before the cut, or a sentence."""
    heights = [
        found.records.height
        for end in range(len(SMALL))
        if isinstance(found := outcome(SMALL[:end]), Activity)
    ]

    assert sorted(heights) == heights
    assert {1, 2, 3, 4} == set(heights)


def test_a_wrong_checksum_is_noted() -> None:
    """The records are used all the same."""
    run_ = decoded(WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]))

    assert run_.quality == ("crc_mismatch",)
    assert run_.records.height == 61


def test_a_file_that_was_never_closed() -> None:
    """Where the last record ends at the end of the file, no checksum cost it its last bytes."""
    whole = fit(file_id(), session(), *(record(i, (7, "uint16", 200 + i)) for i in range(30)))
    length = (len(whole) - 14 - 4).to_bytes(4, "little")  # as if two bytes fewer were messages
    unclosed = whole[:4] + length + whole[8:-2]

    assert_frame_equal(decoded(whole).records, decoded(unclosed).records)


def test_a_header_without_checksum() -> None:
    """Old Forerunners leave the header's checksum zero, older ones have none."""
    assert decoded(fit(file_id(), record(0), session(), header_bytes=12)).quality == ()

    zero = bytearray(WHOLE)
    zero[12:14] = b"\0\0"
    zero[-2:] = made_up.crc_of(bytes(zero[:-2])).to_bytes(2, "little")

    assert decoded(bytes(zero)).quality == ()


def test_a_header_without_length() -> None:
    """A watch that crashed leaves the length zero; the records are there."""
    unfinished = fit(file_id(), *(record(i) for i in range(5)), data_size=0)

    found = decoded(unfinished)

    assert found.records.height == 5
    assert found.quality[:1] == ("no_data_size",)


def test_a_header_with_a_stale_length() -> None:
    """A length from an earlier save does not hide the rest."""
    stale = fit(file_id(), *(record(i) for i in range(9)), session(), data_size=100)

    assert decoded(stale).records.height == 9


@pytest.mark.parametrize("padding", [b"\0" * 510, b"\xff" * 510], ids=["zeros", "ones"])
def test_flash_that_was_never_written(padding: bytes) -> None:
    """Behind a wrong checksum, what is all alike is no record: no heights of -500 m."""
    whole = fit(file_id(), *(record(i, (2, "uint16", 3000)) for i in range(100)), session())
    torn = whole[:-2] + bytes([whole[-2] ^ 1, whole[-1]]) + padding

    assert_frame_equal(decoded(whole).records, decoded(torn).records)


def test_a_type_without_its_order_bit() -> None:
    """Some writers leave out the bit that says that the order of bytes matters."""
    rows = (
        definition(RECORD, [(253, 4, 0x06), (2, 2, 0x04)])
        + b"\0"
        + at(0).to_bytes(4, "little")
        + (3000).to_bytes(2, "little")
    )

    assert decoded(fit(file_id(), rows, session())).records["altitude_m"].to_list() == [100.0]


def test_each_part_of_a_chained_file_has_its_zone() -> None:
    """Two runs in one file, one in Berlin and one in Los Angeles, keep their own days."""
    parts = [
        fit(file_id(), record(start), session(start_s=start), activity(offset, start + 60))
        for start, offset in ((0, 3600), (90_000, -28_800))
    ]

    assert decoded(b"".join(parts)).sessions["utc_offset_s"].to_list() == [3600, -28_800]


def test_rubbish_behind_the_end() -> None:
    """Sectors of an older file behind the end are left alone."""
    run_ = decoded(WHOLE + b"\x55" * 83)

    assert run_.quality == ("trailing_bytes",)
    assert run_.records.height == 61


def test_chained_files() -> None:
    """Two activities in one file are two sessions, each with its own records."""
    ride = fit(file_id(), *(record(i) for i in range(30)), session(sport=2), activity())

    both = decoded(WHOLE + ride)

    assert both.quality == ("chained",)
    assert both.sessions["sport"].to_list() == ["running", "cycling"]
    counts = both.records.group_by("session_index", maintain_order=True).len().rows()
    assert counts == [(0, 61), (1, 30)]


def test_settings_behind_an_activity() -> None:
    """What else is chained to an activity does not hide it."""
    both = decoded(WHOLE + fit(file_id(kind=2)))

    assert both.sessions.height == 1
    assert_frame_equal(decoded(WHOLE).records, both.records)


def test_compressed_timestamps() -> None:
    """Old watches write five bits of the time; they roll over every 32 seconds."""
    sizes = [(3, 1, 0x02)]
    rows = b"".join(
        bytes([0x80 | (2 << 5) | ((at(0) + i) & 0x1F), 100 + i]) for i in range(1, 60, 7)
    )
    run_ = decoded(fit(file_id(), record(0), definition(RECORD, sizes, local=2), rows, session()))

    offsets = (run_.records["recorded_at"] - START).dt.total_seconds().to_list()
    assert offsets == [0, *range(1, 60, 7)]
    assert run_.records["heart_rate_bpm"].to_list()[1:] == [100.0 + i for i in range(1, 60, 7)]


def test_the_clock_runs_on_through_messages_we_do_not_read() -> None:
    """Compressed times count from the last time in any message."""
    unread = message(21, (253, "uint32", at(320)), (0, "enum", 0), local=1)
    rows = definition(RECORD, [(3, 1, 0x02)], local=2) + bytes(
        [0x80 | (2 << 5) | (at(322) & 0x1F), 120]
    )
    run_ = decoded(fit(file_id(), record(0), unread, rows, session()))

    assert (run_.records["recorded_at"][1] - START).total_seconds() == 322


def test_compressed_speed_and_distance() -> None:
    """Old watches pack speed and distance into three bytes; the distance rolls over at 256 m."""
    packed = [
        (speed | (distance << 12)).to_bytes(3, "little")
        for speed, distance in ((300, 4000), (310, 32))
    ]
    rows = (
        message(RECORD, (253, "uint32", at(i)), (8, "byte", list(three)))
        for i, three in enumerate(packed)
    )
    run_ = decoded(fit(file_id(), *rows, session()))

    assert run_.records["speed_mps"].to_list() == [3.0, 3.1]
    assert run_.records["distance_m"].to_list() == [250.0, 258.0]


def test_big_endian() -> None:
    """Suunto and Wahoo write the other byte order."""
    run_ = decoded(fit(file_id(), record(0, (7, "uint16", 258), order=">"), session()))

    assert run_.records.select("recorded_at", "power_w").row(0) == (START, 258.0)


def developer_record(value: int) -> bytes:
    """Return a record with a developer field nobody has described."""
    return (
        definition(RECORD, [(253, 4, 0x86), (3, 1, 0x02)], developer=[(3, 2, 0), (9, 0, 0)])
        + b"\0"
        + at(value).to_bytes(4, "little")
        + bytes([140, value, 0])
    )


def test_developer_fields_without_their_description() -> None:
    """A field of an app whose description is missing (Wahoo) costs nothing else.

    It carries the number of the heart rate, which must not be taken for it, and a second
    one has size zero.
    """
    run_ = decoded(fit(file_id(), *(developer_record(i) for i in range(3)), session()))

    assert run_.quality == ()
    assert run_.records["heart_rate_bpm"].to_list() == [140.0] * 3


def test_a_field_of_the_wrong_size() -> None:
    """COROS writes three bytes where a number has four: the field is left out, not the file."""
    rows = (
        definition(RECORD, [(253, 4, 0x86), (5, 3, 0x86), (3, 1, 0x02)])
        + b"\0"
        + at(i).to_bytes(4, "little")
        + bytes([1, 2, 3, 150])
        for i in range(2)
    )
    run_ = decoded(fit(file_id(), *rows, session()))

    assert run_.quality == ("odd_field_size",)
    assert run_.records["heart_rate_bpm"].to_list() == [150.0, 150.0]
    assert run_.records["distance_m"].null_count() == 2


def test_a_time_written_twice() -> None:
    """A session whose timestamp is an array is no reason to lose what follows it."""
    odd = message(SESSION, (253, "uint32", [1, 2]), local=3)
    odd += definition(RECORD, [(3, 1, 0x02)], local=2) + bytes([0x80 | (2 << 5), 120])
    run_ = decoded(fit(file_id(), odd, record(5), session()))

    assert run_.records["recorded_at"].drop_nulls().len() == 1
    assert run_.records["heart_rate_bpm"].to_list() == [120.0, None]


def test_where_the_bytes_stop_making_sense() -> None:
    """A data message of a kind never defined ends the reading; what came before is kept."""
    run_ = decoded(fit(file_id(), record(0), session(), b"\x0b\x01\x02", record(1)))

    assert run_.quality == ("damaged",)
    assert run_.records.height == 1


def test_a_file_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """More messages than any activity has: the first part is loaded, and that is said."""
    monkeypatch.setattr("pipeline.decode.fit.scan.MAX_MESSAGES", 20)

    assert decoded(WHOLE).quality[0] == "too_long"


def test_a_huge_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes beyond a limit are not read."""
    monkeypatch.setattr("pipeline.decode.fit.container.MAX_BYTES", 1000)

    cut = decoded(WHOLE)

    assert {"too_long", "truncated"} <= set(cut.quality)
    assert 0 < cut.records.height < 61


def test_empty_messages_by_the_thousand() -> None:
    """Messages without fields, one byte each, are read in bounded time."""
    empty = definition(RECORD, [], local=1)
    began = time.monotonic()

    found = outcome(fit(file_id(), empty, b"\x01" * 20_000, session()))

    assert isinstance(found, Activity)
    assert time.monotonic() - began < 10


def test_headers_by_the_thousand() -> None:
    """A chain of empty files ends."""
    began = time.monotonic()

    with pytest.raises(UnreadableFile, match="message of use"):
        decoded(fit() * 5_000)

    assert time.monotonic() - began < 10


damage = st.lists(
    st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12
)


@settings(deadline=5_000, max_examples=150)
@given(damage)
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    """Whatever bytes of a file change, the answer is an activity or a sentence."""
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte

    outcome(bytes(data))


@settings(deadline=5_000, max_examples=100)
@given(st.integers(0, len(SMALL)), st.binary(max_size=60), st.integers(0, len(SMALL)))
def test_spliced_bytes(start: int, middle: bytes, end: int) -> None:
    """Parts lost, doubled or overwritten end the same way."""
    outcome(SMALL[:start] + middle + SMALL[end:])


def test_a_clock_that_jumps_by_years_is_no_run_to_look_at() -> None:
    """One byte too many makes a record 15 years old: its ten-second steps took 2 GB and 6 s."""
    activity = outcome(SMALL[:128] + b"\x8c" + SMALL[128:])

    assert isinstance(activity, Activity)
    days = activity.records["recorded_at"].dt.year()
    assert days.max() - days.min() > 10
    assert [None] == activity.sessions["opening_heart_rate_ratio"].to_list()


field = st.tuples(
    st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 18, 73, 78, 84, 110, 193, 253, 254]),
    st.integers(0, 12),
    st.sampled_from(
        [0x00, 0x01, 0x02, 0x07, 0x0A, 0x0D, 0x83, 0x84, 0x85, 0x86, 0x88, 0x89, 0x8E, 0x8F, 0x33]
    ),
)


@settings(deadline=5_000, max_examples=150)
@given(
    st.sampled_from([0, 3, 7, 12, 18, 19, 20, 34, 216, 225]),
    st.lists(field, max_size=6),
    st.binary(min_size=80, max_size=80),
    st.sampled_from("<>"),
    st.booleans(),
)
def test_any_field_of_any_type(
    number: int, fields: list[tuple[int, int, int]], content: bytes, order: str, is_compressed: bool
) -> None:
    """A known message may hold any field as any type, array or size."""
    size = sum(size for _, size, _ in fields)
    odd = definition(number, fields, order=order, local=1)
    odd += bytes([0xA5 if is_compressed else 1]) + content[:size]

    outcome(fit(file_id(), record(0), odd, session()))
    outcome(fit(odd, activity()))


def test_gzip_and_damage_together() -> None:
    """The oddities of the wrapping and of the content are both told."""
    packed = gzip.compress(WHOLE + b"junk of no use")

    assert decoded(packed[:-3]).quality == ("truncated", "trailing_bytes")


def test_nothing_but_settings_in_a_cut_file() -> None:
    """A cut settings file is still a settings file."""
    with pytest.raises(NotAnActivity, match="settings"):
        decoded(fit(file_id(kind=2), record(0))[:-5])
