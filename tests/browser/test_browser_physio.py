"""The sheet for the physio on paper, on a phone and in the dark."""

import base64
import re
from pathlib import Path

import pytest

from dashboards.i18n import LANGUAGES
from dashboards.physio import write_physio
from pipeline.home import SHEET
from tests.browser.conftest import Browser
from tests.dashboards_data import marts, marts_of
from tests.dashboards_made import MADE_AT
from tests.physio_made import crowded

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
A4 = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = "const look = getComputedStyle(document.body); return [look.color, look.backgroundColor]"
RUNNERS = ("spiky", "three days", "pain only", "nobody", "red flag", "doubted", "ten years")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sheet per runner and language, one of them as full as can be."""
    folder = tmp_path_factory.mktemp("sheets")
    everyone = {name: marts_of(name) for name in RUNNERS} | {"crowded": marts(crowded())}
    for language in LANGUAGES:
        ending = ".html" if language == "en" else f".{language}.html"
        for name, frames in everyone.items():
            path = folder / f"{name}{SHEET}{ending}"
            write_physio(frames, language=language, path=path, made_at=MADE_AT)
    return folder


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sheet_is_black_on_white(browser: Browser, sheets: Path, scheme: str) -> None:
    """Paper knows no dark scheme, and on the screen the sheet looks as it will be printed."""
    browser.open(sheets / f"spiky{SHEET}.html", scheme=scheme)

    assert browser.run(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
