"""What several tests share: where real files lie, and small made-up histories."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a busy one is no wrong one
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("BACKSTRIDE_CORPUS", ROOT.parent / "shared" / "corpus"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the corpus or a browser where they are missing, saying so."""
    without_corpus = pytest.mark.skip(reason=f"no real device files at {CORPUS.name}")
    without_browser = pytest.mark.skip(reason="no chromium on this machine")
    for item in items:
        if "corpus" in item.keywords and not CORPUS.is_dir():
            item.add_marker(without_corpus)
        if "browser" in item.keywords and not Path("/usr/bin/chromium").exists():
            item.add_marker(without_browser)
        if "flow" in item.keywords:
            item.add_marker(pytest.mark.xdist_group("flow"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real device files."""
    return CORPUS
