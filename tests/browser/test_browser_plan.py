"""Claims about the slider that only a browser can check."""

from pathlib import Path

import pytest

from dashboards import wording
from dashboards.i18n import translator
from tests.browser.chromium import Browser
from tests.dashboards_data import marts_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAID = """
const said = document.querySelector('.try-said');
const slider = document.querySelector('#try-run');
return [said.querySelector('.try-km').textContent, said.querySelector('.try-word').textContent,
        said.querySelector('.try-verdict').textContent,
        [...said.querySelectorAll('li')].map(line => line.textContent),
        slider.getAttribute('aria-valuetext')];
"""
MOVE = """
const slider = document.querySelector('#try-run');
slider.value = arguments[0];
slider.dispatchEvent(new Event('input', { bubbles: true }));
"""


def test_the_ceiling_in_the_slider_is_within_the_plan(browser: Browser, pages: Path) -> None:
    """The slider opens at the plan's ceiling, adds nothing there, and is wide enough to touch."""
    t = translator("en")
    ceiling = marts_of("steady")["fct_plan"]["next_run_max_km"].item()
    browser.open(pages / "steady.html", width=390)
    kilometres, word, verdict, lines, told = browser.run(SAID)

    assert wording.next_run(marts_of("steady")["fct_plan"].row(0, named=True), t).endswith(
        kilometres
    )
    assert (t.distance(ceiling), "Steady", "within the plan") == (kilometres, word, verdict)
    assert ["Adds no signal."] == lines
    assert f"{kilometres}: Steady, within the plan" == told
    box = browser.run("return document.querySelector('#try-run').getBoundingClientRect()")
    assert box["height"] >= 44


def test_a_key_moves_the_slider_by_half_a_kilometre(browser: Browser, pages: Path) -> None:
    """From the ceiling one key to the right is beyond the plan and says what it would add."""
    browser.open(pages / "steady.html")
    before = browser.run(SAID)
    slider = browser.driver.find_element("css selector", "#try-run")
    slider.send_keys("\ue014")
    kilometres, _, verdict, lines, _ = browser.run(SAID)

    assert float(kilometres.split("\u00a0")[0]) == float(before[0].split("\u00a0")[0]) + 0.5
    assert "beyond the plan" == verdict
    assert lines
    assert "Adds no signal." not in lines


@pytest.mark.parametrize("language", ["", ".de"])
def test_the_far_end_still_fits_a_phone(browser: Browser, pages: Path, language: str) -> None:
    """With all its signals told, the longest run to try makes nothing scroll sideways."""
    browser.open(pages / f"steady{language}.html", width=390)
    browser.run(MOVE, 999)

    wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert 0 == browser.run(wider)
    assert [] == browser.console()


def test_without_scripts_the_table_stands_in(browser: Browser, pages: Path) -> None:
    """With JavaScript off there is no dead slider, and the distances can be opened as a table."""
    browser.open(pages / "steady.html", width=390, has_scripts=False)
    find = browser.driver.find_elements

    assert not any(slider.is_displayed() for slider in find("css selector", "input"))
    find("xpath", "//section[@aria-labelledby='week']//summary")[0].click()
    table = find("xpath", "//section[@aria-labelledby='week']//table")[0]
    assert table.is_displayed()
    assert "within the plan" in table.text
