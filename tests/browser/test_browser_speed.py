"""How soon the pages of a long history are there, and how much they weigh."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from dashboards.bundle import bundle
from dashboards.i18n import LANGUAGES
from dashboards.page import write_page
from tests.browser.chromium import Browser
from tests.dashboards_data import marts
from tests.dashboards_made import MADE_AT, TODAY, Made, days_until, mark, steady_km
from tests.made_traces import with_traces

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MEGABYTE = 1_000_000
LOADS = 5
"""A machine is busy now and then: what counts is the best of some loads."""

WATCH = """
window.painted = 0;
new PerformanceObserver((list) => {
  list.getEntries().forEach((entry) => { window.painted = entry.startTime; });
}).observe({ type: "largest-contentful-paint", buffered: true });
addEventListener("DOMContentLoaded", () => {
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  const isInView = (chart) => {
    const { top, bottom } = chart.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const look = () => {
    const charts = [...document.querySelectorAll(".chart")].filter(isInView);
    if (charts.length && charts.every((chart) => chart.querySelector(".main-svg"))) {
      window.drawn = performance.now();
      window.inView = charts.length;
    } else requestAnimationFrame(look);
  };
  look();
});
"""


def busy(years: int) -> Made:
    """Return a runner who runs each day, now and then much too far, and writes it all down."""
    days, rng = days_until(TODAY, round(365.25 * years)), np.random.default_rng(3)
    swings = np.exp(0.7 * rng.standard_normal(len(days)))
    usual = steady_km(days, 7).values()
    km = [round((km or 5.0) * swing, 2) for km, swing in zip(usual, swings, strict=True)]
    scores = rng.poisson(1.5, len(days)).clip(0, 9).tolist()
    return Made(
        name="jo",
        km=dict(zip(days, km, strict=True)),
        other={day: "cycling" for day in days if day.weekday() in {0, 2}},
        pain={day: score for day, score in zip(days, scores, strict=True) if rng.random() < 0.8},
        marks=[mark("ill", day, day + timedelta(4)) for day in days[100::365]],
    )


@pytest.fixture(scope="module")
def full_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of two and of ten full years, each run with its lines."""
    folder = tmp_path_factory.mktemp("full")
    for years in (2, 10):
        frames = with_traces(marts(busy(years)))
        for language in LANGUAGES:
            path = folder / f"{years}.{language}.html"
            write_page(frames, language=language, path=path, made_at=MADE_AT)
    return folder


@pytest.mark.skipif(not bundle()[1], reason="the small bundle is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("years", "megabytes"), [(2, 1.4), (10, 1.6)])
def test_a_full_page_is_small(
    full_pages: Path, years: int, megabytes: float, language: str
) -> None:
    """Whoever runs each day, each run with its lines, has a page within the limit."""
    page = full_pages / f"{years}.{language}.html"

    assert 0.8 * megabytes < page.stat().st_size / MEGABYTE <= megabytes


def best(seconds: Callable[[], float], limit_s: float) -> float:
    """Return the least of some measurements, of no more than it takes to stay below a limit."""
    least = float("inf")
    for _ in range(LOADS):
        least = min(least, seconds())
        if least <= limit_s:
            break
    return least


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("years", [2, 10])
def test_text_is_there_at_once(browser: Browser, full_pages: Path, years: int, width: int) -> None:
    """Half a second after a page is asked for, its headline can be read."""

    def painted_s() -> float:
        browser.open(full_pages / f"{years}.en.html", width=width, first=WATCH)
        browser.wait_until("window.painted")
        return float(browser.run("return window.painted")) / 1000

    assert best(painted_s, 0.5) <= 0.5


@pytest.mark.parametrize(
    ("width", "at", "charts"), [(390, "#pain", 1), (1280, "#built-up", 1), (1280, "#weeks", 2)]
)
@pytest.mark.parametrize("years", [2, 10])
def test_charts_are_there_soon(
    browser: Browser, full_pages: Path, *, years: int, width: int, at: str, charts: int
) -> None:
    """Whoever jumps to a chart sees all in sight a second and a half after opening the page."""

    def drawn_s() -> float:
        page = full_pages / f"{years}.en.html"
        browser.open(page, width=width, first=WATCH, at=at)
        browser.wait_until("window.drawn")
        return float(browser.run("return window.drawn")) / 1000

    assert best(drawn_s, 1.5) <= 1.5
    assert browser.run("return window.inView") >= charts
