"""What comes out of an archive, and what is refused, member by member."""

import io
import stat
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.errors import HomeUnwritable
from pipeline.home import Home
from pipeline.inbox import fingerprint, scan
from pipeline.settings import InboxLimits, Settings
from tests.made_archives import FIT, MEGABYTE, on_disk, read, told, zipped


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


def zipped_special(name: str, mode: int, data: bytes) -> bytes:
    """Return a zip of one member that is a link, a pipe or a device, and a good one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (mode | 0o777) << 16
        archive.writestr(info, data)
        archive.writestr("good.fit", FIT)
    return packed.getvalue()


@pytest.mark.parametrize("name", ["outer.zip", "OUTER.ZIP", "export", "export.dat"])
@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_archive_has_a_row_and_so_has_each_member(home: Home, name: str, method: int) -> None:
    """A zip is known by its bytes; every member is a file of its own, with its own bytes."""
    archive, inner, other = read(home, zipped({"b/x.gpx": b"<gpx/>", "a.fit": FIT}, method), name)

    assert (archive.name, archive.is_container) == (name, True)
    assert (inner.name, inner.is_container) == (f"{name}/a.fit", False)
    assert inner.content.read_bytes() == FIT
    assert inner.original == home.inbox / name
    assert (other.name, other.content.read_bytes()) == (f"{name}/b/x.gpx", b"<gpx/>")


def test_archive_inside_an_archive_is_opened_too(home: Home) -> None:
    """Garmin's export is a zip of zips: every run in it is found."""
    parts = zipped({"1.fit": FIT, "2.fit": FIT + b"2"})
    arrivals = read(home, zipped({"DI_CONNECT/UploadedFiles_0-_Part1.zip": parts}))

    assert {
        "outer.zip": True,
        "outer.zip/DI_CONNECT/UploadedFiles_0-_Part1.zip": True,
        "outer.zip/DI_CONNECT/UploadedFiles_0-_Part1.zip/1.fit": False,
        "outer.zip/DI_CONNECT/UploadedFiles_0-_Part1.zip/2.fit": False,
    } == {arrival.name: arrival.is_container for arrival in arrivals}
    assert arrivals[3].content.read_bytes() == FIT + b"2"


def test_archives_nested_beyond_the_limit_are_refused_not_followed(home: Home) -> None:
    """A zip that holds itself, as it were, ends at the depth set; what lies above loads."""
    data = FIT
    for level in (4, 3, 2, 1):
        data = zipped({f"{level}.zip": data, "run.fit": FIT} if level < 4 else {"run.fit": FIT})

    arrivals = read(home, data, depth=2)

    assert [a.name for a in arrivals if not a.refused] == [
        "outer.zip",
        "outer.zip/1.zip",
        "outer.zip/1.zip/run.fit",
        "outer.zip/run.fit",
    ]
    (refused,) = [a for a in arrivals if a.refused]
    assert "nested more than 2 deep" in str(told([refused])["outer.zip/1.zip/2.zip"])
    assert zipfile.is_zipfile(refused.content)


def test_archive_of_an_athletes_folder_is_that_athletes(home: Home) -> None:
    """Members belong to whom the archive belongs, whatever folders are inside it."""
    (home.inbox / "anna").mkdir()
    (home.inbox / "anna" / "outer.zip").write_bytes(zipped({"bert/run.fit": FIT}))
    settings = Settings(timezone="UTC", inbox=InboxLimits(settle_s=0))

    assert {"anna"} == {a.athlete_id for a in scan(home, settings, {"anna", "bert"}).arrivals}


def test_system_files_and_folders_inside_are_not_counted(home: Home) -> None:
    """What a Mac adds to every zip is no file of the user's."""
    members = {"__MACOSX/._run.fit": b"x", ".DS_Store": b"x", "folder/": b"", "run.fit": FIT}

    assert ["outer.zip", "outer.zip/run.fit"] == [a.name for a in read(home, zipped(members))]


def test_empty_archive_is_an_archive_of_nothing(home: Home) -> None:
    """A zip without members is no error."""
    (archive,) = read(home, zipped({}))

    assert (True, None) == (archive.is_container, archive.refused)


@pytest.mark.parametrize("keep_bytes", [0, 4, 30, 45])
def test_damaged_archive_is_refused_as_a_whole(home: Home, keep_bytes: int) -> None:
    """A broken download is one refused file with a sentence, and is counted."""
    data = zipped({"run.fit": FIT})[:keep_bytes]

    (arrival,) = read(home, data)

    assert arrival.refused is not None
    assert ("0 bytes" in arrival.refused.told()) == (not data)
    assert "again" in arrival.refused.told()
    assert (False, None) == (arrival.is_container, arrival.stand_in)
    assert arrival.content.read_bytes() == data


def test_member_with_a_wrong_checksum_is_refused_and_its_neighbour_loads(home: Home) -> None:
    """One damaged member does not cost the others."""
    data = bytearray(zipped({"bad.fit": b"A" * 50, "good.fit": FIT}, zipfile.ZIP_STORED))
    data[data.index(b"AAAA")] ^= 0xFF

    reasons = told(read(home, bytes(data)))

    assert "CRC" in str(reasons["outer.zip/bad.fit"])
    assert reasons["outer.zip/good.fit"] is None


def test_spreadsheet_is_one_file_with_advice(home: Home) -> None:
    """An Excel diary is a zip by its bytes, and the user is told to save it as CSV."""
    book = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})

    (arrival,) = read(home, book, "diary.xlsx")

    assert "as CSV" in str(told([arrival])["diary.xlsx"])
    assert not arrival.is_container


def test_zip_bomb_is_refused_while_it_unpacks(home: Home) -> None:
    """100 MB of zeros in 100 kB are refused early, leave nothing, and good members load."""
    bomb = zipped({"bomb.fit": bytes(100 * MEGABYTE), "good.fit": FIT})
    assert len(bomb) < 0.2 * MEGABYTE

    arrivals = read(home, bomb)

    assert "zip bomb" in str(told(arrivals)["outer.zip/bomb.fit"])
    assert told(arrivals)["outer.zip/good.fit"] is None
    assert on_disk(home) == len(FIT)


def test_header_that_lies_about_sizes_fools_nobody(home: Home) -> None:
    """A bomb that claims to be small, or to be packed large, still ends at the limits."""
    data = bytearray(zipped({"bomb.fit": bytes(20 * MEGABYTE)}))
    listed = data.index(b"PK\x01\x02")
    (_, packed_small) = read(home, bytes(data))
    (_, member_limit) = read(home, bytes(data), ratio=10**9, member_megabytes=5)
    data[listed + 24 : listed + 28] = struct.pack("<L", 10)
    (_, unpacked_small) = read(home, bytes(data))
    data[listed + 20 : listed + 28] = struct.pack("<LL", 2**31, 2**31)
    (_, packed_large) = read(home, bytes(data))

    assert "zip bomb" in str(told([packed_small])["outer.zip/bomb.fit"])
    assert "more than 5 MB" in str(told([member_limit])["outer.zip/bomb.fit"])
    assert "cannot be unpacked" in str(told([unpacked_small])["outer.zip/bomb.fit"])
    assert "cannot be unpacked" in str(told([packed_large])["outer.zip/bomb.fit"])
    assert on_disk(home) == 0


def test_member_larger_than_the_limit_names_the_setting(home: Home) -> None:
    """Too large a member is refused with the setting that would let it in."""
    members = {"huge.gpx": bytes(range(256)) * 8000, "good.fit": FIT}

    reasons = told(read(home, zipped(members, zipfile.ZIP_STORED), member_megabytes=1))

    assert "raise 'member_megabytes'" in str(reasons["outer.zip/huge.gpx"])
    assert reasons["outer.zip/good.fit"] is None


def test_archive_inside_may_be_larger_than_one_member(home: Home) -> None:
    """The limit of one file does not refuse a large zip of small files."""
    inner = zipped({f"{n}.fit": bytes([n]) * 300_000 for n in range(5)}, zipfile.ZIP_STORED)

    arrivals = read(home, zipped({"part.zip": inner}, zipfile.ZIP_STORED), member_megabytes=1)

    assert {None} == set(told(arrivals).values())
    assert len(arrivals) == 7


def test_all_members_together_have_a_limit(home: Home) -> None:
    """Many members that are each small enough cannot fill the disk either."""
    members = {f"{n}.fit": bytes([n]) * 400_000 for n in range(5)}

    reasons = told(read(home, zipped(members, zipfile.ZIP_STORED), archive_megabytes=1))

    assert reasons["outer.zip/1.fit"] is None
    assert "raise 'archive_megabytes'" in str(reasons["outer.zip/2.fit"])
    assert on_disk(home) == 800_000


def test_archive_of_too_many_members_is_refused_as_a_whole(home: Home) -> None:
    """A directory with more members than allowed is counted, not read: one row, one sentence."""
    (refused,) = read(home, zipped({f"{n}.fit": FIT for n in range(5)}), members=4)

    assert "holds more than 4 files" in str(told([refused])["outer.zip"])
    assert len(read(home, zipped({f"{n}.fit": FIT for n in range(5)}), members=5)) == 6


def test_members_of_archives_inside_are_counted_together(home: Home) -> None:
    """What an inner archive holds counts for the outer one, too; what came before loads."""
    inner = zipped({f"{n}.fit": FIT for n in range(3)})

    reasons = told(read(home, zipped({"1.zip": inner, "2.zip": inner, "a.fit": FIT}), members=6))

    assert reasons["outer.zip/1.zip/2.fit"] is None
    assert "more than 6 files" in str(reasons["outer.zip/2.zip"])
    assert reasons["outer.zip/a.fit"] is None


def test_directory_of_a_million_members_is_never_in_memory(home: Home) -> None:
    """A zip that lists a million members is refused for a few times its directory's size."""
    entry = b"PK\x01\x02" + bytes(42)
    count = 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) * count, 4, 0)
    data = b"PK\x03\x04" + entry * count + end
    tracemalloc.start()

    (refused,) = read(home, data)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "holds more than 100000 files" in str(told([refused])["outer.zip"])
    assert peak < 2 * len(data)


@pytest.mark.parametrize(
    "name", ["../evil.fit", "a/../../evil.fit", "/etc/evil.fit", "..\\evil.fit", "C:\\evil.fit"]
)
def test_member_that_points_outside_is_refused(home: Home, name: str) -> None:
    """No member is ever written where its own name points."""
    before = {
        path for path in home.root.parent.rglob("*") if not {"unpacked", "archive"} & {*path.parts}
    }

    arrivals = read(home, zipped({name: FIT, "good.fit": FIT}))

    (refused,) = [arrival for arrival in arrivals if arrival.refused]
    assert "points outside" in str(told([refused])[refused.name])
    assert not Path("/etc/evil.fit").exists()
    after = {
        path for path in home.root.parent.rglob("*") if not {"unpacked", "archive"} & {*path.parts}
    }
    assert {home.inbox / "outer.zip"} == after - before
    assert "outer.zip/good.fit" in told(arrivals)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_link_inside_an_archive_is_refused(home: Home, kind: int) -> None:
    """A packed link is not turned into a link on this disk, nor is a device made."""
    arrivals = read(home, zipped_special("link.fit", kind, b"/etc/passwd"))

    assert "a link or a device" in str(told(arrivals)["outer.zip/link.fit"])
    assert told(arrivals)["outer.zip/good.fit"] is None
    assert not any(f.is_symlink() for f in home.work.rglob("*"))


def test_member_with_a_password_is_refused(home: Home) -> None:
    """A protected member says that a password is missing; the others load."""
    data = bytearray(zipped({"good.fit": FIT, "secret.fit": FIT}))
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 8] |= 0x1

    reasons = told(read(home, bytes(data)))

    assert "password" in str(reasons["outer.zip/secret.fit"])
    assert reasons["outer.zip/good.fit"] is None


def test_packing_nobody_knows_is_refused_with_its_name(home: Home) -> None:
    """Windows packs large zips in a way Python cannot read: a sentence, not a crash."""
    data = bytearray(zipped({"run.fit": FIT}))
    data[data.index(b"PK\x01\x02") + 10] = 9
    data[8] = 9

    assert "cannot be unpacked" in str(told(read(home, bytes(data)))["outer.zip/run.fit"])


def test_refused_members_have_names_of_their_own(home: Home) -> None:
    """Two members that were not unpacked are two rows, the same ones whenever dropped."""
    data = zipped({"../a.fit": FIT, "../b.fit": FIT})

    first = [fingerprint(a) for a in read(home, data) if a.refused]
    again = [fingerprint(a) for a in read(home, data) if a.refused]

    assert first == again
    assert len(set(first)) == 2


def test_members_of_the_same_name_are_both_taken(home: Home) -> None:
    """A zip may hold one name twice with different runs; neither is lost."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.fit", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("run.fit", b"two")

    arrivals = read(home, packed.getvalue())

    assert [b"one", b"two"] == [arrival.content.read_bytes() for arrival in arrivals[1:]]


@pytest.mark.parametrize("name", ["x" * 300 + ".fit", "new\nline.fit", "\N{RUNNER}.fit", "."])
def test_odd_names_inside_are_only_text(home: Home, name: str) -> None:
    """A member's name may be longer than any disk allows; it is never a path here."""
    arrivals = read(home, zipped({name: FIT, "good.fit": FIT}))

    assert all(arrival.content.exists() for arrival in arrivals)
    assert all("\n" not in arrival.name for arrival in arrivals)
    assert len(arrivals) == (2 if name == "." else 3)


def test_what_a_broken_run_unpacked_is_dropped(home: Home) -> None:
    """A run that was killed leaves nothing that grows from run to run."""
    read(home, zipped({"run.fit": FIT}))
    (home.inbox / "outer.zip").unlink()

    read(home, FIT, "other.fit")

    assert not (home.work / "unpacked").exists()


def test_full_or_closed_disk_is_a_sentence(home: Home) -> None:
    """Where nothing can be unpacked, the run says so and nothing is lost."""
    (home.work / "unpacked").symlink_to("/proc/nowhere")

    with pytest.raises(HomeUnwritable, match="Nothing was lost"):
        read(home, zipped({"run.fit": FIT}))

    assert (home.inbox / "outer.zip").exists()


def test_large_archive_is_unpacked_in_seconds(home: Home) -> None:
    """A thousand runs in one zip take seconds, not hours."""
    data = zipped({f"{n:04d}.fit": FIT * 500 for n in range(1000)})
    started = time.perf_counter()

    assert len(read(home, data)) == 1001
    assert time.perf_counter() - started < 10


@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 400),
)
def test_no_damage_to_an_archive_stops_the_run(
    home: Home, flips: list[tuple[int, int]], cut: int
) -> None:
    """Whatever is wrong with a zip, each row is loadable or says why not."""
    data = bytearray(
        zipped({"a.fit": FIT * 20, "b/c.gpx": b"<gpx/>", "in.zip": zipped({"x": FIT})})
    )
    for place, value in flips:
        data[place % len(data)] = value
    if cut < len(data) // 2:
        del data[len(data) - cut :]

    for arrival in read(home, bytes(data)):
        assert arrival.refused or arrival.content.exists()
        assert fingerprint(arrival)
        assert arrival.refused is None or len(arrival.refused.told()) > 20
