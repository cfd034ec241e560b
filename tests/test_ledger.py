"""What a list of originals may say, and whose a file is, however its name is spelled."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.doctor import examine_originals
from pipeline.diary import diaries
from pipeline.home import Home
from pipeline.journal import append_mark, read_journal
from pipeline.originals import ledger
from pipeline.originals.ledger import Entry
from pipeline.originals.verify import verify
from pipeline.progress import quiet
from pipeline.refresh import refresh
from pipeline.said import known_names
from pipeline.settings import load_settings
from pipeline.warehouse import writing
from tests.made_files import gpx_run

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHA256 = "ab" * 32
SOUND = Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"archive/ab/{SHA256}.gpx")
MAC_SPELLING = unicodedata.normalize("NFD", "Jürgen")
PC_SPELLING = unicodedata.normalize("NFC", "Jürgen")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder nothing has been dropped into."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(
        'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n', "utf-8"
    )
    return home


def lines_left(home: Home, *lines: Entry) -> list[Entry]:
    """Return what is read of some lines."""
    ledger.record(home, [("me", line) for line in lines])
    return ledger.entries(home, "me")


@pytest.mark.parametrize(
    "kept_as",
    [
        f"archive/ab/{SHA256}",
        f"archive/ab/{SHA256}.fit.gz",
        "quarantine/abababababab-Läufe_im_Mai.fit",
    ],
)
def test_a_line_as_runs_write_them_is_read(home: Home, kept_as: str) -> None:
    """Archive and quarantine are where originals lie."""
    entry = Entry(NOON.isoformat(), SHA256, "run.gpx", "", kept_as)

    assert [entry] == lines_left(home, entry)


@pytest.mark.parametrize(
    "entry",
    [
        Entry(NOON.isoformat(), "/etc/passwd", "run.gpx", "", "nowhere"),
        Entry(NOON.isoformat(), SHA256.upper(), "run.gpx", "", f"archive/AB/{SHA256.upper()}"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"archive//ab/{SHA256}"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"archive/./ab/{SHA256}"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"archive/ab/{SHA256}/../{SHA256}"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"archive/cd/{'cd' * 32}"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"/archive/ab/{SHA256}"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", f"archive/ab/{SHA256}\0"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", "archive"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", "quarantine/abababababab-a/../../x"),
        Entry(NOON.isoformat(), SHA256, "run.gpx", "", "quarantine/cdcdcdcdcdcd-run.fit"),
        Entry("01.11.2026 10:00", SHA256, "run.gpx", "", SOUND.kept_as),
        Entry("2026-11-01T10:00:00", SHA256, "run.gpx", "", SOUND.kept_as),
        Entry("0001-01-01T00:00:00+14:00", SHA256, "run.gpx", "", SOUND.kept_as),
        Entry("", SHA256, "run.gpx", "", SOUND.kept_as),
    ],
    ids=lambda entry: f"{entry.dropped_at} {entry.sha256[:4]} {entry.kept_as!a}",
)
def test_a_line_no_run_has_written_is_passed_over(home: Home, entry: Entry) -> None:
    """A line names a place of its own bytes in one spelling, and a moment; the others stand."""
    assert [SOUND] == lines_left(home, entry, SOUND)


def test_a_ledger_saved_by_excel_is_read(home: Home) -> None:
    """Semicolons, no quotes and other line ends change nothing of what it says."""
    ledger.record(home, [("me", SOUND)])
    path = home.ledger("me")
    text = path.read_text("utf-8").replace('","', ";").replace('"', "").replace("\n", "\r\n")
    path.write_text(text, "utf-8", newline="")
    other = Entry(NOON.isoformat(), "cd" * 32, "b.gpx", "", f"archive/cd/{'cd' * 32}.gpx")

    assert sorted([SOUND, other], key=str) == sorted(lines_left(home, other), key=str)


def test_no_line_and_no_name_stops_a_run(home: Home) -> None:
    """Copies, odd names and odd lines beside the journal leave a runner's sessions as they are."""
    (home.inbox / "a.gpx").write_bytes(gpx_run(NOON, 5))
    refresh(home)
    own = home.ledger("me").read_bytes()
    for name in ("me.backup.files.csv", "me.files (conflicted copy).csv", ".files.csv", "..csv"):
        (home.journal / name).write_bytes(own)
    with home.ledger("me").open("a", encoding="utf-8") as file:
        file.write(f'"01.11.2026 10:00","{SHA256}","x.gpx","","{SOUND.kept_as}"\n')
    (home.work / "forgetting").mkdir()
    for name in (".DS_Store", "me.txt", "index"):
        (home.work / "forgetting" / name).touch()

    done = refresh(home)

    assert (["me"], 1) == (done.athletes, done.sessions["total"])
    assert 1 == len(ledger.entries(home, "me"))


def test_a_name_spelled_by_a_mac_is_the_same_name(home: Home) -> None:
    """After a restore from a Mac, marks, pain and originals are still their athlete's."""
    append_mark(home, PC_SPELLING, "ill", NOON.date(), NOON.date())
    ledger.record(home, [(PC_SPELLING, SOUND)])
    (home.diary / f"{PC_SPELLING}.csv").write_text("date,pain\n2026-11-20,4\n", "utf-8")
    for path in (*home.journal.iterdir(), *home.diary.iterdir()):
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))

    assert 1 == read_journal(home, PC_SPELLING).marks.height
    assert [SOUND] == ledger.entries(home, PC_SPELLING)
    assert [(PC_SPELLING, home.diary / f"{MAC_SPELLING}.csv")] == diaries(home)


def test_who_has_a_ledger_is_known_without_settings_and_warehouse(home: Home) -> None:
    """After a restore of archive and journal alone, a folder is still its athlete's."""
    ledger.record(home, [("anna", SOUND)])

    with writing(home) as con:
        assert {"anna"} == known_names(home, load_settings(home), con)


def test_bytes_are_verified_without_a_warehouse(home: Home) -> None:
    """A lost warehouse is said to be missing; the originals are hashed all the same."""
    (home.inbox / "a.gpx").write_bytes(gpx_run(NOON, 5))
    refresh(home)
    home.warehouse.unlink()

    found = verify(home, quiet)
    told = [(finding.is_fine, finding.reason.told()) for finding in examine_originals(home, quiet)]

    assert (1, [], [], None) == (found.intact, found.missing, found.changed, found.unread)
    assert [True, False] == [is_fine for is_fine, _ in told]
    assert told[1][1].startswith(f"{home.warehouse} is missing")
    assert told[1][1].endswith("backstride run")
