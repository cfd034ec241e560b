"""Claims about the group overview."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import html

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES, Language
from pipeline.association.pooled import SCHEMA
from pipeline.programme.arms import SCHEMA as ARMS_SCHEMA
from tests.dashboards_data import (
    marts,
    marts_of,
    nobody,
    of_the_group,
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
    group = of_the_group(athletes)
    write_cohort(athletes, group, language=language, path=file, made_at=MADE_AT)
    return file.read_text("utf-8")


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
    """Each name leads to that athlete's page and sheet in the same language, blanks and all."""
    made = steady()
    made.name = "Anna B"
    page = overview(tmp_path, "de", made, silent())

    assert set(html.fromstring(page).xpath("//tbody//a/@href")) == {
        "Anna%20B.de.html",
        "Anna%20B.physio.de.html",
        "gus.de.html",
        "gus.physio.de.html",
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
    path, group = tmp_path / "index.html", of_the_group(athletes)
    file = write_cohort(athletes, group, language="en", path=path, made_at=MADE_AT)

    assert "Nobody needs a look today." in file.read_text("utf-8")


# ---------- all diaries together


def together_told(path: Path, language: Language = "en", **numbers: Any) -> str:
    """Write an overview with these pooled numbers and return what it says of them."""
    pooled = {
        "athlete_id": "",
        "athletes": 9,
        "logs": 1204,
        "rho_partial": 0.21,
        "ci_low": 0.11,
        "ci_high": 0.31,
        "tau": 0.05,
        "p_value": 0.004,
        "permutations": 1000,
        "status": "ok",
    }
    group = {
        "fct_pooled_association": pl.DataFrame([pooled | numbers], schema=SCHEMA),
        "fct_cohort_programmes": pl.DataFrame(schema=ARMS_SCHEMA),
    }
    athletes = {name: marts_of(name) for name in ("steady", "silent")}
    file = write_cohort(athletes, group, language=language, path=path / "i.html", made_at=MADE_AT)
    section = html.fromstring(file.read_text("utf-8")).xpath(
        "//section[@aria-labelledby='together']"
    )
    return " ".join(section[0].text_content().split())


def test_a_common_link_is_told_with_its_range_and_p(tmp_path: Path) -> None:
    """Size, range, athletes, entries and p stand in one sentence that claims no cause."""
    assert (
        "weeks with more load were followed by somewhat more pain than the last entry alone would "
        "say (9 athletes, 1,204 entries, r = +0.21, range +0.11 to +0.31, p = 0.004). It is a "
        "correlation within athletes, not proof."
    ) in together_told(tmp_path)


def test_a_common_link_can_go_either_way(tmp_path: Path) -> None:
    """Less pain after more load is told in the same words."""
    told = together_told(tmp_path, rho_partial=-0.21, ci_low=-0.31, ci_high=-0.11)

    assert "weeks with more load were followed by somewhat less pain" in told


def test_no_common_link_is_told_with_its_numbers(tmp_path: Path) -> None:
    """Finding nothing gives the same numbers, so that a reader sees how much is open."""
    told = together_told(tmp_path, rho_partial=0.02, ci_low=-0.2, ci_high=0.24, p_value=0.8)

    assert "beyond what the last entry said (9 athletes" in told
    assert "range −0.20 to +0.24, p = 0.800)" in told


def test_a_common_link_of_open_size_has_no_size(tmp_path: Path) -> None:
    """If the interval spans 0 the link is told without r."""
    told = together_told(tmp_path, ci_low=-0.02)

    assert "its size cannot be given (9 athletes" in told
    assert "r =" not in told


def test_few_athletes_say_nothing_together(tmp_path: Path) -> None:
    """Below four long diaries there is no pooled number, and the page says how many there are."""
    told = together_told(
        tmp_path, athletes=2, status="not_enough_data", rho_partial=None, p_value=None
    )

    assert "2 of at least 4 athletes have a diary that is long enough." in told
    assert "p =" not in told
