"""The pictures in README, taken anew of the sample runner's page: `make screenshots`.

A home with the sample data, whose today stands still, is built in a folder that goes away
afterwards, so whoever takes the pictures gets the same.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flows.setting_up import fill_with_sample
from pipeline.home import SHEET, Home
from pipeline.refresh import refresh
from tests.browser.chromium import Browser, is_installed, started

DOCS: Final = Path(__file__).parents[2] / "docs"
HEAVIEST: Final = 250_000
"""A picture of more bytes would make README slow: it shows less of the page instead."""


@dataclass(frozen=True)
class Shot:
    """One picture: of what, from where on, how large and in which colours.

    Attributes
    ----------
    page
        The end of the page's name, such as `anna.html`.
    at
        Id of the heading whose part of the page it begins with; empty from the top.
    width, height, scale
        Of the window and of the picture, in pixels of CSS, and how many of it one is.
    """

    page: str
    width: int
    height: int
    at: str = ""
    scheme: str = "light"
    scale: float = 1


SHOTS: Final = {
    "page-desktop.png": Shot("anna.html", 1144, 1400),
    "page-dark.png": Shot("anna.html", 1144, 1400, at="built-up", scheme="dark"),
    "page-phone.png": Shot("anna.html", 390, 844, scale=2),
    "page-physio.png": Shot(f"anna{SHEET}.html", 760, 930),
}


def take(browser: Browser, home: Home, shot: Shot) -> bytes:
    """Return one picture, no heavier than it may be."""
    browser.open(home.page("anna").with_name(shot.page), width=shot.width, scheme=shot.scheme)
    browser.scroll_through()
    browser.run("document.getElementById(arguments[0])?.closest('.card').scrollIntoView()", shot.at)
    for height in range(shot.height, 0, -50):
        picture = browser.picture(height=height, width=shot.width, scale=shot.scale)
        if len(picture) <= HEAVIEST:
            break
    return picture


def main() -> None:
    """Take all pictures; those in `docs` are replaced."""
    if not is_installed():
        sys.exit("There is no Chromium: apt-get install chromium chromium-driver.")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        fill_with_sample(home)
        refresh(home)
        with started(Path(folder) / "profile") as browser:
            taken = {name: take(browser, home, shot) for name, shot in SHOTS.items()}
    for name, picture in taken.items():
        (DOCS / name).write_bytes(picture)
        print(f"docs/{name}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
