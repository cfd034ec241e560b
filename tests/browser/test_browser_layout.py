"""Claims about room, colours and motion that only a browser can check."""

from pathlib import Path

import pytest

from pipeline.home import SHEET
from tests.browser.chromium import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WIDTHS = (320, 390, 640, 830, 1280, 1920)
"""320 is a window of 1280 at 400 %, 640 at 200 %; at 830 the wide layout has least room."""

CUT_OFF = """
const room = document.documentElement.clientWidth;
const told = (what, one) => `${what}: ${one.tagName} ${one.className} ${one.textContent.trim()}`;
const isScrolled = (one) => one.closest(".scroll");
const isShortened = (one) => getComputedStyle(one).textOverflow === "ellipsis"
  || getComputedStyle(one).webkitLineClamp !== "none";
const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
  && !one.closest("svg svg, svg > *, .skip, .unseen, caption, #js-plotly-tester"));
const odd = all.filter((one) => !isScrolled(one)).flatMap((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  if (!width) return [];
  if (left < -1 || right > room + 1) return [told("outside", one)];
  const isTooNarrow = one.clientWidth && one.scrollWidth > one.clientWidth + 1;
  return isTooNarrow && one.tagName !== "svg" && !isShortened(one) ? [told("too wide", one)] : [];
});
const wider = document.documentElement.scrollWidth - room;
return [...(wider ? [`scrolls sideways by ${wider}`] : []), ...odd.map((line) => line.slice(0, 80))];
"""
PLACES = """
return [...new Set([...document.querySelectorAll(".quiet dd")].map(
  (one) => one.getBoundingClientRect().left))];
"""
MOVING = """
return [document.documentElement, ...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || style.scrollBehavior !== "auto"
    || style.transitionDuration.split(", ").some((time) => time !== "0s");
}).map((one) => one.tagName);
"""
UNSEEN = """
const none = ["rgba(0, 0, 0, 0)", getComputedStyle(document.body).backgroundColor];
const isPainted = (one) => {
  const style = getComputedStyle(one);
  return !none.includes(style.backgroundColor) || style.backgroundImage !== "none"
    || (parseFloat(style.borderTopWidth) > 0 && !none.includes(style.borderTopColor));
};
return [...document.querySelectorAll(arguments[0])]
  .filter((one) => one.checkVisibility() && !isPainted(one)).map((one) => one.outerHTML);
"""
PICTURES = ".badge, .key, .meter i, .meter b, .forest-line i, [aria-pressed=true]"
SAME_FILL = """
const paper = getComputedStyle(document.body).backgroundColor;
return [...document.querySelectorAll(arguments[0])].filter((one) => {
  const { fill, stroke } = getComputedStyle(one);
  return [fill, stroke].every((colour) => colour === "none" || colour === paper);
}).length;
"""


@pytest.mark.parametrize(
    "page",
    [
        "spiky.html",
        "spiky.de.html",
        "three days.de.html",
        "crowded.de.html",
        "index.de.html",
        f"crowded{SHEET}.de.html",
        "runs/anna/2026.de.html",
    ],
)
def test_nothing_is_cut_off_at_any_width(browser: Browser, pages: Path, page: str) -> None:
    """From a phone, or a page enlarged four times, to a wide screen: no word leaves its place."""
    browser.open(pages / page)
    browser.scroll_through()
    odd = {}
    for width in WIDTHS:
        browser.look(width=width)
        browser.unfold()
        odd[width] = browser.run(CUT_OFF)

    assert odd == {width: [] for width in WIDTHS}


@pytest.mark.parametrize("width", [390, 830, 1280])
def test_steady_signals_stand_in_columns(browser: Browser, pages: Path, width: int) -> None:
    """What is told of each steady signal begins at one and the same place."""
    browser.open(pages / "spiky.de.html", width=width)
    browser.unfold()

    assert len(browser.run(PLACES)) == 1


@pytest.mark.parametrize("page", ["spiky.html", "index.html", f"spiky{SHEET}.html"])
def test_nothing_moves_for_who_asks_for_stillness(browser: Browser, pages: Path, page: str) -> None:
    """Nothing glides, fades or scrolls by itself."""
    browser.open(pages / page)
    browser.look(prefers_reduced_motion="reduce")
    browser.scroll_through()

    assert browser.run(MOVING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_stay_visible_in_forced_colours(browser: Browser, pages: Path, scheme: str) -> None:
    """Meters, bars, keys and the button pressed are painted in other than the paper's colour."""
    browser.open(pages / "spiky.html")
    browser.look(scheme=scheme, forced_colors="active")
    browser.unfold()

    assert browser.run(UNSEEN, PICTURES) == []
    assert browser.run(SAME_FILL, ".calendar path, .range *, .traces path") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sheet_can_be_read_in_forced_colours(browser: Browser, pages: Path, scheme: str) -> None:
    """On black paper the marks of the sheet for the physio are not black."""
    browser.open(pages / f"spiky{SHEET}.html")
    browser.look(scheme=scheme, forced_colors="active")

    assert browser.run(UNSEEN, ".key") == []
    assert browser.run(SAME_FILL, ".strip circle, .strip rect, .strip line, .gaps rect") == 0
