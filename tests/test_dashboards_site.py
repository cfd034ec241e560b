"""All pages of a home folder, and what writing them takes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboards import site
from dashboards.i18n import LANGUAGES, Language
from dashboards.page import page_content, write_content, write_page
from pipeline import warehouse
from pipeline.home import Home
from pipeline.progress import quiet
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT
from tests.test_export import filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_under_two_names_is_the_page_written_alone(
    tmp_path: Path, language: Language
) -> None:
    """Whoever runs alone reads the same page as index and under their name."""
    suffix = ".html" if language == "en" else ".de.html"
    alone, entrance = tmp_path / f"me{suffix}", tmp_path / f"index{suffix}"

    write_page(marts_of("spiky"), language=language, path=alone, made_at=MADE_AT)
    content = page_content(marts_of("spiky"), language, MADE_AT)
    write_content(content, language, entrance, None)

    shared = entrance.read_text("utf-8").replace('"index.', '"me.')
    assert alone.read_text("utf-8") == shared


def test_writing_pages_needs_no_plotly() -> None:
    """A page is written without loading a chart library, which would take half a second."""
    code = "import sys, dashboards.site; print('plotly' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout == "False\n"


@pytest.mark.slow
def test_two_processes_write_the_pages_that_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has written them changes no byte of the pages, their tables or the years beside them."""
    home = filled(tmp_path / "home")

    monkeypatch.setattr(site, "WORTH_A_POOL_ATHLETES", 99)
    alone = written_again(home)
    monkeypatch.setattr(site, "WORTH_A_POOL_ATHLETES", 1)
    together = written_again(home)

    assert len(alone) > 40
    assert alone == together


def written_again(home: Home) -> dict[str, bytes]:
    """Write everybody's pages into an empty folder and return what each file holds."""
    shutil.rmtree(home.dashboards)
    athletes = ["anna", "ludmilla"]
    with warehouse.reading(home) as con:
        site.write_site(home, con, athletes, athletes, made_at=MADE_AT, report=quiet)
    return {
        str(path.relative_to(home.dashboards)): path.read_bytes()
        for path in home.dashboards.rglob("*")
        if path.is_file()
    }
