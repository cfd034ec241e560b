"""Whole exports, end to end: Strava's, Garmin's and a watch by USB."""

import gzip
import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboards.i18n import translator
from dashboards.wording.files import quality_sentence
from pipeline import warehouse
from pipeline.home import Home
from pipeline.refresh import Refreshed, refresh
from tests.made_archives import tarred, zipped
from tests.made_files import gpx_run
from tests.test_listing import headings, row, table

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)
SETTINGS = (
    'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n[athletes.anna]\n'
)
SETTINGS_FIT = bytes.fromhex("0e10d9071a0000002e4649540000400000000001000100000200000000000000")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder that lives on 21 November 2026 and never waits."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    return place


def run(day: int) -> bytes:
    """Return a packed GPX that does not name its sport."""
    data = gpx_run(NOON + timedelta(days=day), 5.0, name="as recorded")
    return gzip.compress(data.replace(b"<type>running</type>", b""), mtime=0)


def drop(home: Home, name: str, data: bytes) -> None:
    """Drop a file into the inbox, folders and all."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def rows(home: Home, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on the published warehouse."""
    with warehouse.reading(home) as con:
        return con.sql(sql).fetchall()


def counts(done: Refreshed) -> dict[str, int]:
    """Return the counts of a run that are not 0."""
    return {name: count for name, count in done.files.items() if count}


LIST = table(
    headings("de"),
    row("activities/11.gpx.gz", rpe="7.0", sport="Wanderung", gear="Pegasus 40", note="secret"),
    row("activities/12.gpx.gz", sport="Lauf"),
    row("", sport="Krafttraining"),
)
TOLD = [("Morning", "hiking", "Pegasus 40", 7.0), ("Morning", "running", None, None)]
SESSIONS = "select name, sport, gear, rpe from fct_sessions order by started_at"


def test_strava_export_gives_names_sports_shoes_and_exertion(home: Home) -> None:
    """What the account knew of a run stands beside what the watch recorded."""
    export = {
        "activities.csv": LIST,
        "activities/11.gpx.gz": run(0),
        "activities/12.gpx.gz": run(1),
    }
    drop(home, "export_1.zip", zipped(export))

    done = refresh(home)

    assert {"seen": 3, "loaded": 3} == counts(done)
    assert TOLD == rows(home, SESSIONS)
    assert [("listing", ["listed_without_file:1"])] == rows(
        home, "select kind, quality from raw.files where name like '%activities.csv'"
    )
    assert [("11.gpx", 2), ("12.gpx", 3)] == rows(
        home, "select file_name, line from raw.listed order by line"
    )
    assert [(7.0,), (None,)] == rows(home, "select rpe from fct_sessions order by started_at")


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_list_and_runs_may_come_in_any_order(home: Home, order: tuple[int, ...]) -> None:
    """An unpacked export dropped piece by piece, over several runs, tells the same."""
    pieces = [
        ("export_1/activities.csv", LIST),
        ("11.gpx.gz", run(0)),
        ("export_1/activities/12.gpx.gz", run(1)),
    ]
    notices = []
    for piece in order:
        drop(home, *pieces[piece])
        notices += refresh(home).notices

    assert TOLD == rows(home, SESSIONS)
    assert notices == []


def test_list_belongs_to_the_athlete_above_it(home: Home) -> None:
    """Anna's list says nothing about my file of the same name."""
    drop(home, "anna/exports/export_1/activities.csv", LIST)
    drop(home, "anna/exports/export_1/activities/11.gpx.gz", run(0))
    drop(home, "11.gpx.gz", run(1))

    refresh(home)

    assert [("anna", "Pegasus 40"), ("me", None)] == rows(
        home, "select athlete_id, gear from fct_sessions order by athlete_id"
    )


def test_page_says_how_many_activities_have_no_file() -> None:
    """A number in a remark is told in the reader's language."""
    t = translator("en")

    assert "one activity of this list has no file" in quality_sentence("listed_without_file:1", t)
    assert "12 activities of this list have no file" in quality_sentence(
        "listed_without_file:12", t
    )
    assert "ends early" in quality_sentence("archive_cut", t)
    assert "listed_without_file:x" == quality_sentence("listed_without_file:x", t)


JUNK = {
    "GARMIN/GarminDevice.xml": b'<?xml version="1.0"?><Device xmlns="http://garmin.com"/>',
    "GARMIN/Monitor/M1.FIT": SETTINGS_FIT,
    "GARMIN/Sleep/S1.fit": SETTINGS_FIT + b"\0",
    "GARMIN/Settings/Settings.fit": SETTINGS_FIT + b"\0\0",
    "GARMIN/Text/LANG.LIT": b"lit" * 20,
    "GARMIN/RemoteSW/GUPDATE.BIN": bytes(range(256)) * 40,
    "GARMIN/Music/db.db": b"SQLite format 3\0" + bytes(100),
    "GARMIN/Course/notes.txt": b"hello",
    "GARMIN/empty.txt": b"",
    "GARMIN/photo.JPG": b"\xff\xd8\xff\xe0" + bytes(99),
    "GARMIN/manual.pdf": b"%PDF-1.4 ...",
    "DI_CONNECT/DI-Connect-User/user_profile.json": json.dumps({"a": 1}).encode(),
    "DI_CONNECT/comments.csv": b"Date,Comment\n2026-11-21,well done\n",
}


@pytest.mark.parametrize("folder", ["", "anna/", "anna/deep/er/"])
def test_watch_by_usb_is_ignored_but_for_its_runs(home: Home, folder: str) -> None:
    """A whole watch ends quietly: the run is loaded, nothing is refused, nobody is noticed."""
    for name, data in JUNK.items():
        drop(home, folder + name, data)
    drop(home, f"{folder}GARMIN/Activity/run.gpx", gpx_run(NOON, 5.0))

    done = refresh(home)

    assert {"seen": len(JUNK) + 1, "loaded": 1, "ignored": len(JUNK)} == counts(done)
    assert done.notices == []
    assert [] == rows(
        home, "select name from raw.files where status = 'ignored' and reason is null"
    )
    assert [("anna" if folder else "me",)] == rows(
        home, "select distinct athlete_id from raw.files"
    )
    assert [] == list(home.quarantine.iterdir())


def test_garmin_account_export_is_read_quietly(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Zips in a zip, two runs among hundreds of other files: not a line for each of those."""
    parts = {f"me_{n}.fit": SETTINGS_FIT + bytes(n + 3) for n in range(300)} | {
        "run_1.gpx": gpx_run(NOON, 5.0)
    }
    more = {"run_2.gpx": gpx_run(NOON + timedelta(days=1), 5.0)}
    uploaded = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part"
    export = JUNK | {f"{uploaded}1.zip": zipped(parts), f"{uploaded}2.zip": zipped(more)}
    drop(home, "garmin.zip", zipped(export))

    with caplog.at_level(logging.INFO, logger="pipeline"):
        done = refresh(home)

    assert {"loaded": 2, "ignored": len(JUNK) + 300, "seen": len(JUNK) + 302} == counts(done)
    told = [record.message for record in caplog.records if "garmin.zip" in record.message]
    assert len(told) < 10


@pytest.mark.parametrize("name", ["run.fit", "RUN.GPX", "run.fit.gz", "run.tcx"])
def test_empty_export_is_refused(home: Home, name: str) -> None:
    """A run of 0 bytes is a failed download: nothing readable, so it is set apart and said."""
    drop(home, name, b"")

    assert {"seen": 1, "quarantined": 1} == counts(refresh(home))
    assert [] == list(home.inbox.iterdir())


def test_backup_as_tar_is_loaded(home: Home) -> None:
    """A folder packed on a Linux machine is as good as a zip."""
    drop(home, "backup.tar.gz", gzip.compress(tarred({"a/run.gpx": gpx_run(NOON, 5.0)})))

    assert {"seen": 1, "loaded": 1} == counts(refresh(home))
    assert [("archive", "loaded"), ("gpx", "loaded")] == rows(
        home, "select kind, status from raw.files order by kind"
    )


def test_cut_archive_says_so_in_its_row(home: Home) -> None:
    """What a broken download still held is loaded, the archive's own row carries the remark."""
    whole = zipped({"1.gpx": gpx_run(NOON, 5.0), "2.gpx": gpx_run(NOON + timedelta(days=1), 5.0)})
    drop(home, "export.zip", whole[: len(whole) * 3 // 4])

    assert {"seen": 2, "loaded": 1, "quarantined": 1} == counts(refresh(home))
    assert [(["archive_cut"],)] == rows(
        home, "select quality from raw.files where kind = 'archive'"
    )
