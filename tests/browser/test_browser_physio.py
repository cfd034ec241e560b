"""The sheet for the physio on paper, on a phone and in the dark."""

import base64
import re
from pathlib import Path

import pytest

from dashboards.i18n import LANGUAGES
from dashboards.physio import write_physio
from pipeline.home import SHEET
from tests.browser.chromium import Browser
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
A4 = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = "const look = getComputedStyle(document.body); return [look.color, look.backgroundColor]"
WIDE_TABLES = """return [...document.querySelectorAll(".scroll")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => ({
    focusable: one.tabIndex === 0 && one.getAttribute("role") === "region",
    scrolls: getComputedStyle(one).overflowX === "auto",
    shaded: getComputedStyle(one).backgroundImage.includes("gradient"),
  }))"""
LANE = """const box = (one) => one.getBoundingClientRect();
  const marks = [...document.querySelectorAll(".strip circle, .strip use, .gaps rect")];
  return [
    box(document.querySelector(".lane text")).toJSON(),
    Math.max(...marks.map((one) => box(one).bottom)),
    box(document.querySelector(".lane ~ .keys")).top,
    document.documentElement.clientWidth,
  ]"""
RUNNERS = ("spiky", "three days", "pain only", "nobody", "red flag", "doubted", "ten years")


@pytest.fixture(scope="module")
def sheets(pages: Path) -> Path:
    """Return the folder of all pages, with the sheet of ten years in it."""
    for language in LANGUAGES:
        ending = ".html" if language == "en" else f".{language}.html"
        path = pages / f"ten years{SHEET}{ending}"
        write_physio(marts_of("ten years"), language=language, path=path, made_at=MADE_AT)
    return pages


@pytest.mark.parametrize("ending", [".html", ".de.html"])
@pytest.mark.parametrize("runner", [*RUNNERS, "crowded"])
def test_a_sheet_prints_on_two_pages(
    browser: Browser, sheets: Path, runner: str, ending: str
) -> None:
    """Whatever is known of a runner, it is two pages of A4 and nothing runs out of them."""
    browser.open(sheets / f"{runner}{SHEET}{ending}", has_scripts=False)
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", A4)["data"]

    assert len(PAGES.findall(base64.b64decode(printed))) == 2


@pytest.mark.parametrize("ending", [".html", ".de.html"])
@pytest.mark.parametrize("runner", ["spiky", "crowded"])
def test_a_sheet_fits_a_phone(browser: Browser, sheets: Path, runner: str, ending: str) -> None:
    """On a phone nothing scrolls sideways, nothing is fetched, nothing is complained of."""
    browser.open(sheets / f"{runner}{SHEET}{ending}", width=390)

    assert browser.run(WIDER) == 0
    assert browser.console() == []
    assert [url for url in browser.requests() if not url.startswith("file:")] == []


def test_a_wide_table_scrolls_within_itself(browser: Browser, sheets: Path) -> None:
    """What a phone cuts off can be reached by finger and by key, and its edge shows it."""
    browser.open(sheets / f"crowded{SHEET}.de.html", width=390)

    wide = browser.run(WIDE_TABLES)

    assert wide
    assert all(table["focusable"] and table["scrolls"] and table["shaded"] for table in wide)


@pytest.mark.parametrize("ending", [".html", ".de.html"])
def test_nothing_of_the_picture_covers_another_thing(
    browser: Browser, sheets: Path, ending: str
) -> None:
    """Names of programmes lie within the sheet, below every mark of pain and above the keys."""
    browser.open(sheets / f"crowded{SHEET}{ending}", width=390)

    lane, lowest, keys, width = browser.run(LANE)

    assert lowest <= lane["top"]
    assert lane["bottom"] <= keys
    assert 0 <= lane["left"] < lane["right"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sheet_is_black_on_white(browser: Browser, sheets: Path, scheme: str) -> None:
    """Paper knows no dark scheme, and on the screen the sheet looks as it will be printed."""
    browser.open(sheets / f"spiky{SHEET}.html", scheme=scheme)

    assert browser.run(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
