"""A run rebuilds whom it touches, and ends where a full build would."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from flows.diary.answers import Answers
from flows.diary.log import prepared, write
from pipeline import models, stages, warehouse
from pipeline.home import Home
from pipeline.journal import say
from pipeline.refresh import refresh
from pipeline.settings import add_athlete
from pipeline.stages import Again
from tests.made_files import drop_weeks
from tests.marts import MADE

TODAY = "2026-06-28"
SETTINGS = f"timezone = 'UTC'\nas_of = {TODAY}\ninbox.settle_s = 0\n"
LAST_RUN = datetime(2026, 6, 26, 7, tzinfo=UTC)
ATHLETES = ("anna", "ben", "cem")
MARK = "left alone"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home of three athletes with some weeks of runs each, read once."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS)
    for number, athlete_id in enumerate(ATHLETES):
        add_athlete(home, athlete_id)
        (home.inbox / athlete_id).mkdir()
        drop_weeks(home.inbox / athlete_id, LAST_RUN - timedelta(hours=number), weeks=6)
    refresh(home)
    return home


def test_every_model_says_whose_its_rows_are() -> None:
    """Rows can be replaced athlete by athlete: each model tells its athlete."""
    found = models.run_models(models.model_texts())

    assert [] == [name for name, frame in found.items() if "athlete_id" not in frame.columns]


def test_a_run_looks_at_nobody_it_does_not_touch(home: Home) -> None:
    """Anna drops a run: what stands in Ben's and Cem's rows and pages stays as it is."""
    with warehouse.writing(home) as con:
        con.execute("update dim_athletes set display_name = ?", [MARK])
    pages = {page: page.stat().st_mtime_ns for page in home.pages(ATHLETES)}

    drop_weeks(home.inbox / "anna", LAST_RUN + timedelta(days=1), weeks=1)
    refresh(home)

    names = dict(rows_of(home, "select athlete_id, display_name from dim_athletes"))
    assert {"anna": "anna", "ben": MARK, "cem": MARK} == names
    assert set(home.pages(["anna"])) == {
        page for page, changed in pages.items() if page.stat().st_mtime_ns != changed
    }


def test_what_was_touched_bit_by_bit_equals_a_full_build(home: Home) -> None:
    """A run, an entry, a mark and a setting, one at a time: all built anew says the same."""
    drop_weeks(home.inbox / "cem", LAST_RUN + timedelta(days=1), weeks=1)
    refresh(home)
    log_pain(home, "anna", "6")
    refresh(home)
    say(home, "ben", "ill", from_date=date(2026, 6, 20), to_date=date(2026, 6, 24))
    refresh(home)
    settings = home.settings_file.read_text()
    home.settings_file.write_text(settings.replace("anna]", "anna]\nmax_heart_rate_bpm = 150"))
    refresh(home)
    bit_by_bit = frames_of(home)

    refresh(home, again=Again.EVERYTHING)

    built_anew = frames_of(home)
    assert built_anew.keys() == bit_by_bit.keys()
    for name, rows in built_anew.items():
        assert_frame_equal(bit_by_bit[name], rows, rel_tol=1e-9)


def test_a_run_killed_after_its_models_is_not_believed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anna logs pain, the run dies half-way, she takes it back: her old status comes back, too."""
    diary = log_pain(home, "anna", "8")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(stages, "associate_pain", die)
        with pytest.raises(KeyboardInterrupt):
            refresh(home)
    diary.unlink()
    refresh(home)

    assert [] == rows_of(home, "select * from fct_flags where family = 'F6'")


def test_one_more_athlete_makes_an_overview_for_all(tmp_path: Path) -> None:
    """Somebody who joins is everybody's news: each page now leads to the overview."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS)
    drop_weeks(home.inbox, LAST_RUN, weeks=1)
    refresh(home)
    alone = home.page("me").read_text("utf-8")

    add_athlete(home, "ben")
    (home.inbox / "ben").mkdir()
    drop_weeks(home.inbox / "ben", LAST_RUN - timedelta(hours=1), weeks=1)
    refresh(home)

    assert "index.html" not in alone
    assert "index.html" in home.page("me").read_text("utf-8")
    assert ["ben", "me"] == [
        name for (name,) in rows_of(home, "select athlete_id from fct_plan order by all")
    ]


def log_pain(home: Home, athlete_id: str, pain: str) -> Path:
    """Write a score of today as the command does, and return the diary."""
    diary, _ = write(home, prepared(home, athlete_id, Answers(pain=pain, day=TODAY)))
    return diary


def frames_of(home: Home) -> dict[str, pl.DataFrame]:
    """Return every table made from the raw ones, by its exact columns.

    A sum over a window adds up in another order where other athletes lie beside: numbers are
    equal but for the last digit, and no order of theirs is one.
    """
    with warehouse.reading(home) as con:
        names = con.sql("select table_name from duckdb_tables() where schema_name = 'main'")
        made = sorted(name for (name,) in names.fetchall() if name.startswith(MADE))
        frames = {name: con.sql(f"from {name}").pl() for name in made}
    return {name: frame.sort(~cs.float(), nulls_last=True) for name, frame in frames.items()}


def rows_of(home: Home, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on the published warehouse."""
    with warehouse.reading(home) as con:
        found: list[tuple[object, ...]] = con.sql(sql).fetchall()
    return found
