"""Whatever is dropped, in whatever it is packed: nothing is lost, nothing escapes."""

import gzip
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.errors import BackstrideError
from pipeline.files import sha256_of
from pipeline.home import Home
from pipeline.inbox import scan
from pipeline.intake import take_in
from pipeline.load import load_outcomes
from pipeline.progress import quiet
from pipeline.settings import InboxLimits, Settings
from tests.made_archives import FIT, tarred, zipped
from tests.made_files import gpx_run

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LIMITS = InboxLimits(settle_s=0, member_megabytes=1, depth=2, members=12)
NAMES = st.sampled_from(
    ["a.fit", "b.GPX.gz", "activities.csv", "../up.fit", "/abs.fit", "C:\\x.fit", "x.zip", "y.tar.gz",
     "CON", "RUN \N{RUNNER}.FIT", "sub/deep/c.tcx", "Lau\u0308f.fit", "\u202etif.exe", "diary.csv"]
)  # fmt: skip
JUNK = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [b"", FIT, gpx_run(NOON, 0.3), gzip.compress(FIT), bytes(2_000_000), b"date,pain\n2026-11-20,3\n",
         b"<html>", b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00"]
    ),
)  # fmt: skip


def packed(members: Mapping[str, bytes], kind: str, cut: int) -> bytes:
    """Return members in an archive that may be cut short."""
    data = zipped(members) if kind == "zip" else tarred(members)
    data = gzip.compress(data) if kind.endswith("z") else data
    return data[: len(data) - min(cut, len(data))]


KINDS = st.sampled_from(["zip", "tar", "tgz"])
CUTS = st.one_of(st.just(0), st.integers(0, 800))
TREES = st.recursive(
    JUNK,
    lambda inner: st.builds(packed, st.dictionaries(NAMES, inner, max_size=5), KINDS, CUTS),
    max_leaves=12,
)
DROPPED = st.sampled_from(["a.fit", "x.zip", "anna/b.tgz", "GARMIN/c.gpx", "export_1/d"])


def everything_but_work(home: Home) -> set[Path]:
    """Return all files around the home, but what it may unpack and the archives it keeps."""
    return {
        path
        for path in home.root.parent.rglob("*")
        if path.is_file()
        and not path.is_relative_to(home.work)
        and not path.is_relative_to(home.archive)
    }


@hypothesis_settings(max_examples=120, deadline=None)
@given(st.dictionaries(DROPPED, TREES, min_size=1, max_size=3))
def test_unpacking_touches_nothing_but_its_own_folder(dropped: dict[str, bytes]) -> None:
    """Any tree of archives is looked into without an error and without a file elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        home = filled(Path(folder), dropped)
        before = everything_but_work(home)

        arrivals = scan(home, Settings(timezone="UTC", inbox=LIMITS), {"anna"}).arrivals

        assert before == everything_but_work(home)
        assert {True} <= {a.refused is not None or a.content.is_file() for a in arrivals}
        assert {home.inbox / name for name in dropped} == {a.original for a in arrivals}


@hypothesis_settings(max_examples=15, deadline=None)
@given(st.dictionaries(DROPPED, TREES, min_size=1, max_size=3))
def test_whatever_is_dropped_ends_in_the_right_place(dropped: dict[str, bytes]) -> None:
    """Each file's bytes lie in the archive, in quarantine or still in the inbox."""
    with tempfile.TemporaryDirectory() as folder:
        home = filled(Path(folder), dropped)
        with suppress(BackstrideError):
            run(home)
        kept = {
            sha256_of(path.read_bytes())
            for room in (home.inbox, home.archive, home.quarantine)
            for path in room.rglob("*")
            if path.is_file()
        }

        assert {sha256_of(data) for data in dropped.values()} <= kept
        assert not list((home.work / "unpacked").glob("*/*"))


def filled(folder: Path, dropped: Mapping[str, bytes]) -> Home:
    """Return a home with files in its inbox."""
    home = Home(folder / "home")
    home.create()
    for name, data in dropped.items():
        path = home.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return home


def run(home: Home) -> None:
    """Take the inbox in, up to the warehouse's rows."""
    arrivals = scan(home, Settings(timezone="UTC", inbox=LIMITS), {"anna"}).arrivals
    today = {arrival.athlete_id: NOON.date() for arrival in arrivals}
    outcomes = take_in(home, arrivals, seen=set(), limits=LIMITS, today=today, report=quiet)
    load_outcomes(home, outcomes, quiet)


FULL_DISK = """
import resource, sys
from pathlib import Path
from pipeline.errors import HomeUnwritable
from pipeline.home import Home
from pipeline.inbox import scan
from pipeline.settings import InboxLimits, Settings
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    scan(Home(Path(sys.argv[1])), Settings(timezone="UTC", inbox=InboxLimits(settle_s=0)), ())
except HomeUnwritable as problem:
    print(problem)
"""


def test_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """Where a member no longer fits on the disk, the run stops with a sentence."""
    data = zipped({"small.fit": FIT, "large.fit": random.Random(1).randbytes(900_000)})
    home = filled(tmp_path, {"export.zip": data})

    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(home.root)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert "cannot be written" in done.stdout
    assert "Nothing was lost" in done.stdout
    assert data == (home.inbox / "export.zip").read_bytes()
