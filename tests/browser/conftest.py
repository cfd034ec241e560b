"""The pages, and the browser that opens them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES
from dashboards.page import write_page
from dashboards.physio import write_physio
from dashboards.run_pages import run_pages, write_run_page, years_of
from pipeline.home import SHEET, Home
from tests.browser.chromium import Browser, is_installed, started
from tests.dashboards_data import marts, marts_of, of_the_group, spiky
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE
from tests.made_traces import with_traces
from tests.physio_made import crowded

RUNNERS = (
    "spiky",
    "steady",
    "27 days",
    "three days",
    "pain only",
    "painless",
    "nobody",
    "silent",
    "doubted",
    "red flag",
)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of runners who have little in common, and of them together.

    A page, a sheet for the physio and pages of years each; one runner writes scripts for names,
    of another so much is told, in such long words, that everything fills up.
    """
    hostile = spiky()
    hostile.display_name = hostile.session_name = SCRIPT_NOTE
    everyone = {name: marts_of(name) for name in RUNNERS}
    everyone["spiky"] = with_traces(everyone["spiky"], only_shown=False)
    everyone |= {"crowded": marts(crowded()), "hostile": marts(hostile)}
    home = Home(tmp_path_factory.mktemp("pages"))
    folder = home.page("anna").parent
    for language in LANGUAGES:
        ending = ".html" if language == "en" else f".{language}.html"
        for name, frames in everyone.items():
            page, sheet = folder / f"{name}{ending}", folder / f"{name}{SHEET}{ending}"
            write_page(frames, language=language, path=page, made_at=MADE_AT)
            write_physio(frames, language=language, path=sheet, made_at=MADE_AT)
        overview, group = folder / f"index{ending}", of_the_group(everyone)
        write_cohort(everyone, group, language=language, path=overview, made_at=MADE_AT)
    for year in run_pages(everyone["spiky"], years_of(home, everyone["spiky"], b"")):
        write_run_page(home, year, MADE_AT)
    return folder


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start one Chromium for all tests; skip where it is missing."""
    pytest.importorskip("selenium.webdriver")
    if not is_installed():
        pytest.skip("no chromium or chromedriver in /usr/bin")
    with started(tmp_path_factory.mktemp("chromium")) as window:
        yield window
