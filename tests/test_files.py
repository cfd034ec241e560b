"""Files are written whole or not at all, and nobody else ever sees half of one."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from pipeline.diary import DiaryEntry, append_entry
from pipeline.errors import HomeUnwritable
from pipeline.files import write_atomically, write_chunks
from pipeline.home import Home
from tests.test_diary import TODAY


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    place = Home(tmp_path / "home")
    place.create()
    return place


def files_below(folder: Path) -> set[str]:
    """Return every file below a folder, by its path inside."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def seen_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return, once something was written, the files that lay anywhere just before it was done."""
    seen: set[str] = set()
    fsync = os.fsync

    def look(handle: int) -> None:
        seen.update(files_below(tmp_path))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", look)
    return seen


@pytest.mark.parametrize(
    "name", ["backstride.toml", "diary/me.csv", "dashboards/index.html", "archive/ab/cd.csv"]
)
def test_temporary_files_lie_in_work_only(
    home: Home, seen_half_written: set[str], name: str
) -> None:
    """A program that syncs the diary or the pages never meets a temporary file there."""
    write_atomically(home.root / name, b"whole")

    strangers = seen_half_written - {f"home/{name}"}
    assert len(strangers) == 1
    assert all(stranger.startswith("home/work/") for stranger in strangers)
    assert files_below(home.root) == {name}


def test_a_diary_linked_to_a_synced_folder_never_sees_half_a_file(
    home: Home, tmp_path: Path, seen_half_written: set[str]
) -> None:
    """The diary may be a link into a phone's folder: that one stays clean, too."""
    phone = tmp_path / "phone"
    phone.mkdir()
    (phone / "pain.csv").write_text("date,pain\n", "utf-8")
    (home.diary / "me.csv").symlink_to(phone / "pain.csv")

    append_entry(home.diary / "me.csv", DiaryEntry(TODAY, pain_nrs=3))

    assert {"phone/pain.csv"} == {name for name in seen_half_written if name.startswith("phone")}
    assert ",3" in (phone / "pain.csv").read_text("utf-8")


def test_a_folder_called_work_outside_any_home_is_left_alone(tmp_path: Path) -> None:
    """Only a home's own work folder is used: a user's `work` beside a file is theirs."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work").chmod(0o500)

    write_atomically(tmp_path / "page.html", b"whole")

    assert files_below(tmp_path) == {"page.html"}


def test_a_lost_work_folder_is_made_again(home: Home) -> None:
    """Logging pain works after the user has emptied the home's temporary folder."""
    shutil.rmtree(home.work)

    write_atomically(home.diary / "me.csv", b"date,pain\n")

    assert files_below(home.root) == {"diary/me.csv"}


def test_a_full_disk_leaves_the_old_file_and_no_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is one sentence; the file is as it was and nothing else is left."""
    path = home.diary / "me.csv"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HomeUnwritable, match="No space left on device"):
        write_atomically(path, b"new")

    assert path.read_bytes() == b"old"
    assert files_below(home.root) == {"diary/me.csv"}


def test_chunks_that_end_in_an_error_leave_nothing(home: Home) -> None:
    """What breaks off while it is copied is not kept by half."""

    def broken() -> object:
        yield b"half"
        raise ValueError("the source is gone")

    with pytest.raises(ValueError, match="gone"):
        write_chunks(home.archive / "ab" / "cd.fit", broken(), work=home.work)  # type: ignore[arg-type]

    assert files_below(home.root) == set()
