"""All pages of a home folder: one per athlete and language, and the entrance."""

from collections.abc import Sequence
from datetime import datetime

from dashboards import cohort, facts
from dashboards.facts import Marts
from dashboards.i18n import LANGUAGES, translator
from dashboards.page import page_content, write_content
from dashboards.physio import MARTS, write_physio
from dashboards.run_pages import write_run_pages, years_of
from dashboards.sections.numbers import numbers_list
from pipeline import freshness, tables, warehouse
from pipeline.export import write_shown
from pipeline.home import SHEET, Home
from pipeline.progress import Report
from pipeline.traces import traces

ENTRANCE = "index"
PORTION = 10
"""So many are read at once: a question costs about the same for ten as for one."""


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
    program = freshness.program()
    for done in range(0, len(touched), PORTION):
        report("render", done, len(touched))
        portion = touched[done : done + PORTION]
        people = tables.read_marts_of(con, MARTS, portion)
        years = {who: years_of(home, marts, program) for who, marts in people.items()}
        lines = traces(con, {run for theirs in years.values() for run in theirs.session_ids()})
        for who, marts in people.items():
            marts["traces"] = lines.join(marts["fct_sessions"], on="session_id", how="semi")
            write_run_pages(home, marts, years[who], made_at)
            _write_athlete(home, marts, athletes, made_at)
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
    shown = write_shown(marts, home.numbers(athlete_id))
    for language in LANGUAGES:
        overview = None if is_alone else home.page(ENTRANCE, language).name
        content = page_content(marts, language, made_at)
        page, sheet = (home.page(f"{athlete_id}{end}", language) for end in ("", SHEET))
        write_physio(
            marts,
            language=language,
            path=sheet,
            made_at=made_at,
            page=page.name,
            content=content,
        )
        content["numbers"] = numbers_list(shown, athlete_id, translator(language))
        for name in (ENTRANCE, athlete_id) if is_alone else (athlete_id,):
            write_content(content, language, home.page(name, language), overview, sheet.name)
