"""What lies in the inbox, whose it is, and when it may be taken."""

import json
import os
import socket
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.home import Home
from pipeline.inbox import Scan, scan
from pipeline.inbox.arrivals import printable
from pipeline.settings import InboxLimits, Settings

FIT = b"\x0e\x20pretend\x00.FIT"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


def settings(**limits: float) -> Settings:
    """Return settings that wait for nothing unless told to."""
    return Settings(timezone="UTC", inbox=InboxLimits(**{"settle_s": 0, **limits}))


def drop(home: Home, name: str | bytes, data: bytes = FIT) -> Path:
    """Drop a file into the inbox, folders and all."""
    path = home.inbox / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(found: Scan) -> list[str]:
    """Return what was found, by name."""
    return [arrival.name for arrival in found.arrivals]


def test_empty_inbox_costs_nothing(home: Home) -> None:
    """A run with nothing to take in looks at the inbox for milliseconds only."""
    started = time.perf_counter()
    found = scan(home, settings(settle_s=2), {"anna"})

    assert Scan() == found
    assert time.perf_counter() - started < 0.1


def test_missing_inbox_is_an_empty_one(tmp_path: Path) -> None:
    """A home folder without an inbox has nothing to take in."""
    assert Scan() == scan(Home(tmp_path), settings(), ())


def test_files_belong_to_the_athlete_whose_folder_they_lie_in(home: Home) -> None:
    """A file belongs to the athlete of its first-level folder at any depth, else to me."""
    for name in ("run.fit", "anna/run.fit", "anna/2026/05/run.gpx", "bert/run.fit", "Anna/a.fit"):
        drop(home, name)

    found = scan(home, settings(), {"anna", "carla"})

    assert {
        "Anna/a.fit": "me",
        "anna/2026/05/run.gpx": "anna",
        "anna/run.fit": "anna",
        "bert/run.fit": "me",
        "run.fit": "me",
    } == {arrival.name: arrival.athlete_id for arrival in found.arrivals}


def test_folder_of_an_athlete_may_be_spelt_in_either_unicode_form(home: Home) -> None:
    """A Mac writes Zoë in two letters more; it is the same athlete."""
    drop(home, "Zoe\u0308/run.fit")

    (arrival,) = scan(home, settings(), {"Zo\u00eb"}).arrivals

    assert arrival.athlete_id == "Zo\u00eb"


def test_nobodys_folder_is_reported_once_with_the_command(home: Home) -> None:
    """A folder that is no athlete's is read as mine, and the user is told once how to change it."""
    drop(home, "bert/one.fit")
    drop(home, "bert/two.fit")

    first = [notice.told() for notice in scan(home, settings(), {"anna"}).notices]
    again = scan(home, settings(), {"anna"}).notices

    assert first == [
        (
            "Files in the folder bert are read as those of 'me'. "
            "To make it an athlete of its own: backstride athlete add 'bert'"
        )
    ]
    assert again == ()


def test_folder_that_cannot_be_an_athlete_gets_no_command_that_would_fail(home: Home) -> None:
    """A name the command would refuse is not offered to it."""
    drop(home, "export.2026/one.fit")

    (notice,) = scan(home, settings(), ()).notices

    assert "backstride athlete add NAME" in notice.told()


@pytest.mark.parametrize(
    "folder",
    [
        "me",
        "activities",
        "DI_CONNECT",
        "GARMIN",
        "Garmin",
        "apple_health_export",
        "export_12345678",
        "export_12345678 (1)",
        "0b5c2a9e-1d7f-4c8e-9a51-6f1d7c3b2a10_1",
        "anna/export_1/activities",
        "anna/GARMIN/Activity",
        "GARMIN/bert/deeper",
    ],
)
def test_own_and_vendors_folders_need_no_notice(home: Home, folder: str) -> None:
    """My own folder and the folders of a vendor's export are nothing to be told about."""
    drop(home, f"{folder}/one.fit")

    found = scan(home, settings(), {"anna"})

    assert found.notices == ()
    assert {"anna" if folder.startswith("anna") else "me"} == {a.athlete_id for a in found.arrivals}


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "._run.fit",
        ".stfolder/run.fit",
        ".sync/run.fit",
        "Thumbs.db",
        "THUMBS.DB",
        "desktop.ini",
        "run.fit.part",
        "run.fit.CRDOWNLOAD",
        "run.tmp",
        "~$diary.csv",
        "~syncthing~run.fit.tmp",
        ".syncthing.run.fit.tmp",
        "__MACOSX/run.fit",
        ".run.fit.icloud",
        "run.fit.icloud",
        ".~lock.diary.csv#",
        ".run.fit.~1a2b3c",
        "run.fit.!sync",
        "run.fit.!SYNC",
        "run.zip.download/run.zip",
        "run.zip.download",
        "run.fit.partial",
        "run.fit.filepart",
        "run.fit.opdownload",
        "anna/@eaDir/run.fit",
        "$RECYCLE.BIN/run.fit",
        ".dropbox",
        "anna/.hidden/deep/run.fit",
    ],
)
def test_system_and_sync_files_are_left_alone(home: Home, name: str) -> None:
    """What an operating system or a sync program leaves behind is neither taken nor counted."""
    path = drop(home, name)

    assert Scan() == scan(home, settings(settle_s=5), {"anna"})
    assert path.exists()


def test_links_pipes_and_sockets_are_never_opened(home: Home, tmp_path: Path) -> None:
    """Links, FIFOs and sockets stay where they are and are reported once, not followed."""
    secret = tmp_path / "secret.fit"
    secret.write_bytes(FIT)
    (home.inbox / "link.fit").symlink_to(secret)
    (home.inbox / "folder").symlink_to(tmp_path)
    (home.inbox / "loop").symlink_to(home.inbox)
    os.mkfifo(home.inbox / "pipe.fit")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(home.inbox)
        server.bind("sock.fit")
        os.chdir(here)
        found = scan(home, settings(settle_s=5), ())
        again = scan(home, settings(settle_s=5), ())

    assert found.arrivals == ()
    assert [notice.facts["name"] for notice in found.notices] == [
        "folder",
        "link.fit",
        "loop",
        "pipe.fit",
        "sock.fit",
    ]
    assert "was not followed" in found.notices[0].told()
    assert again.notices == ()


def test_unreadable_files_are_reported_and_stay(home: Home) -> None:
    """A file nobody may read stays in the inbox; the others are taken."""
    locked = drop(home, "locked.fit")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("nothing is unreadable for this user")
    (home.inbox / "closed").mkdir(mode=0)
    drop(home, "run.fit")

    found = scan(home, settings(), ())

    assert ["run.fit"] == names(found)
    assert {"locked.fit", "closed"} == {notice.facts["name"] for notice in found.notices}


def test_new_thing_under_an_old_name_is_reported_again(home: Home, tmp_path: Path) -> None:
    """'Once' means once for each thing, not once for each name."""
    link = home.inbox / "run.fit"
    link.symlink_to(tmp_path)
    scan(home, settings(), ())
    link.rename(home.inbox / "keeps_its_inode.fit")
    link.symlink_to(tmp_path)

    assert "run.fit" in {n.facts["name"] for n in scan(home, settings(), ()).notices}


def test_lost_memory_of_notices_only_repeats_them(home: Home, tmp_path: Path) -> None:
    """A damaged list of what was told costs a repeated notice, not the run."""
    (home.inbox / "link").symlink_to(tmp_path)
    (home.work / "reported.json").write_text("{torn")

    assert len(scan(home, settings(), ()).notices) == 1
    assert len(json.loads((home.work / "reported.json").read_text())) == 1


def test_file_dropped_just_before_the_run_is_taken_in_it(home: Home) -> None:
    """The run waits once until a fresh file has stood still, and then takes it."""
    drop(home, "run.fit")
    started = time.perf_counter()

    found = scan(home, settings(settle_s=0.3), ())

    assert ["run.fit"] == names(found)
    assert 0.2 < time.perf_counter() - started < 2


def test_files_that_have_long_stood_still_are_not_waited_for(home: Home) -> None:
    """Old files cost no waiting."""
    path = drop(home, "run.fit")
    os.utime(path, (0, time.time() - 60))
    started = time.perf_counter()

    assert ["run.fit"] == names(scan(home, settings(settle_s=30), ()))
    assert time.perf_counter() - started < 5


def test_file_from_the_future_does_not_wait_for_ever(home: Home) -> None:
    """A camera clock a year ahead costs one wait, and the file is taken."""
    path = drop(home, "run.fit")
    os.utime(path, (0, time.time() + 365 * 86400))

    found = scan(home, settings(settle_s=0.1), ())

    assert (["run.fit"], 0) == (names(found), found.growing)


def test_growing_file_is_left_for_the_next_run(home: Home) -> None:
    """A file still being copied is not taken half; its finished neighbour is."""
    growing = drop(home, "growing.fit")
    drop(home, "done.fit")
    enough = threading.Event()

    def copy_slowly() -> None:
        while not enough.wait(0.02):
            with growing.open("ab") as file:
                file.write(b"more")

    thread = threading.Thread(target=copy_slowly)
    thread.start()
    found = scan(home, settings(settle_s=0.4), ())
    enough.set()
    thread.join()

    assert (["done.fit"], 1) == (names(found), found.growing)
    assert ["done.fit", "growing.fit"] == names(scan(home, settings(), ()))


def test_order_does_not_depend_on_the_disk(home: Home) -> None:
    """The same files come in the same order on every machine."""
    for name in ("b.fit", "a/z.fit", "a.fit", "B.fit", "ä.fit", "a/b/c.fit"):
        drop(home, name)

    found = names(scan(home, settings(), {"a"}))

    assert sorted(found) == found
    assert len(found) == 6


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\x1b[31m.fit", "ab[31m.fit"),
        ("\u202etif.exe", "tif.exe"),
        ("Läufe \N{RUNNER}.fit", "Läufe \N{RUNNER}.fit"),
        (b"L\xe4ufe.fit", "L\N{REPLACEMENT CHARACTER}ufe.fit"),
        ("x" * 251 + ".fit", "x" * 251 + ".fit"),
        ("Lau\u0308fe.fit", "Lau\u0308fe.fit"),
        ("CON.fit", "CON.fit"),
        ("run.fit. .", "run.fit. ."),
        (" run.fit", " run.fit"),
        ("RUN.FIT", "RUN.FIT"),
        ("-rf.fit", "-rf.fit"),
        ("{name} %s.fit", "{name} %s.fit"),
        ("a\\b.fit", "a\\b.fit"),
    ],
    ids=[
        "newline and escape",
        "right to left",
        "emoji",
        "not UTF-8",
        "255 bytes",
        "two letters for one",
        "a device of Windows",
        "trailing dots",
        "leading blank",
        "capitals",
        "an option",
        "braces",
        "backslash",
    ],
)
def test_odd_names_are_taken_and_shown_harmlessly(
    home: Home, name: str | bytes, shown: str
) -> None:
    """Any name a disk can hold works; what is stored has no control characters."""
    path = drop(home, name)

    (arrival,) = scan(home, settings(), ()).arrivals

    assert (path, shown) == (arrival.original, arrival.name)
    assert arrival.content.read_bytes() == FIT


def test_folders_too_deep_for_the_system_are_reported(home: Home) -> None:
    """A tree deeper than a path can be long is a notice, not a crash."""
    here = Path.cwd()
    os.chdir(home.inbox)
    try:
        for _ in range(25):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    finally:
        os.chdir(here)

    found = scan(home, settings(), ())

    assert found.arrivals == ()
    assert "cannot be read" in found.notices[0].told()


@given(st.text())
def test_shown_names_are_always_storable(name: str) -> None:
    """Whatever a name holds, what is stored is one line of valid UTF-8."""
    shown = printable(name)

    assert shown.encode("utf-8").decode("utf-8") == shown
    assert len(shown.splitlines()) <= 1
