"""All pages of a home folder: one per athlete and language, and the entrance."""

from collections.abc import Sequence
from datetime import datetime

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES
from dashboards.page import MARTS, page_content, write_content
from pipeline import tables, warehouse
from pipeline.home import Home
from pipeline.progress import Report

ENTRANCE = "index"


def write_site(
    home: Home,
    con: warehouse.Connection,
    athletes: Sequence[str],
    *,
    made_at: datetime,
    report: Report,
) -> None:
    """Write every page of a home folder.

    Parameters
    ----------
    home
        Pages go into its `dashboards` folder.
    con
        The published warehouse.
    athletes
        Whose pages; with one, the entrance is that page, with several the overview.
    made_at
        The one thing on a page that tells two runs over the same data apart.
    report
        Told how far it is.
    """
    everyone = {}
    for done, athlete_id in enumerate(athletes):
        report("render", done, len(athletes))
        marts = tables.read_marts(con, MARTS, athlete_id)
        everyone[athlete_id] = marts
        names = [athlete_id] if len(athletes) > 1 else [ENTRANCE, athlete_id]
        for language in LANGUAGES:
            overview = home.page(ENTRANCE, language).name if len(athletes) > 1 else None
            content = page_content(marts, language, made_at)
            for name in names:
                write_content(content, language, home.page(name, language), overview)
    if len(athletes) > 1:
        for language in LANGUAGES:
            path = home.page(ENTRANCE, language)
            write_cohort(everyone, language=language, path=path, made_at=made_at)
