"""Claims about the setting of units: what it accepts, and that pages and terminal follow it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline import warehouse
from pipeline.errors import BadSetting
from pipeline.home import Home
from pipeline.refresh import refresh
from pipeline.settings import load_settings
from tests.made_files import drop_weeks
from tests.terminal import Answer, answered
from tests.test_units import IMPERIAL, METRIC, foreign, told_texts

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = f"timezone = 'UTC'\nlanguage = 'en'\nas_of = {TODAY}\ninbox.settle_s = 0\n"

Say = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home with some weeks of runs, read once in kilometres."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    (home.diary / "me.csv").write_text(f"date,pain\n{TODAY},2\n", "utf-8")
    drop_weeks(home.inbox, NOON, weeks=7)
    refresh(home)
    return home


@pytest.fixture
def say(home: Home, capsys: pytest.CaptureFixture[str]) -> Say:
    """Return a command of Backstride as a function of its words."""
    return lambda *words: answered(capsys, *words, home=home.root)


def written(home: Home) -> dict[Path, str]:
    """Return every page with its text."""
    pages = [*home.pages(("index", "me")), *home.sheets(("me",)), *home.runs("me").glob("*.html")]
    return {page: page.read_text("utf-8") for page in pages}


def test_a_changed_unit_rewrites_every_page(home: Home) -> None:
    """Page, sheet and years change with the setting, and once they have nothing is written."""
    metric = written(home)
    home.settings_file.write_text(f'units = "imperial"\n{SETTINGS}', "utf-8")
    refresh(home)
    imperial = written(home)

    assert metric.keys() == imperial.keys()
    for page, told in imperial.items():
        texts = list(told_texts(told))
        assert any(IMPERIAL.search(text) for text in texts), page.name
        if ".de." not in page.name:
            assert [] == foreign(iter(texts), "imperial"), page.name
    refresh(home)
    assert imperial == written(home)


def test_an_athlete_goes_before_the_home(home: Home) -> None:
    """A coach reads miles, and one runner kilometres all the same."""
    home.settings_file.write_text(
        f'units = "imperial"\n{SETTINGS}[athletes.me]\nunits = "metric"\n[athletes.ben]\n', "utf-8"
    )
    settings = load_settings(home)
    refresh(home)

    assert ("metric", "imperial") == (settings.units_of("me"), settings.units_of("ben"))
    with warehouse.reading(home) as con:
        told = con.sql("select athlete_id, units from dim_athletes order by all").fetchall()
    assert [("ben", "imperial"), ("me", "metric")] == told


@pytest.mark.parametrize("text", ['units = "miles"', "units = 1", '[athletes.me]\nunits = "uk"'])
def test_other_units_are_refused(home: Home, text: str) -> None:
    """What is neither metric nor imperial is said so, whoever it is set for."""
    home.settings_file.write_text(text, "utf-8")

    with pytest.raises(BadSetting, match=r"units.*'metric' or 'imperial'"):
        load_settings(home)


COMMANDS = (
    ("status",),
    ("explain", "yesterday"),
    ("explain",),
    ("sessions",),
    ("shoe",),
    ("journal",),
    ("habits",),
    ("pain",),
    ("programme",),
)


def test_the_terminal_tells_miles(home: Home, say: Say) -> None:
    """What lists and answers tell distances in the runner's units, whatever they were typed in."""
    home.settings_file.write_text(f'{SETTINGS}[athletes.me]\nunits = "imperial"\n', "utf-8")
    answers = [
        say("add", "2026-11-20", "running", "8km", "45min"),
        say("shoe", "Ghost", "--from", "2026-11-01", "--limit", "700km", "--before", "100"),
    ]
    refresh(home)
    answers += [say(*words) for words in COMMANDS]
    told = [answer.stdout for answer in answers]

    assert [0] * len(answers) == [answer.returncode for answer in answers]
    assert [] == [text for text in told if METRIC.search(re.sub(r"backstride \S+ .*", "", text))]
    assert "4.97\u00a0mi" in told[0]
    assert "own limit 435\u00a0mi" in told[1]
    assert all(IMPERIAL.search(text) for text in told[2:7])


def test_what_is_typed_means_the_same_whatever_is_read(home: Home, say: Say) -> None:
    """A number without a unit is refused, or kilometres: never what the setting happens to be."""
    limits = []
    for units in ("metric", "imperial"):
        home.settings_file.write_text(f'units = "{units}"\n{SETTINGS}', "utf-8")
        assert 2 == say("add", "2026-11-20", "running", "8", "45min").returncode
        assert 0 == say("shoe", "Ghost", "--from", "2026-11-01", "--limit", "700").returncode
        refresh(home)
        with warehouse.reading(home) as con:
            limits += con.sql("select limit_to_km from fct_shoes").fetchall()

    assert [(700.0,), (700.0,)] == limits


@pytest.mark.parametrize("words", [("status",), ("explain",), ("shoe",), ("sessions",)])
def test_the_terminal_tells_kilometres_where_nothing_is_set(
    home: Home, say: Say, words: tuple[str, ...]
) -> None:
    """Metric is what there is without a setting."""
    assert home.settings_file.read_text("utf-8") == SETTINGS
    assert not IMPERIAL.search(say(*words).stdout)
