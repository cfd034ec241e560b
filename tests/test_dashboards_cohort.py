"""Claims about the group overview."""

from pathlib import Path

import pytest
from lxml import html

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES, Language
from tests.dashboards_data import (
    marts,
    nobody,
    red_flagged,
    silent,
    spiky,
    steady,
    together,
)
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, Made
from tests.test_dashboards_page import FORBIDDEN

PEOPLE = (steady, silent, spiky, red_flagged, nobody)


def overview(path: Path, language: Language = "en", *people: Made) -> str:
    """Write the overview of some people and return it."""
    athletes = together(people or [make() for make in PEOPLE])
    file = path / ("index.html" if language == "en" else f"index.{language}.html")
    return write_cohort(athletes, language=language, path=file, made_at=MADE_AT).read_text("utf-8")


def cells(page: str, column: int) -> list[str]:
    """Return one column of the table, top down."""
    rows = html.fromstring(page).xpath("//tbody/tr")
    return [" ".join(row[column].text_content().split()) for row in rows]


def test_worst_first_and_silent_before_steady(tmp_path: Path) -> None:
    """A warning sign leads, then other high levels, then the silent, then the steady."""
    page = overview(tmp_path)

    assert cells(page, 1) == ["Ida", "Anna", "Finn", "Gus", "Ben"]
    assert cells(page, 0) == [
        "■ Look today",
        "■ Look today",
        "? Not enough data",
        "? No fresh data",
        "✓ Steady",
    ]


def test_the_reason_is_a_sentence(tmp_path: Path) -> None:
    """A coach reads why, without opening a page."""
    assert "On Sun 22 Nov the worst pain was 4 of 10." in cells(overview(tmp_path), 2)[1]


def test_the_age_of_the_data_stands_there(tmp_path: Path) -> None:
    """Old data look old."""
    assert cells(overview(tmp_path), 6) == ["today", "today", "never", "30 days ago", "today"]


def test_names_lead_to_pages(tmp_path: Path) -> None:
    """Each name leads to that athlete's page in the same language, blanks and all."""
    made = steady()
    made.name = "Anna B"
    page = overview(tmp_path, "de", made, silent())

    assert set(html.fromstring(page).xpath("//tbody//a/@href")) == {
        "Anna%20B.de.html",
        "gus.de.html",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_is_light_and_says_nothing_forbidden(
    tmp_path: Path, language: Language
) -> None:
    """No chart library, no forbidden word, one heading, and a signal is no diagnosis."""
    page = overview(tmp_path, language)
    tree = html.fromstring(page)

    assert len(page) < 60_000
    assert [] == [word for word in FORBIDDEN if word in page.lower()]
    assert (1, language) == (len(tree.xpath("//h1")), tree.get("lang"))
    assert ("diagnosis" if language == "en" else "Diagnose") in tree.text_content()


def test_filters_count(tmp_path: Path) -> None:
    """Each filter says how many it shows, and only levels that occur have one."""
    buttons = html.fromstring(overview(tmp_path)).xpath("//button")

    assert [" ".join(button.text_content().split()) for button in buttons] == [
        "All 5",
        "■ Look today 2",
        "? No fresh data 2",
        "✓ Steady 1",
    ]


def test_a_hostile_name_stays_a_name(tmp_path: Path) -> None:
    """A display name called like a script is text."""
    made = steady()
    made.display_name = SCRIPT_NOTE
    page = overview(tmp_path, "en", made, silent())

    assert SCRIPT_NOTE not in page
    assert SCRIPT_NOTE in cells(page, 1)


def test_same_data_same_bytes(tmp_path: Path) -> None:
    """The overview depends on the data and its time stamp alone."""
    first = overview(tmp_path / "a", "en", steady(), silent())
    again = overview(tmp_path / "b", "en", silent(), steady())

    assert first == again


def test_unused_marts_do_no_harm(tmp_path: Path) -> None:
    """The overview takes an athlete's marts as the page does."""
    made = steady()
    athletes = {made.name: marts(made)}
    file = write_cohort(athletes, language="en", path=tmp_path / "index.html", made_at=MADE_AT)

    assert "Nobody needs a look today." in file.read_text("utf-8")
