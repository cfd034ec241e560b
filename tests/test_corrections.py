"""What the watch got wrong, and its runner put right: end to end, originals untouched."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline import freshness, models, warehouse
from pipeline.home import Home
from pipeline.journal import Facts, read_journal, say, take_back
from pipeline.refresh import refresh
from pipeline.settings import load_settings
from tests.made_files import drop_weeks, gpx_run

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY, FRIDAY, THURSDAY = date(2026, 11, 21), date(2026, 11, 20), date(2026, 11, 19)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
FORGOTTEN = Facts(
    started_at=datetime(2026, 11, 20, 17, 30, tzinfo=UTC),
    utc_offset_s=3600,
    sport="running",
    distance_km=8.2,
    duration_min=45,
    rpe=5,
)
MEASURES = ("distance_km", "grade_adjusted_km", "duration_min", "srpe_load")


@pytest.fixture(scope="module")
def after_a_week(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home folder that lives on 21 November 2026, after a week with three runs."""
    place = Home(tmp_path_factory.mktemp("week") / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(place.inbox, NOON, weeks=1)
    refresh(place)
    return place


@pytest.fixture
def home(after_a_week: Home, tmp_path: Path) -> Home:
    """Return a copy of that home folder, to be changed."""
    shutil.copytree(after_a_week.root, tmp_path / "home")
    return Home(tmp_path / "home")


def rows(home: Home, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Return the rows of a query on the published warehouse."""
    with warehouse.reading(home) as con:
        found: list[tuple[object, ...]] = con.execute(sql, list(values)).fetchall()
    return found


def run_on(home: Home, day: date) -> str:
    """Return the id of the one session on a day."""
    ((session_id,),) = rows(home, "select session_id from fct_sessions where local_date = ?", day)
    return str(session_id)


def load_of(home: Home, day: date) -> dict[str, object]:
    """Return a day's load by measure."""
    sql = "select load_measure, daily_load from int_daily_load where local_date = ?"
    return {str(name): load for name, load in rows(home, sql, day) if name in MEASURES}


def marts(home: Home) -> dict[str, pl.DataFrame]:
    """Return what the page is made from, in one order."""
    with warehouse.reading(home) as con:
        return {
            name: con.sql(f"select * from {name} order by all").pl()
            for name in ("fct_sessions", "fct_training_load", "fct_weekly_load", "fct_flags")
        }


def test_forgotten_run_counts(home: Home) -> None:
    """A run without a watch is a session, and its kilometres, minutes and effort are load."""
    say(home, "me", "add", facts=FORGOTTEN)

    refresh(home)

    sql = "select sport, started_at, rpe, is_added, source_files from fct_sessions where is_added"
    assert [("running", FORGOTTEN.started_at, 5.0, True, [])] == rows(home, sql)
    assert {
        "distance_km": pytest.approx(8.2),
        "grade_adjusted_km": None,  # nobody knows the hills
        "duration_min": pytest.approx(45),
        "srpe_load": pytest.approx(225),
    } == load_of(home, FRIDAY)


def test_forgotten_run_taken_back_is_gone(home: Home) -> None:
    """What was added by mistake leaves every number as it was before."""
    before = marts(home)
    say(home, "me", "add", facts=FORGOTTEN)
    refresh(home)
    added = len(rows(home, "select 1 from fct_sessions"))
    take_back(home, "me")
    refresh(home)

    assert 4 == added
    for name, table in marts(home).items():
        assert_frame_equal(before[name], table)


def test_journal_alone_makes_a_page(tmp_path: Path) -> None:
    """Who owns no watch at all can add each run by hand."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    say(place, "me", "add", facts=FORGOTTEN)

    done = refresh(place)

    assert [(FRIDAY, 8200.0)] == rows(place, "select local_date, distance_m from fct_sessions")
    assert all(page.exists() for page in done.pages)


def test_corrected_distance_takes_the_hills_along(home: Home) -> None:
    """A treadmill's 8 km that were 9 make the day 9 km, its grade-adjusted way in proportion."""
    before = load_of(home, TODAY)
    say(home, "me", "edit", session=run_on(home, TODAY), facts=Facts(distance_km=9, rpe=4))

    refresh(home)

    after = load_of(home, TODAY)
    assert pytest.approx(9) == after["distance_km"]
    assert after["grade_adjusted_km"] == pytest.approx(
        before["grade_adjusted_km"] * 9 / before["distance_km"]  # type: ignore[operator]
    )
    assert after["srpe_load"] == pytest.approx(4 * before["duration_min"])  # type: ignore[operator]


def test_corrected_sport_moves_the_kilometres(home: Home) -> None:
    """A ride recorded as a run is no kilometre of running any more, and still a session."""
    facts = Facts(sport="cycling", sub_sport="road")
    say(home, "me", "edit", session=run_on(home, TODAY), facts=facts)

    refresh(home)

    assert 0 == load_of(home, TODAY)["distance_km"]
    sql = "select sport, sub_sport, spike_class, is_edited from fct_sessions where local_date = ?"
    assert [("cycling", "road", None, True)] == rows(home, sql, TODAY)


def test_corrected_date_moves_the_load(home: Home) -> None:
    """A run on a watch that was a day ahead counts on its own day."""
    before = load_of(home, TODAY)
    say(home, "me", "edit", session=run_on(home, TODAY), facts=Facts(date=FRIDAY))

    refresh(home)

    assert before == load_of(home, FRIDAY)
    assert {0.0} == {load for name, load in load_of(home, TODAY).items() if name != "srpe_load"}


def test_last_correction_of_a_field_counts(home: Home) -> None:
    """A second thought about the distance leaves the first one's effort alone."""
    session = run_on(home, TODAY)
    for facts in (Facts(distance_km=9, rpe=4), Facts(distance_km=7)):
        say(home, "me", "edit", session=session, facts=facts)

    refresh(home)

    sql = "select distance_m, rpe from fct_sessions where local_date = ?"
    assert [(7000.0, 4.0)] == rows(home, sql, TODAY)


def test_excluded_run_counts_nowhere_until_it_is_taken_back(home: Home) -> None:
    """A car ride is out of the day's load and stays listed; its undo brings every number back."""
    before = marts(home)
    session = run_on(home, TODAY)
    say(home, "me", "exclude", session=session, note="car ride home")
    refresh(home)
    out = load_of(home, TODAY)["distance_km"]
    sql = "select is_excluded, excluded_because from fct_sessions where session_id = ?"
    told = rows(home, sql, session)
    take_back(home, "me")
    refresh(home)

    assert 0 == out
    assert [(True, "car ride home")] == told
    for name, table in marts(home).items():
        assert_frame_equal(before[name], table)


def test_word_about_a_pair_is_obeyed_and_taken_back(home: Home) -> None:
    """Two runs said to be one are one effort, and two again when that is taken back."""
    (home.inbox / "evening.gpx").write_bytes(gpx_run(NOON.replace(hour=18), 5.0))
    refresh(home)
    a, b = rows(home, "select session_id from fct_sessions where local_date = ?", TODAY)
    say(home, "me", "same", session=str(a[0]), other=str(b[0]))
    refresh(home)
    sql = "select file_count from fct_sessions where local_date = ?"
    together = rows(home, sql, TODAY)
    take_back(home, "me")
    refresh(home)

    assert [(2,)] == together
    assert [(1,), (1,)] == rows(home, sql, TODAY)


def test_all_that_was_said_survives_the_loss_of_the_warehouse(home: Home) -> None:
    """Archive, journal and nothing else: the same files again mean the same as before."""
    originals = {path.name: path.read_bytes() for path in home.archive.rglob("*.gpx")}
    say(home, "me", "add", facts=FORGOTTEN)
    say(home, "me", "edit", session=run_on(home, TODAY), facts=Facts(distance_km=9))
    say(home, "me", "exclude", session=run_on(home, THURSDAY), note="car")
    refresh(home)
    before = marts(home)

    assert originals == {path.name: path.read_bytes() for path in home.archive.rglob("*.gpx")}

    shutil.rmtree(home.work)
    home.warehouse.unlink()
    shutil.rmtree(home.archive)
    home.create()
    for name in home.journal.glob("*.files.csv"):
        name.unlink()
    drop_weeks(home.inbox, NOON, weeks=1)
    refresh(home)

    for name, table in marts(home).items():
        assert_frame_equal(before[name], table)


def test_a_run_with_nothing_new_said_has_nothing_to_do(home: Home) -> None:
    """A new line makes the next run work; a line in the list of originals does not."""

    def fingerprint() -> str:
        return freshness.fingerprints(home, load_settings(home), ["me"])["me"]

    quiet = fingerprint()
    (home.journal / "me.files.csv").write_text("anything\n", "utf-8")
    beside = fingerprint()
    say(home, "me", "exclude", session=run_on(home, TODAY))

    assert quiet == beside != fingerprint()


def test_sport_corrected_twice_has_no_part_of_the_first(home: Home) -> None:
    """Trail running, then a ride after all: the ride is not on a trail."""
    session = run_on(home, TODAY)
    for sport, sub_sport in (("running", "trail"), ("cycling", None)):
        say(home, "me", "edit", session=session, facts=Facts(sport=sport, sub_sport=sub_sport))

    found = models.run_model(
        "int_effort_edits",
        raw_sessions=pl.DataFrame({"session_id": [session], "athlete_id": ["me"]}),
        raw_edits=read_journal(home, "me").edits,
    )

    assert [("cycling", None)] == found.select("sport", "sub_sport").rows()
