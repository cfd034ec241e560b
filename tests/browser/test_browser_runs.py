"""Claims about single runs that only a browser can check."""

from pathlib import Path

import pytest

from dashboards.page import write_page
from dashboards.run_pages import run_pages, write_run_page, years_of
from dashboards.sections import runs as section
from pipeline.home import Home
from tests.browser.chromium import Browser
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPENED = "return [...document.querySelectorAll('.run[open] > div')].map((run) => run.id)"
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
LAST_DOT = """
const chart = document.querySelector("[data-chart=longest]");
const dots = chart.querySelectorAll(".scatterlayer .trace:last-child .points path");
const box = dots[dots.length - 1].getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a home with the page of one runner, room for all runs, and the pages of years."""
    monkeypatch.setattr(section, "PAGE_BYTES", 9_000_000)
    home, frames = Home(tmp_path), marts_of("spiky")
    for year in run_pages(frames, years_of(home, frames, b"")):
        write_run_page(home, year, MADE_AT)
    write_page(frames, language="en", path=home.page("anna"), made_at=MADE_AT)
    return home


def click(browser: Browser, x: float, y: float) -> None:
    """Press and let go of the mouse."""
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        button = "none" if kind == "mouseMoved" else "left"
        mouse = {"type": kind, "x": x, "y": y, "button": button, "clickCount": 1}
        browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", mouse)
        browser.driver.execute_async_script("setTimeout(arguments[0], 200)")


def test_a_dot_of_the_longest_runs_opens_its_run(browser: Browser, home: Home) -> None:
    """A click shows what is told of that day's run, and says nothing on the console."""
    browser.open(home.page("anna"))
    browser.scroll_through()
    browser.run("document.querySelector('[data-chart=longest]').scrollIntoView()")
    assert browser.run(OPENED) == []

    click(browser, *browser.run(LAST_DOT))

    (opened,) = browser.run(OPENED)
    assert opened.startswith("run-20")
    assert browser.run("return location.hash") == f"#{opened}"
    assert browser.console() == []


def test_a_run_that_is_not_on_the_page_opens_on_its_years(browser: Browser, home: Home) -> None:
    """Last year's quiet run stands on last year's page, which links back."""
    browser.open(home.page("anna"))
    quiet = browser.run(
        """
        const told = new Set([...document.querySelectorAll(".run > div")].map((run) => run.id));
        const days = ["2025-11-05", "2025-11-06", "2025-11-08", "2025-11-09", "2025-11-12"];
        const day = days.find((each) => !told.has(`run-${each}`));
        dispatchEvent(new CustomEvent("backstride-run", { detail: `run-${day}` }));
        return day;
        """
    )
    browser.driver.execute_async_script("setTimeout(arguments[0], 500)")

    assert browser.run("return location.pathname").endswith("/runs/anna/2025.html")
    assert browser.run("return location.hash") == f"#run-{quiet}"
    browser.run("document.querySelector('nav.back a').click()")
    assert browser.run("return location.pathname").endswith("/anna.html")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_years_page_fits_and_asks_nobody(browser: Browser, home: Home, width: int) -> None:
    """Every run opened: no sideways scroll, no error, no request."""
    browser.open(home.runs("anna") / "2026.html", width=width)
    browser.run("document.querySelectorAll('details').forEach((run) => { run.open = true; })")

    assert browser.run(WIDER) == 0
    assert browser.console() == []
    assert [url for url in browser.requests() if not url.startswith(("file:", "data:"))] == []


def test_without_scripts_an_address_still_opens_its_run(browser: Browser, home: Home) -> None:
    """The browser itself unfolds what an address points into."""
    page = home.runs("anna") / "2026.html"
    text = page.read_text("utf-8")
    anchor = text.split('<div id="run-', 3)[2].split('"')[0]
    script = text.split("<script>")[1].split("</script>")[0]
    page.write_text(text.replace(script, ""), "utf-8")

    browser.driver.get(f"{page.as_uri()}#run-{anchor}")

    assert browser.run(OPENED) == [f"run-{anchor}"]


def test_a_link_to_a_run_on_the_page_opens_it_here(browser: Browser, home: Home) -> None:
    """The day in a table leads to its run without leaving, even where a filter hid it."""
    browser.open(home.page("anna"))
    day = browser.run(
        """
        const told = (run) => document.querySelector(`#longest ~ details a[href$="#${run.id}"]`);
        const runs = [...document.querySelectorAll(".run:not(.signal) > div")];
        document.querySelector(".filters button[value=signal]").click();
        const quiet = runs.find(told);
        told(quiet).click();
        return quiet.id;
        """
    )

    assert browser.run(OPENED) == [day]
    assert browser.run("return location.pathname").endswith("/anna.html")
    assert browser.run("return document.querySelectorAll('.run[hidden]').length") == 0


def test_a_filter_shows_one_kind_of_run(browser: Browser, home: Home) -> None:
    """Its number is that of the runs it shows, and months without any are out of sight."""
    browser.open(home.page("anna"))
    button, shown, empty = browser.run(
        """
        const button = document.querySelector(".filters button[value=signal]");
        button.click();
        const shown = [...document.querySelectorAll(".run")].filter((run) => run.offsetHeight);
        const months = [...document.querySelectorAll(".month")].filter((one) => one.offsetHeight);
        return [
          [button.textContent, button.getAttribute("aria-pressed")],
          shown.map((run) => run.classList.contains("signal")),
          months.filter((one) => !one.querySelector(".run:not([hidden])")).length,
        ];
        """
    )

    assert button == [f"With a signal {len(shown)}", "true"]
    assert all(shown)
    assert empty == 0


@pytest.mark.parametrize(("runner", "width"), [("spiky", 390), ("early diary", 1280)])
def test_a_pressed_day_of_the_calendar_is_read(
    browser: Browser, tmp_path: Path, runner: str, width: int
) -> None:
    """The last cell is today: its row is unfolded and marked, whatever the calendar's size.

    And wherever it begins: a week need not begin with its first day, nor a month be without gaps.
    """
    page, frames = tmp_path / "page.html", marts_of(runner)
    browser.open(write_page(frames, language="en", path=page, made_at=MADE_AT), width=width)
    x, y = browser.run(
        """
        const pictures = document.querySelectorAll(".calendar svg");
        const picture = pictures[pictures.length - 1];
        picture.scrollIntoView({ block: "center" });
        const box = picture.querySelector(".today").getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
        """
    )
    click(browser, x, y)

    (row,) = browser.run(
        "return [...document.querySelectorAll('.pointed-at')].map((row) => row.cells[0].innerText)"
    )
    assert row.split()[1] == str(TODAY.day)
    assert browser.run("return document.querySelector('.pointed-at').offsetHeight") > 0
    assert browser.run(WIDER) == 0
    assert browser.console() == []
