"""A headless Chromium, and the pages it opens."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES
from dashboards.page import write_page
from tests.dashboards_data import marts, marts_of, of_the_group, spiky
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE

CHROMIUM = "/usr/bin/chromium"
CHROMEDRIVER = "/usr/bin/chromedriver"
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
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
)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a page per runner and language, a hostile one and the overview."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = spiky()
    hostile.display_name = hostile.session_name = SCRIPT_NOTE
    everyone = {name: marts_of(name) for name in RUNNERS} | {"hostile": marts(hostile)}
    group = of_the_group(everyone)
    for language in LANGUAGES:
        suffix = ".html" if language == "en" else f".{language}.html"
        for name, frames in everyone.items():
            path = folder / f"{name}{suffix}"
            write_page(frames, language=language, path=path, made_at=MADE_AT)
        overview = folder / f"index{suffix}"
        write_cohort(everyone, group, language=language, path=overview, made_at=MADE_AT)
    return folder


class Browser:
    """A window of a given width and colour scheme.

    Parameters
    ----------
    driver
        Selenium's.
    """

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(
        self,
        page: Path,
        *,
        width: int = 1280,
        scheme: str = "light",
        has_scripts: bool = True,
        first: str = "",
    ) -> None:
        """Open a page, `first` run before its scripts; console and requests are forgotten."""
        command = self.driver.execute_cdp_cmd
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        command("Emulation.setDeviceMetricsOverride", size)
        command("Emulation.setEmulatedMedia", {"features": features})
        command("Emulation.setScriptExecutionDisabled", {"value": not has_scripts})
        self.console()
        self.requests()
        added = command("Page.addScriptToEvaluateOnNewDocument", {"source": first})
        self.driver.get(page.as_uri())
        command("Page.removeScriptToEvaluateOnNewDocument", added)

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script returns."""
        return self.driver.execute_script(script, *arguments)

    def wait_until(self, condition: str) -> None:
        """Return once a condition holds; the driver's own limit ends the wait."""
        self.driver.execute_async_script(
            f"const wait = () => ({condition}) ? arguments[0]() : setTimeout(wait, 20); wait();"
        )

    def scroll_through(self) -> None:
        """Bring every part of the page into view once, folded charts unfolded."""
        self.driver.execute_async_script(
            """
            const done = arguments[0];
            const charts = [...document.querySelectorAll(".chart")];
            document.querySelectorAll("details:has(.chart)").forEach((d) => { d.open = true; });
            const step = () => {
              const chart = charts.shift();
              if (!chart) { scrollTo(0, 0); setTimeout(done, 200); return; }
              chart.scrollIntoView({ block: "center" });
              const wait = (left) => chart.querySelector(".main-svg") || !left
                ? step() : setTimeout(wait, 50, left - 1);
              wait(100);
            };
            step();
            """
        )

    def console(self) -> list[str]:
        """Return the console's errors and warnings since the last look."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses asked for since the last look."""
        messages = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start one Chromium for all tests; skip where it is missing or does not start."""
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (Path(CHROMIUM).exists() and Path(CHROMEDRIVER).exists()):
        pytest.skip("no chromium or chromedriver in /usr/bin")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(executable_path=CHROMEDRIVER)
    )
    driver.set_script_timeout(60)
    yield Browser(driver)
    driver.quit()
