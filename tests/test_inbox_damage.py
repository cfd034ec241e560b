"""Broken downloads: what is whole comes out, what is not says so, in the reader's language."""

import gzip
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.home import Home
from pipeline.inbox import fingerprint
from pipeline.inbox.packed import OWN_WORDS, own_words
from tests.made_archives import FIT, read, tarred, told, zipped, zipped_to_a_pipe

RUNS = {f"{n}.fit": random.Random(n).randbytes(40_000) + b"tail" * n for n in range(4)}
FIT_HEAD = b"\x0e\x20\x6c\x08\x00\x10\x00\x00.FIT"
PAGE = b"<!DOCTYPE html><html><body>Your session has expired.</body></html>"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.mark.parametrize("name", ["export.zip", "EXPORT.ZIP", "export.tgz", "backup.tar.xz"])
@pytest.mark.parametrize("data", [PAGE, b"\x00" * 600, b"PK", gzip.compress(PAGE, mtime=0)])
def test_archive_by_name_alone_is_refused(home: Home, name: str, data: bytes) -> None:
    """An error page saved as a zip is set apart with what to do, not passed over."""
    (arrival,) = read(home, data, name)

    assert "is called an archive and is none" in str(told([arrival])[name])
    assert (False, data) == (arrival.is_container, arrival.content.read_bytes())


@pytest.mark.parametrize(
    "data", [FIT_HEAD, b"\n<?xml version='1.0'?>\n<gpx>", gzip.compress(FIT_HEAD, mtime=0)]
)
def test_run_that_is_called_a_zip_is_a_run(home: Home, data: bytes) -> None:
    """Names lie: a recording under an archive's name is read as what it is."""
    (arrival,) = read(home, data, "run.zip")

    assert (False, None) == (arrival.is_container, arrival.refused)


def test_zip_behind_other_bytes_is_still_a_zip(home: Home) -> None:
    """An archive that unpacks itself begins as a program and is opened all the same."""
    arrivals = read(home, b"MZ program" * 9 + zipped({"run.fit": FIT}), "export.zip")

    assert {"export.zip": None, "export.zip/run.fit": None} == told(arrivals)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_zip_cut_short_gives_what_is_whole(home: Home, method: int, share: float) -> None:
    """Of a broken download every run before the cut is loaded, and the archive says so."""
    whole = zipped(RUNS, method)
    data = whole[: int(len(whole) * share)]

    archive, *members = read(home, data)

    good = {Path(a.name).name: a.content.read_bytes() for a in members if not a.refused}
    assert (True, ("archive_cut",)) == (archive.is_container, archive.quality)
    assert good == {name: run for name, run in RUNS.items() if name in good}
    assert len(good) == int(4 * share + 0.001) if share < 0.99 else 4
    assert all("it ends early" in str(reason) for reason in told(members).values() if reason)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_zip_written_in_one_go_is_salvaged_too(home: Home, method: int, share: float) -> None:
    """Strava and Garmin stream their zips: sizes stand behind the bytes, and still are found."""
    whole = zipped_to_a_pipe(RUNS, method)

    archive, *members = read(home, whole[: int(len(whole) * share)])

    good = {Path(a.name).name: a.content.read_bytes() for a in members if not a.refused}
    assert ("archive_cut",) == archive.quality
    assert good == {name: run for name, run in RUNS.items() if name in good}
    assert len(good) == int(4 * share + 0.001) if share < 0.99 else 4


def test_cut_zip_with_a_wrong_checksum_gives_the_others(home: Home) -> None:
    """What comes out of a cut archive must be as its checksum says."""
    data = bytearray(zipped({"bad.fit": b"A" * 50, "good.fit": FIT}, zipfile.ZIP_STORED)[:-30])
    data[data.index(b"AAAA")] ^= 0xFF

    reasons = told(read(home, bytes(data)))

    assert "checksum (CRC) does not fit" in str(reasons["outer.zip/bad.fit"])
    assert reasons["outer.zip/good.fit"] is None


def test_limits_hold_for_a_cut_zip(home: Home) -> None:
    """A bomb without a directory is a bomb; names that lead outside stay inside."""
    members = {"bomb.fit": bytes(30_000_000), "../evil.fit": FIT, "good.fit": FIT}

    reasons = told(read(home, zipped(members)[:-30]))

    assert "zip bomb" in str(reasons["outer.zip/bomb.fit"])
    assert "points outside" in str(reasons["outer.zip/../evil.fit"])
    assert reasons["outer.zip/good.fit"] is None


def test_cut_document_is_a_document(home: Home) -> None:
    """Half a spreadsheet is no archive of runs either."""
    book = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})

    (arrival,) = read(home, book[:-30], "diary.xlsx")

    assert "as CSV" in str(told([arrival])["diary.xlsx"])


@pytest.mark.parametrize("words", OWN_WORDS)
def test_libraries_never_speak_to_the_reader(words: str) -> None:
    """What zipfile says in English is told in our words, which have a translation."""
    assert own_words(ValueError(f"Some {words} in the middle")) == OWN_WORDS[words]


def test_reasons_can_be_told_in_german(home: Home) -> None:
    """No English word of a library stands inside a German sentence."""
    (arrival,) = read(home, zipped({"run.fit": FIT})[:45])

    assert arrival.refused is not None
    assert "damaged archive (it ends early)" in arrival.refused.told()
    german = {phrase: f"<{phrase}>" for phrase in OWN_WORDS.values()}
    assert "(<it ends early>)" in arrival.refused.told(lambda text: german.get(text, text))


@hypothesis_settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(["zip", "pipe", "tar", "tgz"]),
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 900),
)
def test_no_damage_to_any_archive_stops_the_run(
    home: Home, kind: str, flips: list[tuple[int, int]], cut: int
) -> None:
    """Whatever is wrong with an archive, each row is loadable or says why not."""
    members = {"a.fit": FIT * 20, "b/c.gpx": b"<gpx/>", "in.zip": zipped({"x": FIT})}
    whole = {
        "zip": zipped(members),
        "pipe": zipped_to_a_pipe(members),
        "tar": tarred(members),
        "tgz": gzip.compress(tarred(members), mtime=0),
    }[kind]
    data = bytearray(whole)
    for place, value in flips:
        data[place % len(data)] = value
    del data[len(data) - min(cut, len(data) - 1) :]

    for arrival in read(home, bytes(data)):
        assert arrival.refused or arrival.content.exists()
        assert fingerprint(arrival)
        assert arrival.refused is None or len(arrival.refused.told()) > 20


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c\x00\x04"])
def test_an_archive_nobody_can_open_is_refused_not_ignored(home: Home, magic: bytes) -> None:
    """Runs may lie in a RAR or a 7z: its owner is told to unpack it."""
    (arrival,) = read(home, magic + b"runs", "runs.bin")

    assert "Unpack it yourself" in str(told([arrival])["runs.bin"])


def test_an_archive_cut_inside_another_is_refused_with_its_bytes(home: Home) -> None:
    """Nothing comes out of the inner one: it is refused as it is, and still there to be kept."""
    inner = zipped({"run.fit": random.Random(1).randbytes(500)})[:200]

    arrivals = read(home, zipped({"inner.zip": inner, "good.fit": FIT}))

    (refused,) = [arrival for arrival in arrivals if arrival.refused]
    assert ("outer.zip/inner.zip", inner) == (refused.name, refused.content.read_bytes())
