"""A headless Chromium, and what is done with its window."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), " ": (32, " "), "ArrowRight": (39, "")}


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
        at: str = "",
    ) -> None:
        """Open a page, `first` run before its scripts; console and requests are forgotten."""
        command = self.driver.execute_cdp_cmd
        self.look(width=width, scheme=scheme)
        command("Emulation.setScriptExecutionDisabled", {"value": not has_scripts})
        self.driver.get("about:blank")  # else a place on the page at hand is not opened anew
        self.console()
        self.requests()
        added = command("Page.addScriptToEvaluateOnNewDocument", {"source": first})
        self.driver.get(f"{page.as_uri()}{at}")
        command("Page.removeScriptToEvaluateOnNewDocument", added)

    def look(self, *, width: int = 1280, scheme: str = "light", **features: str) -> None:
        """Look at the page at hand otherwise; a feature is called as in CSS, with `_` for `-`."""
        wanted = {"prefers_color_scheme": scheme, **features}
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        media = [{"name": name.replace("_", "-"), "value": value} for name, value in wanted.items()]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})

    def unfold(self) -> None:
        """Open all that is folded, and give charts the time to fit."""
        self.driver.execute_async_script(
            """
            document.querySelectorAll("details").forEach((one) => { one.open = true; });
            setTimeout(arguments[0], 300);
            """
        )

    def press(self, key: str, times: int = 1) -> None:
        """Press a key some times, wherever the focus is."""
        code, text = KEYS[key]
        event = {"key": key, "code": key, "windowsVirtualKeyCode": code, "text": text}
        for _ in range(times):
            for kind in ("keyDown", "keyUp"):
                self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": kind, **event})

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

    def picture(self, *, height: int, left: int = 0, width: int = 1280, scale: float = 1) -> bytes:
        """Return what can be seen from where the page is scrolled to, as PNG."""
        top = self.run("return scrollY")
        clip = {"x": left, "y": top, "width": width, "height": height, "scale": scale}
        asked = {"format": "png", "captureBeyondViewport": True, "clip": clip}
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", asked)
        return base64.b64decode(taken["data"])

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


def is_installed() -> bool:
    """Tell whether Debian's Chromium and its driver are there."""
    return Path(CHROMIUM).exists() and Path(CHROMEDRIVER).exists()


@contextmanager
def started(profile: Path) -> Iterator[Browser]:
    """Start a Chromium with an empty profile, and end it afterwards."""
    from selenium import webdriver  # noqa: PLC0415 - only where there is a browser to drive

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=CHROMEDRIVER)
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(60)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
