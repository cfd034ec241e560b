"""Claims about the pages that only a browser can check."""

from pathlib import Path

import pytest

from dashboards.i18n import LANGUAGES, Language, translator
from tests.browser.chromium import Browser
from tests.browser.conftest import RUNNERS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHARTS = ["daily", "weeks", "longest", "pain"]
DRAWN = "return [...document.querySelectorAll('.chart')].filter(c => c.querySelector('.main-svg'))"
OUTSIDE = """
return [...document.querySelectorAll('.chart')].flatMap((chart) => {
  const svg = chart.querySelector('.main-svg').getBoundingClientRect();
  const frame = chart.getBoundingClientRect();
  const odd = [];
  if (svg.right > frame.right + 1 || svg.bottom > frame.bottom + 1) odd.push('svg');
  chart.querySelectorAll('text').forEach((text) => {
    const box = text.getBoundingClientRect();
    if (!box.width) return;
    if (box.left < svg.left - 1 || box.right > svg.right + 1 || box.top < svg.top - 1
        || box.bottom > svg.bottom + 1) odd.push(text.textContent);
  });
  return odd.map((what) => `${chart.dataset.chart}: ${what}`);
});
"""
OVERLAPS = """
return [...document.querySelectorAll('.chart')].flatMap((chart) => {
  const boxes = [...chart.querySelectorAll('.xtick text')].map((t) => t.getBoundingClientRect());
  boxes.sort((a, b) => a.left - b.left);
  return boxes.slice(1).filter((box, i) => box.left < boxes[i].right).map(() => chart.dataset.chart);
});
"""
TABLES_SHOWN = """
return [...document.querySelectorAll('.chart')].map((chart) => [
  chart.nextElementSibling.open, chart.checkVisibility()]);
"""
CUT_OFF = """
const tables = [...document.querySelectorAll('.chart + details .scroll')];
return tables.filter((table) => getComputedStyle(table).overflowY !== 'visible'
  || table.clientHeight < table.scrollHeight).length;
"""
TOO_OLD = "This browser is too old to draw the charts; each has its table below."
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


def drawn(browser: Browser) -> list[str]:
    """Return the names of the charts drawn so far."""
    names: list[str] = browser.run(DRAWN + ".map(c => c.dataset.chart)")
    return names


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("runner", [*RUNNERS, "index"])
def test_no_error_no_request_no_sideways_scroll(
    browser: Browser, pages: Path, runner: str, language: str
) -> None:
    """On a phone every page fits, says nothing on the console and asks nobody for anything."""
    page = pages / (f"{runner}.html" if language == "en" else f"{runner}.{language}.html")
    browser.open(page, width=390)
    browser.scroll_through()
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")

    assert browser.run(WIDER) == 0
    assert browser.console() == []
    assert [url for url in browser.requests() if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("language", ["", ".de"])
@pytest.mark.parametrize("runner", ["spiky", "27 days", "three days", "painless", "silent"])
def test_no_chart_is_clipped(browser: Browser, pages: Path, runner: str, language: str) -> None:
    """Every chart stands inside its box, every word inside its chart, no label on another."""
    browser.open(pages / f"{runner}{language}.html", width=390)
    browser.scroll_through()
    for width in (390, 1280):
        browser.look(width=width)
        browser.unfold()

        assert browser.run(OUTSIDE) == [], f"{width} pixels"
        assert browser.run(OVERLAPS) == [], f"{width} pixels"


def test_charts_are_drawn_when_looked_at(browser: Browser, pages: Path) -> None:
    """Nothing below the fold is drawn at once; after scrolling all of it is."""
    browser.open(pages / "spiky.html")
    assert drawn(browser) == []

    browser.scroll_through()
    assert drawn(browser) == CHARTS


def test_printing_draws_everything_in_light_colours(browser: Browser, pages: Path) -> None:
    """A page printed without scrolling holds all charts, dark screen or not."""
    browser.open(pages / "spiky.html", scheme="dark")
    browser.wait_until("window.Plotly")
    browser.run("dispatchEvent(new Event('beforeprint'))")

    assert drawn(browser) == CHARTS
    ink = browser.run("return document.querySelector('.xtick text').style.fill")
    assert ink == "rgb(82, 91, 107)"


def test_printing_waits_for_nobody(browser: Browser, pages: Path) -> None:
    """Printed before anything can be drawn, the tables stand in; then the charts are back."""
    never = "window.requestIdleCallback = (start) => { window.start = start; };"
    browser.open(pages / "spiky.html", first=never)
    before = browser.run(TABLES_SHOWN)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    printed = browser.run(TABLES_SHOWN)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    cut_off = browser.run(CUT_OFF)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    browser.run("dispatchEvent(new Event('afterprint')); start()")
    after = browser.run(TABLES_SHOWN)
    browser.scroll_through()

    assert before == after == [[False, True]] * 4
    assert printed == [[True, False]] * 4
    assert cut_off == 0
    assert drawn(browser) == CHARTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_browser_shows_the_tables(browser: Browser, pages: Path, language: Language) -> None:
    """A browser that cannot unpack plotly.js says so once, and opens the tables instead."""
    old = "delete window.DecompressionStream;"
    page = pages / ("spiky.html" if language == "en" else f"spiky.{language}.html")
    browser.open(page, width=390, first=old)
    browser.run("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")

    said = translator(language).gettext(TOO_OLD)
    assert browser.run("return document.body.innerText").count(said) == 1
    assert browser.run(TABLES_SHOWN) == [[True, False]] * 4
    assert not any(
        e.is_displayed() for e in browser.driver.find_elements("css selector", ".ranges")
    )
    assert browser.run(WIDER) == 0
    assert browser.console() == []


def test_the_scheme_recolours_drawn_charts(browser: Browser, pages: Path) -> None:
    """Going dark recolours what is drawn already."""
    browser.open(pages / "spiky.html", scheme="light")
    browser.scroll_through()
    fill = "return document.querySelector('.xtick text').style.fill"
    light = browser.run(fill)
    browser.look(scheme="dark")
    browser.run("return new Promise((done) => setTimeout(done, 300))")

    assert (light, browser.run(fill)) == ("rgb(82, 91, 107)", "rgb(170, 181, 197)")


def test_range_buttons_move_every_chart(browser: Browser, pages: Path) -> None:
    """One press shows all of the history in all charts."""
    browser.open(pages / "spiky.html")
    browser.scroll_through()
    start = "return [...document.querySelectorAll('.chart')].map(c => c.layout.xaxis.range[0])"
    before = browser.run(start)
    browser.run("document.querySelector('[data-months=\"0\"]').click()")

    after = browser.run(start)
    assert all(new < old for new, old in zip(after, before, strict=True))
    pressed = browser.run(
        "return [...document.querySelectorAll('.ranges [aria-pressed=true]')].map(b => b.dataset.months)"
    )
    assert pressed == ["0"]


@pytest.mark.parametrize("language", ["", ".de"])
def test_everything_reads_without_scripts(browser: Browser, pages: Path, language: str) -> None:
    """With JavaScript off the headline, the reasons and the plan are there, and no holes."""
    browser.open(pages / f"spiky{language}.html", width=390, has_scripts=False)
    find = browser.driver.find_elements

    assert find("css selector", ".word")[0].is_displayed()
    assert len([e for e in find("css selector", ".reason") if e.is_displayed()]) == 4
    assert len([e for e in find("css selector", ".big") if e.is_displayed()]) == 3
    assert not any(e.is_displayed() for e in find("css selector", ".chart, .ranges"))


def test_an_injected_script_is_blocked(browser: Browser, pages: Path, tmp_path: Path) -> None:
    """A script that somebody slips into the file does not run, and says so on the console."""
    page = (pages / "spiky.html").read_text("utf-8")
    bad = "<script>window.stolen = 1</script><img src=x onerror='window.stolen = 2'></main>"
    injected = tmp_path / "injected.html"
    injected.write_text(page.replace("</main>", bad), "utf-8")
    browser.open(injected)

    assert browser.run("return window.stolen") is None
    assert any("Content Security Policy" in line for line in browser.console())


def test_hostile_words_are_shown_as_words(browser: Browser, pages: Path) -> None:
    """Names called like scripts are text, and every chart is drawn all the same."""
    browser.open(pages / "hostile.html")
    browser.scroll_through()

    assert "onerror=alert(1)" in browser.run("return document.querySelector('h1').textContent")
    assert browser.run("return document.images.length") == 0
    assert drawn(browser) == CHARTS
    assert browser.console() == []


def test_the_overview_filters(browser: Browser, pages: Path) -> None:
    """A press leaves only the athletes of one level, and the next press brings all back."""
    shown = "return [...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).length"
    browser.open(pages / "index.html")
    everyone = browser.run(shown)
    browser.run("document.querySelector('button[data-tone=high]').click()")
    high = browser.run(shown)
    browser.run("document.querySelector('button[data-tone=\"\"]').click()")

    assert 0 < high < everyone
    assert browser.run(shown) == everyone
