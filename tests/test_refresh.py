"""The main job end to end: what is dropped ends in the right place, once."""

import gzip
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline import stages, warehouse
from pipeline.errors import BadSetting, UnknownSetting
from pipeline.home import Home
from pipeline.refresh import FILE_STATES, Refreshed, refresh
from tests.made_files import drop_weeks, gpx_run

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder that lives on 21 November 2026 and never waits."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    return place


def table(home: Home, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on the published warehouse."""
    with warehouse.reading(home) as con:
        return con.sql(sql).fetchall()


def statuses(home: Home) -> dict[str, str]:
    """Return file name -> status."""
    return dict(table(home, "select name, status from raw.files"))  # type: ignore[arg-type]


def counts(done: Refreshed) -> dict[str, int]:
    """Return the counts of a run that are not 0."""
    return {name: count for name, count in done.files.items() if count}


def test_runs_become_sessions_and_a_page(home: Home) -> None:
    """Eighteen dropped runs are eighteen sessions, and both languages have a page."""
    dropped = drop_weeks(home.inbox, NOON)

    done = refresh(home)

    assert {"seen": dropped, "loaded": dropped} == counts(done)
    assert {"total": dropped, "new": dropped, "merged": 0} == done.sessions
    assert [pytest.approx(8.0, rel=0.01)] == [
        km
        for (km,) in table(
            home, "select distance_m / 1000 from fct_sessions order by started_at desc limit 1"
        )
    ]
    assert all(page.exists() for page in done.pages)
    assert 'lang="de"' in home.page("index", "de").read_text("utf-8")


def test_every_original_is_kept_byte_for_byte(home: Home) -> None:
    """A file leaves the inbox only after its bytes lie in the archive, named by their hash."""
    drop_weeks(home.inbox, NOON, weeks=1)
    originals = {path.read_bytes() for path in home.inbox.iterdir()}

    refresh(home)

    assert originals == {path.read_bytes() for path in home.archive.rglob("*.gpx")}
    assert [] == list(home.inbox.iterdir())


def test_the_same_bytes_again_are_a_duplicate(home: Home) -> None:
    """Dropping a file twice, or its gzip, or under another name, counts the run once."""
    data = gpx_run(NOON, 8.0)
    (home.inbox / "run.gpx").write_bytes(data)
    refresh(home)
    (home.inbox / "again.gpx").write_bytes(data)
    (home.inbox / "again.gpx.gz").write_bytes(gzip.compress(data))

    done = refresh(home)

    assert {"seen": 2, "duplicate": 2} == counts(done)
    assert {"total": 1, "new": 0, "merged": 0} == done.sessions
    assert [] == list(home.inbox.iterdir())


def test_one_broken_file_never_stops_the_others(home: Home) -> None:
    """A broken file waits in quarantine beside its reason; its neighbours are loaded."""
    (home.inbox / "run.gpx").write_bytes(gpx_run(NOON, 8.0))
    (home.inbox / "broken.fit").write_bytes(b"\x0e\x10\xd9\x07\xff\x00\x00\x00.FIT\x00\x00")

    done = refresh(home)

    assert {"seen": 2, "loaded": 1, "quarantined": 1} == counts(done)
    (reason,) = home.quarantine.glob("*.reason.txt")
    assert "broken.fit" in reason.read_text("utf-8")
    assert reason.with_name(reason.name.removesuffix(".reason.txt")).exists()


def test_a_file_that_is_no_activity_is_archived_and_ignored(home: Home) -> None:
    """A photo or a course in the inbox is no failure: it is archived and said to be ignored."""
    (home.inbox / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")

    done = refresh(home)

    assert {"seen": 1, "ignored": 1} == counts(done)
    assert {"photo.jpg": "ignored"} == statuses(home)


def test_nothing_new_is_a_quick_no_op(home: Home) -> None:
    """With nothing new, neither warehouse nor pages are touched."""
    drop_weeks(home.inbox, NOON, weeks=1)
    refresh(home)
    before = {path: path.stat().st_mtime_ns for path in [home.warehouse, home.page("index")]}

    done = refresh(home)

    assert {} == counts(done)
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_new_day_makes_a_new_page(home: Home) -> None:
    """The page says what holds today: tomorrow it is written anew although nothing came."""
    drop_weeks(home.inbox, NOON)
    refresh(home)
    home.settings_file.write_text(SETTINGS.replace("11-21", "11-22"), "utf-8")

    refresh(home)

    assert [(date(2026, 11, 22),)] == table(home, "select today from dim_athletes")


def test_a_diary_in_the_inbox_and_the_live_one_stand_side_by_side(home: Home) -> None:
    """Entries come from both; a row out of range is refused by its line, the others count."""
    (home.inbox / "pain.csv").write_text("date,pain\n2026-11-18,3\n2026-11-19,12\n", "utf-8")
    (home.diary / "me.csv").write_text("date,pain\n2026-11-20,0\n", "utf-8")

    refresh(home)

    days = table(home, "select local_date, pain_nrs from fct_pain_days order by 1")
    assert [(date(2026, 11, 18), 3), (date(2026, 11, 20), 0)] == days
    assert [("pain.csv", 3)] == table(home, "select source, line from raw.diary_refused")


def test_a_corrected_diary_row_replaces_its_mistake(home: Home) -> None:
    """Who changes a number in the live diary has changed it, not added a second one."""
    (home.diary / "me.csv").write_text("date,pain\n2026-11-20,8\n", "utf-8")
    refresh(home)
    (home.diary / "me.csv").write_text("date,pain\n2026-11-20,3\n", "utf-8")

    refresh(home)

    assert [(3, 1)] == table(home, "select pain_nrs, entries from fct_pain_days")
    assert 2 == len(list(home.archive.rglob("*.csv")))


def test_a_diary_folder_from_a_backup_is_read_beside_the_live_one(home: Home) -> None:
    """A dropped `diary/me.csv` is another file than the live diary: both keep their rows."""
    (home.inbox / "diary").mkdir()
    (home.inbox / "diary" / "me.csv").write_text("date,pain\n2026-11-01,5\n", "utf-8")
    (home.diary / "me.csv").write_text("date,pain\n2026-11-20,1\n", "utf-8")

    refresh(home)
    refresh(home)

    assert [(5,), (1,)] == table(home, "select pain_nrs from fct_pain_days order by local_date")


def test_what_a_sync_program_set_aside_is_merged(home: Home) -> None:
    """A conflict copy's rows count, and `log` still knows whose diary it is."""
    (home.diary / "me.csv").write_text("date,pain\n2026-11-20,1\n", "utf-8")
    conflict = home.diary / "me.sync-conflict-20261120-080000-ABCDEFG.csv"
    conflict.write_text("date,pain\n2026-11-19,2\n", "utf-8")

    assert ["me"] == refresh(home).athletes
    assert [(2,), (1,)] == table(home, "select pain_nrs from fct_pain_days order by local_date")


def test_a_diary_that_is_gone_is_gone(home: Home) -> None:
    """What the live diary no longer says, the warehouse does not either; the archive keeps it."""
    (home.diary / "me.csv").write_text("date,pain\n2026-11-20,8\n", "utf-8")
    refresh(home)
    (home.diary / "me.csv").unlink()

    refresh(home)

    assert [(0,)] == table(home, "select count(*) from fct_pain_days")
    assert 1 == len(list(home.archive.rglob("*.csv")))


def test_odd_things_in_the_diary_folder_stop_nothing(home: Home) -> None:
    """A folder called x.csv and a link to nowhere are passed over."""
    (home.diary / "x.csv").mkdir()
    (home.diary / "anna.csv").symlink_to(home.root / "nowhere.csv")

    assert ["me"] == refresh(home).athletes


def test_a_deleted_page_is_written_again(home: Home) -> None:
    """Pages named in the answer exist, even if somebody has deleted one."""
    drop_weeks(home.inbox, NOON, weeks=1)
    refresh(home)
    home.page("me", "de").unlink()

    assert all(page.exists() for page in refresh(home).pages)


@pytest.mark.parametrize("name", ["LANGUAGE", "TIMEZONE", "AS_OF", "ATHLETES", "INBOX"])
def test_a_desktops_own_variables_are_not_settings(
    home: Home, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Many systems set LANGUAGE=en_US:en; it says nothing about Backstride."""
    monkeypatch.setenv(name, "en_US:en")

    assert ["me"] == refresh(home).athletes


def test_folders_are_athletes_only_if_named(home: Home) -> None:
    """A folder of the inbox is somebody's only if the settings name them; else it is `me`'s."""
    home.settings_file.write_text(f"{SETTINGS}\n[athletes.anna]\n", "utf-8")
    for folder in ("anna", "old exports"):
        (home.inbox / folder).mkdir()
        (home.inbox / folder / "run.gpx").write_bytes(gpx_run(NOON, 8.0, name=folder))

    done = refresh(home)

    assert [("anna",), ("me",)] == table(home, "select athlete_id from fct_sessions order by 1")
    assert ["anna", "me"] == done.athletes
    assert "old exports" in " ".join(notice.told() for notice in done.notices)
    assert {"index", "anna", "me"} == {path.name.split(".")[0] for path in done.pages}


def test_a_killed_run_is_caught_up_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after loading and before the pages, the next run finishes what was begun."""
    drop_weeks(home.inbox, NOON, weeks=1)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(stages, "associate_pain", die)
        with pytest.raises(KeyboardInterrupt):
            refresh(home)

    done = refresh(home)

    assert {"total": 3, "new": 0, "merged": 0} == done.sessions
    assert home.page("index").exists()


def test_a_file_still_in_the_inbox_after_a_kill_counts_once(home: Home) -> None:
    """Killed between commit and clearing, the run is in the warehouse already: a duplicate."""
    data = gpx_run(NOON, 8.0)
    (home.inbox / "run.gpx").write_bytes(data)
    refresh(home)
    (home.inbox / "run.gpx").write_bytes(data)

    assert {"total": 1, "new": 0, "merged": 0} == refresh(home).sessions


def test_a_lost_work_folder_is_made_again(home: Home) -> None:
    """Only the published warehouse is needed to go on; `work/` may be deleted at any time."""
    drop_weeks(home.inbox, NOON, weeks=1)
    refresh(home)
    shutil.rmtree(home.work)
    (home.inbox / "new.gpx").write_bytes(gpx_run(NOON.replace(hour=18), 4.0))

    assert {"total": 4, "new": 1, "merged": 0} == refresh(home).sessions


def test_settings_nobody_knows_are_refused_with_the_nearest(home: Home) -> None:
    """A misspelt setting is named together with what was probably meant."""
    home.settings_file.write_text('time_zone = "Europe/Berlin"\n', "utf-8")
    with pytest.raises(UnknownSetting, match="did you mean 'timezone'"):
        refresh(home)

    home.settings_file.write_text('timezone = "Europe/Berln"\n', "utf-8")
    with pytest.raises(BadSetting, match="Europe/Berlin"):
        refresh(home)


def test_the_json_holds_what_the_contract_says(home: Home) -> None:
    """`run --json` prints files, sessions, athletes, pages and seconds, and no more."""
    answer = json.loads(json.dumps(refresh(home).as_json()))

    assert ["files", "sessions", "athletes", "pages", "seconds"] == list(answer)
    assert ["seen", "loaded", "duplicate", "ignored", "quarantined"] == list(answer["files"])


@pytest.mark.corpus
@pytest.mark.slow
def test_all_real_files_go_through_one_run(home: Home, corpus: Path) -> None:
    """All 116 FIT and 82 GPX files of real devices go through one run, each accounted for."""
    files = sorted([*(corpus / "fit").iterdir(), *(corpus / "gpx").iterdir()])
    for file in files:
        shutil.copy(file, home.inbox / f"{file.parent.name}-{file.name}")

    done = refresh(home)

    ledger = table(home, "select name, status, reason from raw.files")
    assert 198 == len(files) == done.files["seen"] == len(ledger)
    assert sum(done.files[state] for state in FILE_STATES) == done.files["seen"]
    assert all(reason for _, status, reason in ledger if status != "loaded")
    assert [] == list(home.inbox.iterdir())
    assert 137 == done.files["loaded"]


def test_raw_tables_have_the_columns_of_the_schemas(home: Home) -> None:
    """The migrations and the schemas name the same columns, of the same types."""
    from pipeline import schemas  # noqa: PLC0415 - read beside the tables it describes

    refresh(home)
    with warehouse.reading(home) as con:
        for name, schema in schemas.RAW.items():
            rows: pl.DataFrame = con.sql(f"from raw.{name} limit 0").pl()
            assert dict(schema) == dict(rows.schema)
