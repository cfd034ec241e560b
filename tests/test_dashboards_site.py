"""All pages of a home folder, and what writing them takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from dashboards.i18n import LANGUAGES, Language
from dashboards.page import page_content, write_content, write_page
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT


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
