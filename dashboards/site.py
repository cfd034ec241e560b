"""All pages of a home folder: one per athlete and language, and the entrance."""

from collections.abc import Sequence
from datetime import datetime

from dashboards import cohort, facts
from dashboards.facts import Marts
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
    touched: Sequence[str],
    *,
    made_at: datetime,
    report: Report,
) -> None:
    """Write the pages of a home folder that say something new.

    Parameters
    ----------
    home
        Pages go into its `dashboards` folder.
    con
        The published warehouse.
    athletes
        Everybody; with one, the entrance is that page, with several the overview.
    touched
        Whose pages are written.
    made_at
        The one thing on a page that tells two runs over the same data apart.
    report
        Told how far it is.
    """
    for done, athlete_id in enumerate(touched):
        report("render", done, len(touched))
        _write_athlete(home, tables.read_marts(con, MARTS, athlete_id), athletes, made_at)
    if len(athletes) > 1:
        everyone = {who: tables.read_marts(con, cohort.MARTS, who) for who in athletes}
        group = tables.read_marts(con, cohort.GROUP_MARTS, cohort.NOBODY)
        for language in LANGUAGES:
            path = home.page(ENTRANCE, language)
            cohort.write_cohort(everyone, group, language=language, path=path, made_at=made_at)


def _write_athlete(home: Home, marts: Marts, athletes: Sequence[str], made_at: datetime) -> None:
    """Write one athlete's page in every language, under every name it has."""
    athlete_id = facts.athlete(marts)["athlete_id"]
    is_alone = len(athletes) == 1
    for language in LANGUAGES:
        overview = None if is_alone else home.page(ENTRANCE, language).name
        content = page_content(marts, language, made_at)
        for name in (ENTRANCE, athlete_id) if is_alone else (athlete_id,):
            write_content(content, language, home.page(name, language), overview)
