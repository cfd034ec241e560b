"""Claims about the group overview."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import html

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES, Language, translator
from dashboards.wording.cohort import programme_phase
from dashboards.wording.habits import HABITS, habit_name
from pipeline.association.pooled import SCHEMA
from pipeline.programme.arms import SCHEMA as ARMS_SCHEMA
from pipeline.red_flags import SIGNS
from tests.dashboards_data import (
    beginner,
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
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, TODAY, Made
from tests.physio_made import crowded
from tests.test_dashboards_page import FORBIDDEN

EN = translator("en")
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


def names(page: str) -> list[str]:
    """Return who stands in the table, top down."""
    return [str(name) for name in html.fromstring(page).xpath("//tbody/tr/th/a[1]/text()")]


def test_worst_first_and_silent_before_steady(tmp_path: Path) -> None:
    """A warning sign leads, then other high levels, then the silent, then the steady."""
    page = overview(tmp_path)

    assert names(page) == ["Ida", "Anna", "Finn", "Gus", "Ben"]
    assert cells(page, 0) == [
        "■ Look today",
        "■ Look today",
        "? Not enough data",
        "? No fresh data",
        "✓ Steady",
    ]


def test_who_cannot_be_judged_stands_before_the_steady(tmp_path: Path) -> None:
    """One entry of a quiet back is no all-clear: three runs in four days are still not judged."""
    page = overview(tmp_path, "en", steady(), beginner(4))
    rows = html.fromstring(page).xpath("//tbody/tr")

    assert ["? Back quiet, load not known", "✓ Steady"] == cells(page, 0)
    assert ["none", "ok"] == [row.get("data-tone") for row in rows]
    assert "? Not enough or no fresh data 1" in " ".join(
        page.replace("</span>", "").split()
    ).replace('<span aria-hidden="true">', "")
    assert "Of one athlete there are not enough or no fresh data." in page


def test_the_reason_is_a_sentence(tmp_path: Path) -> None:
    """A coach reads why, without opening a page."""
    assert "On Sun 22 Nov the worst pain was 4 of 10." in cells(overview(tmp_path), 2)[1]


def test_the_age_of_the_data_stands_there(tmp_path: Path) -> None:
    """Old data look old."""
    assert cells(overview(tmp_path), 6) == ["today", "today", "never", "30 days ago", "today"]


def test_the_newest_pain_stands_there_with_its_age(tmp_path: Path) -> None:
    """A score of a month ago is shown as one, and who never logged has none, which is not 0."""
    assert cells(overview(tmp_path), 5) == [
        "2 today",
        "4 today",
        "– never",
        "2 30 days ago",
        "2 today",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seven_things_are_those_of_the_last_full_week(
    tmp_path: Path, language: Language
) -> None:
    """Each has a sign, and words for who does not see it; unknown is never no."""
    frames = marts_of("spiky")
    monday = TODAY - timedelta(days=TODAY.weekday() + 7)
    of_week = frames["fct_habits"].filter(week_start=monday)
    is_met = {row["habit"]: row["is_met"] for row in of_week.to_dicts()}
    signs = {True: "✓", False: "×", None: "?"}
    t = translator(language)

    row = html.fromstring(overview(tmp_path, language, spiky(), steady())).xpath("//tbody/tr")[0]
    boxes = [box.text_content() for box in row.xpath(".//ol/li")]

    assert set(is_met.values()) >= {True, None}
    assert [f"{signs[is_met[habit]]}{habit_name(habit, t)}" for habit in HABITS] == [
        box.partition(":")[0] for box in boxes
    ]


def test_who_is_silent_has_no_full_week(tmp_path: Path) -> None:
    """A week nobody knows anything of has no kilometres, rather than 0."""
    distances = cells(overview(tmp_path), 4)

    assert distances[3] == "last full week: –"
    assert distances[4].endswith("km")


def test_many_reasons_are_folded_and_none_is_lost(tmp_path: Path) -> None:
    """Four stand in sight; with every warning sign open, the others are one tap away."""
    page = html.fromstring(overview(tmp_path, "en", crowded(60), steady()))
    why = page.xpath("//tbody/tr[1]/td[2]")[0]

    assert 4 == len(why.xpath("./p[not(@class)]"))
    assert len(why.xpath("./details/p")) >= len(SIGNS) - 4
    assert "Next run: rest until" in why.text_content()


@pytest.mark.parametrize(
    ("began_days_ago", "ended_days_ago", "told"),
    [
        (0, None, "Leg programme, week 1 of 8"),
        (55, None, "Leg programme, week 8 of 8"),
        (56, None, f"Leg programme, since {EN.date(TODAY - timedelta(56))}"),
        (70, 7, f"Leg programme, ended on {EN.date(TODAY - timedelta(7))}"),
    ],
)
def test_the_phase_of_a_programme_is_told(
    began_days_ago: int, ended_days_ago: int | None, told: str
) -> None:
    """In its eight weeks a programme has a week, later a first day, and at last an end."""
    row = {
        "programme": "leg",
        "started_on": TODAY - timedelta(began_days_ago),
        "ended_on": None if ended_days_ago is None else TODAY - timedelta(ended_days_ago),
    }

    assert programme_phase(row, TODAY, EN) == told
    assert programme_phase(None, TODAY, EN) == ""


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
        "? Not enough or no fresh data 2",
        "✓ Steady 1",
    ]


def test_a_hostile_name_stays_a_name(tmp_path: Path) -> None:
    """A display name called like a script is text."""
    made = steady()
    made.display_name = SCRIPT_NOTE
    page = overview(tmp_path, "en", made, silent())

    assert SCRIPT_NOTE not in page
    assert SCRIPT_NOTE in names(page)


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

    assert "It takes 4 athletes with a diary that is long enough; so far 2 have it." in told
    assert "p =" not in told
