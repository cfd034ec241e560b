"""What axe, the checker of accessibility, finds on the pages: nothing."""

from pathlib import Path

import pytest

from pipeline.home import SHEET
from tests.browser.chromium import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """
const [tags, done] = arguments;
axe.run({ runOnly: tags, resultTypes: ["violations"] }).then(({ violations }) => done(
  violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target}: ${node.html}`))
));
"""
RUNNER, GROUP, PHYSIO, YEAR = "spiky", "index", f"spiky{SHEET}", "runs/anna/2026"
SPOILED = """
document.querySelector(".muted").style.color = "#999";
document.querySelector("main").append(document.createElement("input"));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe itself; skip where npm has not fetched it."""
    if not AXE.exists():
        pytest.skip("no node_modules/axe-core: `make setup` fetches it where there is npm")
    return AXE.read_text("utf-8")


def found(browser: Browser) -> list[str]:
    """Return what axe finds on the page at hand, everything unfolded."""
    browser.unfold()
    violations: list[str] = browser.driver.execute_async_script(FOUND, RULES)
    return violations


def open_with_axe(browser: Browser, page: Path, axe: str) -> None:
    """Open a page, with axe slipped in by the browser's own tools: the policy stays as it is."""
    browser.open(page, first=axe)
    browser.scroll_through()


@pytest.mark.parametrize("ending", [".html", ".de.html"])
@pytest.mark.parametrize("page", [RUNNER, GROUP, PHYSIO])
def test_axe_finds_nothing(browser: Browser, pages: Path, axe: str, page: str, ending: str) -> None:
    """Each kind of page, in each language, scheme and width, is open to everyone."""
    open_with_axe(browser, pages / f"{page}{ending}", axe)
    for scheme in ("light", "dark"):
        for width in (390, 1280):
            browser.look(scheme=scheme, width=width)

            assert found(browser) == [], f"{scheme}, {width} pixels"


@pytest.mark.parametrize(
    ("page", "scheme", "width"),
    [
        ("doubted.html", "dark", 390),
        ("three days.de.html", "light", 390),
        ("red flag.html", "dark", 1280),
        ("crowded.de.html", "light", 1280),
        (f"crowded{SHEET}.de.html", "light", 390),
        (f"{YEAR}.html", "dark", 390),
        (f"{YEAR}.de.html", "light", 1280),
    ],
)
def test_axe_finds_nothing_whoever_it_is_about(
    browser: Browser, pages: Path, axe: str, *, page: str, scheme: str, width: int
) -> None:
    """Few days, doubts, warning signs, long words and single runs are as open to everyone."""
    open_with_axe(browser, pages / page, axe)
    browser.look(scheme=scheme, width=width)

    assert found(browser) == []


@pytest.mark.parametrize("page", [RUNNER, GROUP, PHYSIO])
def test_axe_finds_nothing_in_forced_colours(
    browser: Browser, pages: Path, axe: str, page: str
) -> None:
    """With the reader's own few colours everything can still be read."""
    open_with_axe(browser, pages / f"{page}.html", axe)
    browser.look(scheme="dark", forced_colors="active")

    assert found(browser) == []


def test_axe_would_find_something(browser: Browser, pages: Path, axe: str) -> None:
    """Pale words and a field without a name do not slip through."""
    open_with_axe(browser, pages / f"{GROUP}.html", axe)
    browser.run(SPOILED)

    assert {line.split()[0] for line in found(browser)} >= {"color-contrast", "label"}
