"""What kind of file it is shows in its content; a bomb or rubbish is refused with a sentence."""

import gzip
import os
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.decode import Activity, decode_activity
from pipeline.decode.activity import QUALITY_CODES
from pipeline.decode.problems import TooDense, TooLarge
from pipeline.decode.read import unpacked
from pipeline.errors import FileProblem, NotAnActivity, UnreadableFile
from tests.test_decode_made_up import gpx, point, run

GPX = gpx(*(point(i, 3 * i) for i in range(5)))


def outcome(data: bytes) -> Activity | FileProblem:
    """Return what decoding comes to; anything but the two promised errors is a failure."""
    try:
        activity = decode_activity(data, "made-up")
    except (NotAnActivity, UnreadableFile) as problem:
        return problem
    assert_sound(activity)
    return activity


def assert_sound(activity: Activity) -> None:
    """Hold an activity to the shapes and laws its readers rely on."""
    for frame, schema in (
        (activity.sessions, schemas.SESSIONS),
        (activity.laps, schemas.LAPS),
        (activity.records, schemas.RECORDS),
        (activity.sets, schemas.SETS),
    ):
        assert dict(schema) == dict(frame.schema)
        assert set(frame["session_index"]) <= set(range(activity.sessions.height))
    assert list(range(activity.sessions.height)) == activity.sessions["session_index"].to_list()
    assert (
        activity.sessions.select("sport", "started_at", "is_sport_assumed")
        .null_count()
        .sum_horizontal()
        .item()
        == 0
    )
    assert set(activity.quality) <= set(QUALITY_CODES)
    assert len(set(activity.quality)) == len(activity.quality)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(run(), "fit"), (GPX, "gpx"), (b"\n \n" + GPX, "gpx"), (b"\xef\xbb\xbf" + GPX, "gpx")],
    ids=["fit", "gpx", "blanks first", "byte order mark"],
)
@pytest.mark.parametrize("layers", [0, 1, 2])
def test_content_decides(data: bytes, kind: str, layers: int) -> None:
    """A FIT called .gpx, or gzipped under any name, is still a FIT."""
    for _ in range(layers):
        data = gzip.compress(data)

    assert decode_activity(data, "holiday.jpg").kind == kind


def test_wide_characters() -> None:
    """A GPX in UTF-16 is read as well."""
    wide = GPX.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert decode_activity(wide, "wide.gpx").records.height == 5


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\0" * 4096, "empty"),
        (b"date,pain\n2025-03-01,3\n", "neither FIT, GPX nor TCX"),
        (b"%PDF-1.7", "neither FIT, GPX nor TCX"),
        (b"<", "XML"),
        (b"<gpx", "XML"),
        (b"\x05\x20\0\0\0\0\0\0.FIT", "header"),
        (b"\x0e\x20\0\0\0\0\0\0.FIT\0\0", "message of use"),
    ],
    ids=["nothing", "zeros", "csv", "pdf", "<", "<gpx", "short header", "only a header"],
)
def test_rubbish_is_unreadable(data: bytes, says: str) -> None:
    """What calls itself an export and is none is refused with what is wrong in it."""
    with pytest.raises(UnreadableFile, match=says):
        decode_activity(data, "2026-11-21.FIT")


@pytest.mark.parametrize("name", ["photo.jpg", "notes.txt", "no ending"])
def test_other_files_are_no_activities(name: str) -> None:
    """A photo among the exports is no damaged recording: it is passed over quietly."""
    with pytest.raises(NotAnActivity, match="neither FIT, GPX nor TCX"):
        decode_activity(b"\xff\xd8\xff\xe0 a picture", name)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<html><body/></html>", "html"),
        (b"<kml/>", "kml"),
        (
            b'<!DOCTYPE HealthData [<!ELEMENT a ANY>]><HealthData locale="de">'
            + b" " * 10_000
            + b"</HealthData>",
            "Health",
        ),
    ],
    ids=["a web page", "Google Earth", "Apple's health export"],
)
def test_other_xml_is_not_an_activity(data: bytes, kind: str) -> None:
    """XML of other programs is sound but holds no recording."""
    with pytest.raises(NotAnActivity, match=kind):
        decode_activity(data, "x.xml")


def test_a_zip_is_not_for_this_room() -> None:
    """Archives are unpacked by the inbox; here they are unreadable."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("run.fit", run())

    with pytest.raises(NotAnActivity):
        decode_activity(archive.getvalue(), "run.zip")


def test_a_bomb_is_stopped_early() -> None:
    """A file that unpacks a thousandfold is refused long before it fills the memory."""
    bomb = gzip.compress(b"<gpx>" + b" " * 100_000_000)
    began = time.monotonic()

    with pytest.raises(TooDense, match="200"):
        decode_activity(bomb, "bomb.gpx.gz")

    assert time.monotonic() - began < 5


def test_a_bomb_in_a_bomb_is_stopped() -> None:
    """Layers do not help: each is measured."""
    with pytest.raises(TooDense):
        decode_activity(gzip.compress(gzip.compress(bytes(50_000_000))), "bomb.gz")


def test_too_large() -> None:
    """The limit on the unpacked size is the caller's, and the sentence says how large it is."""
    packed = gzip.compress(os.urandom(2_100_000))

    assert len(unpacked(packed, megabytes=3)[0]) == 2_100_000
    with pytest.raises(TooLarge, match="2 MB"):
        unpacked(packed, megabytes=2)


def test_too_dense() -> None:
    """So is the limit on the ratio: what packs 900 times passes where 1000 is allowed."""
    packed = gzip.compress(bytes(20_000_000))

    assert len(unpacked(packed, ratio=1100)[0]) == 20_000_000
    with pytest.raises(TooDense, match="500"):
        unpacked(packed, ratio=500)


def test_a_cut_gzip_gives_what_came_before() -> None:
    """A download that broke off still gives the records that arrived."""
    whole = gzip.compress(gpx(*(point(i, 3 * i) for i in range(2000))))

    activity = decode_activity(whole[: len(whole) // 2], "run.gpx.gz")

    assert 100 < activity.records.height < 2000
    assert activity.quality[0] == "truncated"


def test_a_gzip_with_a_wrong_checksum_is_read() -> None:
    """A broken checksum is noted, the content is used."""
    packed = bytearray(gzip.compress(run()))
    packed[-8] ^= 0xFF

    assert decode_activity(bytes(packed), "run.fit.gz").quality == ("crc_mismatch",)


@settings(deadline=5_000)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Whatever is dropped in, the answer is an activity or one of two sentences."""
    outcome(data)


@settings(deadline=5_000)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"\x0e\x20\x34\x08\x40\0\0\0.FIT\0\0", b"<gpx>", b"\x1f\x8b"]),
)
def test_any_bytes_after_a_true_beginning(data: bytes, beginning: bytes) -> None:
    """Nor does a beginning that looks right open a way out."""
    outcome(beginning + data)
