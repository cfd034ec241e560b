"""Nothing a user drops is ever lost: it is copied, verified, and only then removed."""

import errno
import hashlib
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.errors import FileChanged, HomeUnwritable, UnreadableFile
from pipeline.home import Home
from pipeline.inbox import Arrival, fingerprint, keep, refuse, remove, safe_name, scan
from pipeline.settings import InboxLimits, Settings

FIT = b"\x0e\x20pretend\x00.FIT"
NOW = Settings(timezone="UTC", inbox=InboxLimits(settle_s=0))
BROKEN = UnreadableFile(problem="expected 1 byte, got 0 at offset 768").reason


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


def drop(home: Home, name: str, data: bytes = FIT) -> Path:
    """Drop a file into the inbox, folders and all."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def arrived(home: Home) -> list[Arrival]:
    """Return what lies in the inbox, Anna being known."""
    return list(scan(home, NOW, {"anna"}).arrivals)


def below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_kept_file_is_the_same_bytes_under_its_hash(home: Home) -> None:
    """The archive holds every accepted original byte for byte, named by its sha256."""
    data = os.urandom(3_000_000)
    drop(home, "Morning Run.FIT", data)
    (arrival,) = arrived(home)

    path = keep(home, arrival, fingerprint(arrival))

    sha256 = hashlib.sha256(data).hexdigest()
    assert path == home.archive / sha256[:2] / f"{sha256}.fit"
    assert path.read_bytes() == data
    assert below(home.work) == {}


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.GPX.gz", ".gpx.gz"), ("a.gz", ".gz"), ("noend", ""), ("a.b c", ""), ("a.FİT", "")],
)
def test_kept_file_has_a_plain_suffix(home: Home, name: str, suffix: str) -> None:
    """The suffix is kept in lower case where it is one; anything else falls away."""
    drop(home, name)
    (arrival,) = arrived(home)
    sha256 = fingerprint(arrival)

    assert keep(home, arrival, sha256).name == sha256 + suffix


def test_what_is_kept_is_never_written_again(home: Home) -> None:
    """A second copy of the same bytes leaves the archive as it is."""
    drop(home, "a.fit")
    drop(home, "b.fit")
    first, second = arrived(home)
    path = keep(home, first, fingerprint(first))
    before = path.stat()

    assert keep(home, second, fingerprint(second)) == path
    assert (before.st_ino, before.st_mtime_ns) == (path.stat().st_ino, path.stat().st_mtime_ns)


def test_archived_file_that_was_cut_short_is_replaced(home: Home) -> None:
    """A copy of the wrong size is damage, and the good bytes are put in its place."""
    drop(home, "a.fit")
    (arrival,) = arrived(home)
    path = keep(home, arrival, fingerprint(arrival))
    path.write_bytes(b"cut")

    assert keep(home, arrival, fingerprint(arrival)).read_bytes() == FIT


def test_file_that_changes_while_it_is_read_is_not_kept(home: Home) -> None:
    """Bytes other than those that were decoded never go into the archive."""
    path = drop(home, "a.fit")
    (arrival,) = arrived(home)
    sha256 = fingerprint(arrival)
    path.write_bytes(FIT + b"more")

    with pytest.raises(FileChanged, match=r"a\.fit changed while it was read"):
        keep(home, arrival, sha256)

    assert below(home.archive) == {}
    assert below(home.work) == {}


def test_file_taken_away_meanwhile_is_no_crash(home: Home) -> None:
    """A user may take a file back until it is safe."""
    path = drop(home, "a.fit")
    (arrival,) = arrived(home)
    sha256 = fingerprint(arrival)
    path.unlink()

    with pytest.raises(FileChanged):
        keep(home, arrival, sha256)

    remove(home, [arrival])


def test_file_swapped_for_a_link_is_not_followed(home: Home, tmp_path: Path) -> None:
    """Between the look and the copy nobody can slip a link in."""
    secret = tmp_path / "secret"
    secret.write_bytes(FIT)
    path = drop(home, "a.fit")
    (arrival,) = arrived(home)
    path.unlink()
    path.symlink_to(secret)

    with pytest.raises(FileChanged):
        keep(home, arrival, hashlib.sha256(FIT).hexdigest())

    remove(home, [arrival])
    assert path.is_symlink()


def test_refused_file_lies_beside_its_reason(home: Home) -> None:
    """A refused original is kept byte for byte, with one file that says what and why."""
    drop(home, "anna/2026/broken run.fit")
    (arrival,) = arrived(home)
    sha256 = fingerprint(arrival)

    path = refuse(home, arrival, sha256, BROKEN)
    refuse(home, arrival, sha256, BROKEN)

    name = f"{sha256[:12]}-broken_run.fit"
    assert path == home.quarantine / name
    assert set(below(home.quarantine)) == {name, f"{name}.reason.txt"}
    assert path.read_bytes() == FIT
    reason = (home.quarantine / f"{name}.reason.txt").read_text("utf-8")
    assert reason.startswith("Nothing readable: expected 1 byte, got 0 at offset 768. Export")
    assert "inbox/anna/2026/broken run.fit" in reason


def test_refused_member_without_bytes_points_to_its_archive(home: Home) -> None:
    """A member that was not unpacked has a reason of its own; its bytes stay in the zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../evil.fit", FIT)
    drop(home, "outer.zip", packed.getvalue())
    outer, member = arrived(home)
    assert member.refused

    keep(home, outer, fingerprint(outer))
    path = refuse(home, member, fingerprint(member), member.refused)
    remove(home, [outer, member])

    assert [path.name] == list(below(home.quarantine))
    assert "inside outer.zip, which is kept in archive/" in path.read_text("utf-8")
    assert [packed.getvalue()] == list(below(home.archive).values())
    assert below(home.inbox) == {}


def test_removed_file_takes_its_empty_folders_along(home: Home) -> None:
    """Folders that are empty after the run go; the inbox and an athlete's folder stay."""
    drop(home, "run.fit")
    drop(home, "anna/2026/05/run.fit", b"1")
    drop(home, "export/a/run.fit", b"2")
    drop(home, "shared/.DS_Store", b"3")
    drop(home, "shared/run.fit", b"4")
    (home.inbox / "waiting").mkdir()

    remove(home, arrived(home))

    left = {str(path.relative_to(home.inbox)) for path in home.inbox.rglob("*")}
    assert left == {"anna", "shared", "shared/.DS_Store", "waiting"}


def test_original_that_has_changed_stays(home: Home) -> None:
    """What was written into a file after it was read is read in the next run."""
    path = drop(home, "run.fit")
    (arrival,) = arrived(home)
    path.write_bytes(FIT + b"more")

    remove(home, [arrival])

    assert path.read_bytes() == FIT + b"more"


def test_archive_goes_with_its_own_row_not_with_its_members(home: Home) -> None:
    """A zip stays in the inbox until it is itself safe, whatever became of its members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.fit", FIT)
        archive.writestr("b.fit", FIT)
    path = drop(home, "outer.zip", packed.getvalue())
    outer, *members = arrived(home)

    remove(home, members)
    assert path.exists()
    assert below(home.work) == {}

    remove(home, [outer])
    assert not path.exists()
    assert not (home.work / "unpacked").exists()


def test_inbox_that_cannot_be_emptied_is_a_sentence(home: Home) -> None:
    """Where deleting fails the run says what it could not do."""
    (home.inbox / "folder").mkdir()
    arrival = Arrival(home.inbox / "folder", home.inbox / "folder", "folder", "me")

    with pytest.raises(HomeUnwritable, match="folder cannot be written"):
        remove(home, [arrival])


def test_read_only_archive_is_a_sentence_and_loses_nothing(home: Home) -> None:
    """A disk that refuses stops the run; the original is where it was."""
    path = drop(home, "run.fit")
    (arrival,) = arrived(home)
    home.archive.rmdir()
    home.archive.write_text("a file where the folder should be")

    with pytest.raises(HomeUnwritable, match="Nothing was lost"):
        keep(home, arrival, fingerprint(arrival))

    assert path.read_bytes() == FIT
    assert below(home.work) == {}


def test_full_disk_is_told_as_such(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """'No space left' reaches the user, and no half file stays behind."""
    drop(home, "run.fit")
    (arrival,) = arrived(home)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(HomeUnwritable, match="No space left on device"):
        keep(home, arrival, fingerprint(arrival))

    assert below(home.archive) == {}
    assert below(home.work) == {}


def test_archive_on_another_disk_still_receives(home: Home) -> None:
    """A user may keep the archive on a second disk; files still appear there whole."""
    other = Path("/dev/shm")
    if not other.exists() or other.stat().st_dev == home.work.stat().st_dev:
        pytest.skip("no second disk here")
    disk = other / f"backstride-test-{os.getpid()}"
    disk.mkdir()
    try:
        home.archive.rmdir()
        home.archive.symlink_to(disk)
        drop(home, "run.fit")
        (arrival,) = arrived(home)

        assert keep(home, arrival, fingerprint(arrival)).read_bytes() == FIT
        assert len(below(disk)) == 1
    finally:
        for path in sorted(disk.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        disk.rmdir()


@given(st.text())
def test_names_in_quarantine_are_short_and_harmless(name: str) -> None:
    """Whatever a file is called, its name in quarantine works on every disk."""
    safe = safe_name(name)

    assert re.fullmatch(r"[\w.\-]+", safe)
    assert len(safe.encode()) <= 80
    assert not safe.startswith((".", "-"))


def test_names_in_quarantine_keep_what_people_recognise() -> None:
    """A short name keeps its words and its suffix; a long one loses its middle only."""
    assert safe_name("outer.zip/Läufe im Mai.fit") == "Läufe_im_Mai.fit"
    assert safe_name("x" * 300 + ".gpx.gz") == "x" * 73 + ".gpx.gz"
    assert safe_name("..") == "file"


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    files=st.dictionaries(
        st.from_regex(r"(anna/|deep/er/)?[a-z]{1,3}(\.fit|\.GPX|)", fullmatch=True),
        st.tuples(st.binary(max_size=40), st.booleans()),
        max_size=8,
    )
)
def test_no_byte_is_ever_lost(home: Home, files: dict[str, tuple[bytes, bool]]) -> None:
    """Accepted or refused, every byte dropped is in archive/ or quarantine/ before it goes."""
    for name, (data, _) in files.items():
        drop(home, name, data)
    arrivals = arrived(home)
    for arrival in arrivals:
        sha256 = fingerprint(arrival)
        if files[arrival.name][1]:
            refuse(home, arrival, sha256, BROKEN)
        else:
            keep(home, arrival, sha256)

    safe = {*below(home.archive).values(), *below(home.quarantine).values()}
    remove(home, arrivals)

    assert {data for data, _ in files.values()} <= safe
    assert below(home.inbox) == {}
    assert len(arrivals) == len(files)
