"""An Apple Health export goes from the inbox to the warehouse, whatever its size."""

import json
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import inbox, tables, warehouse
from pipeline.home import Home
from pipeline.intake import Outcome, take_in
from pipeline.progress import quiet
from pipeline.refresh import refresh
from pipeline.settings import InboxLimits, Settings
from tests.conftest import ROOT
from tests.made_apple import (
    RECORD,
    RIDE_IOS13,
    RUN_IOS17,
    back_pain,
    export,
    workout,
    write_large,
    written,
)
from tests.made_files import gpx_run

MAY = datetime(2024, 5, 4, 6, tzinfo=UTC)
RUN = workout(RUN_IOS17, MAY, minutes=46)
RIDE = workout(RIDE_IOS13, MAY + timedelta(days=1), minutes=65)
SMALL = InboxLimits(settle_s=0, member_megabytes=1, apple_export_megabytes=3)
MEGABYTES = 150
EXTRA_MB = 60


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder in which nothing has to settle."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text('timezone = "Europe/Berlin"\n[inbox]\nsettle_s = 0\n')
    return place


def taken(home: Home, limits: InboxLimits = SMALL) -> dict[str, Outcome]:
    """Return what becomes of everything in the inbox, by name."""
    arrivals = inbox.scan(home, Settings(timezone="UTC", inbox=limits), set()).arrivals
    outcomes = take_in(
        home, arrivals, seen=set(), limits=limits, today={"me": date(2026, 1, 1)}, report=quiet
    )
    return {outcome.arrival.name: outcome for outcome in outcomes}


def asked(home: Home, query: str) -> list[Any]:
    """Return the rows of a query."""
    with warehouse.reading(home) as con:
        return con.sql(query).fetchall()


def zipped(path: Path, **members: bytes) -> None:
    """Write a phone's zip: `__` in a name stands for a slash."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"apple_health_export/{name.replace('__', '/')}", data)


def large(megabytes: int, tmp_path: Path) -> bytes:
    """Return an export of so many megabytes."""
    path = tmp_path / "large.xml"
    write_large(path, megabytes, [RUN])
    return path.read_bytes()


def test_phones_zip_loads_its_workouts_and_routes(home: Home) -> None:
    """The export, its routes and the clinical copy: two efforts, nothing quarantined."""
    with zipfile.ZipFile(home.inbox / "Exportieren.zip", "w") as archive:
        folder = "apple_health_export"
        archive.writestr(f"{folder}/Exportieren.xml", export(RUN, RIDE))
        archive.writestr(f"{folder}/export_cda.xml", "<?xml version='1.0'?><ClinicalDocument/>")
        archive.writestr(
            f"{folder}/electrocardiograms/ecg_2024-05-04.csv", "Name,Lena\nKlasse,SR\n"
        )
        route = gpx_run(MAY, 8.28, name="Route 2024-05-04 8:46am").replace(
            b"<type>running</type>", b""
        )
        archive.writestr(f"{folder}/workout-routes/route_2024-05-04_8.46am.gpx", route)

    done = refresh(home)

    assert {"loaded": 2, "ignored": 2, "quarantined": 0} == {
        state: done.files[state] for state in ("loaded", "ignored", "quarantined")
    }
    rows = asked(
        home,
        "select sport, is_sport_assumed, steps, cast(local_date as varchar) from fct_sessions "
        "order by started_at",
    )
    run, ride = rows
    assert ("running", False, 7_280, "2024-05-04") == run
    assert ("cycling", "2024-05-05") == (ride[0], ride[-1])


def test_next_export_holds_all_workouts_again(home: Home) -> None:
    """Every export repeats the whole history: the same starts under new ids, for matching."""
    (home.inbox / "export.xml").write_bytes(export(RUN))
    refresh(home)
    (home.inbox / "export.xml").write_bytes(export(RUN, RIDE))
    refresh(home)

    starts = asked(
        home, "select started_at, count(distinct session_id) from raw.sessions group by 1"
    )
    assert [1, 2] == sorted(count for _, count in starts)
    assert 2 == len(asked(home, "select 1 from fct_sessions"))


def test_same_export_dropped_again_is_a_duplicate(home: Home) -> None:
    """The hash of an export that is streamed is that of its bytes."""
    for _ in range(2):
        (home.inbox / "export.xml").write_bytes(export(RUN))
        done = refresh(home)

    assert 1 == done.files["duplicate"]


def test_export_may_be_larger_than_other_files(home: Home, tmp_path: Path) -> None:
    """It is streamed, so it has a limit of its own: as a file and in an archive."""
    data = large(2, tmp_path)
    (home.inbox / "Exportieren.xml").write_bytes(data)
    zipped(home.inbox / "export.zip", **{"export.xml": data})
    (home.inbox / "long.gpx").write_bytes(gpx_run(MAY, 2) + b" " * 2_000_000)

    outcomes = taken(home)

    assert "loaded" == outcomes["Exportieren.xml"].status
    assert "loaded" == outcomes["export.zip/apple_health_export/export.xml"].status
    assert "apple" == outcomes["Exportieren.xml"].kind
    assert "quarantined" == outcomes["long.gpx"].status


def test_export_beyond_its_limit_names_the_setting(home: Home, tmp_path: Path) -> None:
    """Too large an export is refused with what would let it in."""
    data = large(4, tmp_path)
    (home.inbox / "export.xml").write_bytes(data)
    zipped(home.inbox / "export.zip", **{"export.xml": data})

    outcomes = taken(home)

    for name in ("export.xml", "export.zip/apple_health_export/export.xml"):
        reason = outcomes[name].reason
        assert "quarantined" == outcomes[name].status
        assert reason is not None
        assert "raise 'apple_export_megabytes' under [inbox]" in reason.told()


def test_export_without_workouts_is_ignored(home: Home) -> None:
    """Somebody who only counts steps has dropped nothing wrong."""
    record = RECORD.format(serial=1, at=written(MAY), beats=60)
    (home.inbox / "export.xml").write_bytes(export(record))

    outcome = taken(home)["export.xml"]

    assert "ignored" == outcome.status
    assert outcome.reason is not None
    assert "holds no workouts" in outcome.reason.told()


def test_symptoms_alone_are_loaded(home: Home) -> None:
    """An export without workouts has something to load where it tells of the back."""
    (home.inbox / "export.xml").write_bytes(export(back_pain("Severe", MAY)))

    done = refresh(home)

    assert (1, 0) == (done.files["loaded"], done.files["ignored"])
    assert [("me", "low_back_pain", "severe", "2024-05-04")] == asked(
        home, "select athlete_id, symptom, severity, cast(local_date as varchar) from fct_symptoms"
    )
    assert [("apple", "loaded")] == asked(home, "select kind, status from raw.files")
    assert [] == asked(home, "select 1 from fct_pain_days")


def test_next_export_holds_all_symptoms_again(home: Home) -> None:
    """Every export repeats the whole history; a symptom of both counts once."""
    first = back_pain("Mild", MAY)
    for aches in ((first,), (first, back_pain("Moderate", MAY + timedelta(days=1)))):
        (home.inbox / "export.xml").write_bytes(export(RUN, *aches))
        refresh(home)

    assert 3 == len(asked(home, "select 1 from raw.symptoms"))
    days = asked(home, "select severity from fct_symptoms order by local_date")
    assert [("mild",), ("moderate",)] == days


def test_forgotten_runner_leaves_no_symptom(home: Home) -> None:
    """Who is forgotten is forgotten with all their phone ever told."""
    (home.inbox / "export.xml").write_bytes(export(back_pain("Mild", MAY)))
    refresh(home)

    with warehouse.writing(home) as con:
        tables.forget_athlete(con, "me")
        assert [] == con.sql("select 1 from raw.symptoms").fetchall()


def test_everything_read_again_gives_the_same_symptoms(home: Home) -> None:
    """The warehouse is thrown away and built anew from the archive: the words are back."""
    (home.inbox / "export.xml").write_bytes(export(RUN, back_pain("Mild", MAY)))
    refresh(home)
    before = asked(home, "select * from fct_symptoms")
    home.working_warehouse.unlink()

    refresh(home)

    assert 1 == len(before)
    assert before == asked(home, "select * from fct_symptoms")


@pytest.mark.slow
def test_memory_does_not_grow_with_the_export(tmp_path: Path) -> None:
    """150 MB of heart rates, a symptom a day and 2 000 workouts pass through a few megabytes."""
    path = tmp_path / "export.xml"
    days = (MAY - timedelta(days=day) for day in range(2_000))
    others = (back_pain("Mild", day) + workout(RUN_IOS17, day, minutes=46) for day in days)
    write_large(path, MEGABYTES, others)

    printed = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.apple", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    told = json.loads(printed)

    assert 2_000 == told["workouts"]
    assert told["extra_mb"] < EXTRA_MB
