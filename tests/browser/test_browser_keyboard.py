"""Everything can be done without a mouse, and hit with a finger."""

from pathlib import Path

import pytest

from pipeline.home import SHEET
from tests.browser.chromium import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WATCH = """
const all = document.querySelectorAll("a[href], button, summary, input, [tabindex='0']");
const controls = [...all].filter((one) => one.checkVisibility());
window.visited = [];
addEventListener("focusin", ({ target }) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(target);
  const { top, bottom, left, right } = target.getBoundingClientRect();
  const isInView = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  const isMarked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  visited.push([controls.indexOf(target), isMarked && isInView]);
});
return controls.length;
"""
SMALL = """
const isInText = (one) => getComputedStyle(one).display === "inline" && one.matches("a");
return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()
    && !one.closest(".skip") && !isInText(one)).filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return width < arguments[1] || height < arguments[1];
}).map((one) => one.outerHTML.slice(0, 100));
"""
FOCUS = "document.querySelector(arguments[0]).focus()"
PAGES = ["spiky.html", "three days.html", "index.html", f"spiky{SHEET}.html"]


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_and_marked(browser: Browser, pages: Path, page: str) -> None:
    """The tabulator goes through all there is to press, in the order of the page, in sight."""
    browser.open(pages / page)
    browser.scroll_through()
    count = browser.run(WATCH)
    browser.press("Tab", count)

    assert browser.run("return visited") == [[place, True] for place in range(count)]


@pytest.mark.parametrize("page", PAGES)
def test_the_first_key_skips_to_the_content(browser: Browser, pages: Path, page: str) -> None:
    """Whoever listens need not hear the head of the page each time."""
    browser.open(pages / page)
    browser.press("Tab")
    shown = browser.run("return document.activeElement.getBoundingClientRect().left >= 0")
    browser.press("Enter")
    browser.press("Tab")

    assert shown
    assert browser.run("return Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", [*PAGES, "runs/anna/2026.html"])
def test_controls_are_large_enough_to_hit(
    browser: Browser, pages: Path, page: str, width: int
) -> None:
    """Buttons and the slider take a fingertip, whatever else is pressed more than half of one."""
    browser.open(pages / page, width=width)
    browser.unfold()

    assert browser.run(SMALL, "button, input", 44) == []
    assert browser.run(SMALL, "a[href], summary", 24) == []


def test_a_run_is_opened_by_a_key(browser: Browser, pages: Path) -> None:
    """Enter on a run shows what is told of it, and once more folds it."""
    browser.open(pages / "spiky.html")
    is_open = "return document.querySelector('.run').open"
    browser.run(FOCUS, ".run > summary")
    states = [browser.run(is_open)]
    for _ in range(2):
        browser.press("Enter")
        states.append(browser.run(is_open))

    assert states == [False, True, False]


def test_the_slider_is_moved_by_a_key(browser: Browser, pages: Path) -> None:
    """An arrow tries half a kilometre more."""
    browser.open(pages / "steady.html")
    place = "return Number(document.querySelector('#try-run').value)"
    before = browser.run(place)
    browser.run(FOCUS, "#try-run")
    browser.press("ArrowRight")

    assert browser.run(place) == before + 1


def test_the_time_shown_is_chosen_by_a_key(browser: Browser, pages: Path) -> None:
    """A space on the last button shows all of the history."""
    browser.open(pages / "spiky.html")
    browser.run(FOCUS, ".ranges button:last-child")
    browser.press(" ")
    pressed = "[...document.querySelectorAll('.ranges [aria-pressed=true]')]"

    assert browser.run(f"return {pressed}.map((one) => one.dataset.months)") == ["0"]


def test_the_overview_is_filtered_by_a_key(browser: Browser, pages: Path) -> None:
    """Enter on a level leaves its athletes alone in sight."""
    browser.open(pages / "index.html")
    browser.run(FOCUS, "button[data-tone=high]")
    browser.press("Enter")
    tones = "return [...document.querySelectorAll('tr[data-tone]')].filter(r => !r.hidden)"

    assert set(browser.run(f"{tones}.map(r => r.dataset.tone)")) == {"high"}
