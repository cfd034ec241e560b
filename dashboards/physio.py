"""The sheet for the physio: two pages of paper beside the runner's own page.

Black on white, without a script, and small enough to send by mail.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import Language, translator
from dashboards.page import MARTS as PAGE_MARTS
from dashboards.rendering import other_language, render
from dashboards.sections.physio import physio_section
from pipeline.files import write_atomically

MARTS: Final = (*PAGE_MARTS, "fct_pain_weeks", "fct_run_capability")
"""What the sheet reads: what the page does, and two tables more."""


def write_physio(
    marts: Marts,
    *,
    language: Language,
    path: Path,
    made_at: datetime,
    page: str | None = None,
    content: Mapping[str, Any] | None = None,
) -> Path:
    """Write the sheet for the physio in one language.

    Parameters
    ----------
    marts
        One athlete's rows of `MARTS`; more tables do no harm.
    language
        `en` or `de`.
    path
        `NAME.physio.html` for English, `NAME.physio.de.html` for German; they link each other.
    made_at
        An instant; shown at the end of the sheet in the athlete's time, and nowhere else.
    page
        File name of the runner's page in this language, where there is one.
    content
        What `page_content` returned in this language, where the page was made already.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    HomeUnwritable
        If the disk refuses.
    """
    person = facts.athlete(marts)
    t = translator(language, person["units"])
    other = other_language(language, path)
    context = {
        "person": person,
        "made_at": made_at.astimezone(ZoneInfo(person["timezone"])),
        "other": other,
        "links": {"other": quote(other.file_name), "page": quote(page) if page else None},
        "scripts": [],
        "physio": physio_section(marts, t, content),
    }
    write_atomically(path, render("physio.html", t, context, style="physio.css").encode())
    return path
