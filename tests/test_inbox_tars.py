"""Tars and packed archives: the same promises as for a zip."""

import bz2
import gzip
import lzma
import random
import struct
import tarfile
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.inbox import fingerprint
from tests.made_archives import (
    FIT,
    MEGABYTE,
    PACKINGS,
    info_of,
    on_disk,
    read,
    tarred,
    tarred_infos,
    told,
    zipped,
)

RUN = bytes(random.Random(1).randbytes(5_000))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.mark.parametrize("name", ["backup", "BACKUP.TAR.GZ", "backup.zip"])
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("layout", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_tar_is_known_by_its_bytes(home: Home, name: str, packing: str, layout: int) -> None:
    """A tar, packed or not and whatever its name, has a row, and so has each member."""
    data = PACKINGS[packing](tarred({"b/run.gpx": b"<gpx/>", "a.fit": RUN}, layout=layout))

    archive, first, second = read(home, data, name)

    assert (archive.name, archive.is_container, archive.quality) == (name, True, ())
    assert (first.name, first.content.read_bytes()) == (f"{name}/a.fit", RUN)
    assert (second.name, second.content.read_bytes()) == (f"{name}/b/run.gpx", b"<gpx/>")


@pytest.mark.parametrize("packing", [".gz", ".bz2", ".xz"])
def test_zip_inside_a_gzip_is_opened(home: Home, packing: str) -> None:
    """A zip that a browser or a backup has packed once more is no obstacle."""
    data = PACKINGS[packing](zipped({"run.fit": RUN}))

    arrivals = read(home, data, f"export.zip{packing}")

    assert {
        f"export.zip{packing}": True,
        f"export.zip{packing}/export.zip": True,
        f"export.zip{packing}/export.zip/run.fit": False,
    } == {arrival.name: arrival.is_container for arrival in arrivals}


def test_archives_of_all_kinds_inside_each_other(home: Home) -> None:
    """A zip in a tar in a zip: the run in it is found; a packed run stays one file."""
    packed_run = gzip.compress(FIT, mtime=0)
    inner = gzip.compress(tarred({"in.zip": zipped({"1.fit.gz": packed_run})}), mtime=0)

    arrivals = read(
        home, zipped({"backup.tgz": inner, "2.gpx.gz": gzip.compress(b"<gpx/>", mtime=0)})
    )

    assert {
        "outer.zip/2.gpx.gz": gzip.compress(b"<gpx/>", mtime=0),
        "outer.zip/backup.tgz/in.zip/1.fit.gz": packed_run,
    } == {a.name: a.content.read_bytes() for a in arrivals if not a.is_container}


def test_packed_run_is_no_archive(home: Home) -> None:
    """A .fit.gz is one file, which the decoder unpacks."""
    (arrival,) = read(home, gzip.compress(FIT, mtime=0), "run.fit.gz")

    assert (False, None) == (arrival.is_container, arrival.refused)


@pytest.mark.parametrize(
    "name", ["../evil.fit", "a/../../evil.fit", "/etc/evil.fit", "..\\evil.fit", "C:\\evil.fit"]
)
def test_member_of_a_tar_that_points_outside_is_refused(home: Home, name: str) -> None:
    """No member of a tar is ever written where its own name points."""
    before = {
        path for path in home.root.parent.rglob("*") if not {"unpacked", "archive"} & {*path.parts}
    }

    arrivals = read(home, tarred({name: FIT, "good.fit": FIT}), "outer.tar")

    (refused,) = [arrival for arrival in arrivals if arrival.refused]
    assert "points outside" in str(told([refused])[refused.name])
    assert told(arrivals)["outer.tar/good.fit"] is None
    after = {
        path for path in home.root.parent.rglob("*") if not {"unpacked", "archive"} & {*path.parts}
    }
    assert {home.inbox / "outer.tar"} == after - before


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, b"V"]
)
def test_link_or_device_in_a_tar_is_refused(home: Home, kind: bytes) -> None:
    """Neither link nor device is made, and what lies behind it loads."""
    members = [
        (info_of("bad.fit", 0, kind, "/etc/passwd"), b""),
        (info_of("good.fit", len(FIT)), FIT),
    ]

    arrivals = read(home, tarred_infos(members), "outer.tar")

    assert "a link or a device" in str(told(arrivals)["outer.tar/bad.fit"])
    assert told(arrivals)["outer.tar/good.fit"] is None
    assert not any(f.is_symlink() for f in home.work.rglob("*"))


def test_file_with_holes_is_refused(home: Home) -> None:
    """A sparse member of a petabyte costs no byte."""
    info = info_of("huge.fit", 512)
    info.pax_headers = {
        "GNU.sparse.major": "0",
        "GNU.sparse.minor": "1",
        "GNU.sparse.map": f"{10**15},0",
        "GNU.sparse.size": str(10**15),
        "GNU.sparse.realsize": str(10**15),
    }

    arrivals = read(
        home, tarred_infos([(info, bytes(512)), (info_of("good.fit", len(FIT)), FIT)]), "outer.tar"
    )

    assert "holes" in str(told(arrivals)["outer.tar/huge.fit"])
    assert told(arrivals)["outer.tar/good.fit"] is None


def test_tar_bomb_is_refused_while_it_unpacks(home: Home) -> None:
    """100 MB of zeros in 100 kB end at the ratio; what came before them is loaded."""
    bomb = gzip.compress(tarred({"good.fit": FIT, "bomb.fit": bytes(100 * MEGABYTE)}), mtime=0)

    arrivals = read(home, bomb, "outer.tgz")

    assert "zip bomb" in str(told(arrivals)["outer.tgz/bomb.fit"])
    assert told(arrivals)["outer.tgz/good.fit"] is None
    assert ("archive_over_limit",) == arrivals[0].quality
    assert on_disk(home) == len(FIT)


@pytest.mark.parametrize("limit", [{"member_megabytes": 1}, {"archive_megabytes": 1}])
def test_limits_of_a_tar_name_their_setting(home: Home, limit: dict[str, float]) -> None:
    """What is too large in a tar is refused with the setting that would let it in."""
    members = {"small.fit": FIT, "huge.gpx": RUN * 400}

    reasons = told(read(home, tarred(members), "outer.tar", **limit))

    (setting,) = limit
    assert f"raise '{setting}'" in str(reasons["outer.tar/huge.gpx"])
    assert reasons["outer.tar/small.fit"] is None


def test_members_of_a_tar_are_counted(home: Home) -> None:
    """The members within the limit load, the next one says why nothing else does."""
    arrivals = read(home, tarred({f"{n}.fit": FIT for n in range(9)}), "outer.tar", members=3)

    assert [None] * 4 == list(told(arrivals).values())[:4]
    assert "more than 3 files" in str(told(arrivals)["outer.tar/3.fit"])
    assert (5, ("archive_over_limit",)) == (len(arrivals), arrivals[0].quality)


def endless_gzip(content: Iterator[bytes], megabytes: int) -> bytes:
    """Return the beginning of a gzip stream that never ends."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(next(content)) for _ in range(megabytes)]
    return b"".join(parts)


def zeros(head: bytes) -> Iterator[bytes]:
    """Yield zeros without end behind a head."""
    yield head
    while True:
        yield bytes(MEGABYTE)


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    """Return a tar's header that may lie about what follows."""
    return info_of(name, size, kind).tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, b"V", tarfile.GNUTYPE_LONGNAME, b"x"])
def test_endless_stream_ends_in_bounded_memory(home: Home, kind: bytes) -> None:
    """A gzip of one member or one header without end is given up, in time and in memory."""
    bomb = endless_gzip(zeros(header("endless.fit", 2**33, kind)), 300)
    tracemalloc.start()
    started = time.perf_counter()

    arrivals = read(home, bomb, "outer.tgz")

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MEGABYTE
    assert time.perf_counter() - started < 10
    assert on_disk(home) == 0
    assert all(a.refused or a.quality for a in arrivals)


def test_xz_that_asks_for_gigabytes_is_not_given_them(home: Home) -> None:
    """A dictionary of 1.5 GB is refused: the file is no archive anybody can open here."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(tarred({"run.fit": RUN}), filters=filters))
    data[15] = 40  # the property byte of a dictionary of 4 GB
    data[20:24] = struct.pack("<L", zlib.crc32(data[12:20]))

    (arrival,) = read(home, bytes(data), "outer.tar.xz")

    assert arrival.refused is not None


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_tar_cut_short_gives_what_is_whole(home: Home, pack: type[bytes]) -> None:
    """Of a broken download the runs before the cut are loaded, and the archive says so."""
    members = {f"{n}.fit": random.Random(n).randbytes(900_000) for n in range(5)}
    whole = pack(tarred(members))

    arrivals = read(home, whole[: len(whole) * 7 // 10], "outer.tgz")

    assert ("archive_cut",) == arrivals[0].quality
    good = [a for a in arrivals[1:] if not a.refused]
    assert ["outer.tgz/0.fit", "outer.tgz/1.fit"] == [a.name for a in good][:2]
    assert all(members[Path(a.name).name] == a.content.read_bytes() for a in good)
    assert all("it ends early" in str(reason) for reason in told(arrivals).values() if reason)


def test_tar_of_which_nothing_is_whole_is_refused(home: Home) -> None:
    """Where not one member comes out, the archive itself is set apart with a sentence."""
    whole = gzip.compress(tarred({"run.fit": RUN}), mtime=0)

    (arrival,) = read(home, whole[:2000], "outer.tar.gz")

    assert "damaged archive (it ends early)" in str(told([arrival])["outer.tar.gz"])
    assert (False, None) == (arrival.is_container, arrival.stand_in)


def test_refused_members_of_a_tar_have_lasting_names(home: Home) -> None:
    """Dropping the same tar again names what was refused the same."""
    data = tarred({"../a.fit": FIT, "../b.fit": FIT})

    first = [fingerprint(a) for a in read(home, data, "o.tar") if a.refused]

    assert first == [fingerprint(a) for a in read(home, data, "o.tar") if a.refused]
    assert len(set(first)) == 2


def test_large_tar_streams_in_bounded_memory(home: Home) -> None:
    """Fifty members of 2 MB pass through a few megabytes of memory."""
    data = gzip.compress(tarred({f"{n}.fit": RUN * 400 for n in range(50)}), 1, mtime=0)
    (home.inbox / "outer.tgz").write_bytes(data)
    tracemalloc.start()

    arrivals = read(home, data, "outer.tgz")

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(arrivals) == 51
    assert peak < 12 * MEGABYTE
