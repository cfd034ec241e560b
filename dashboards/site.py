"""All pages of a home folder: one per athlete and language, and the entrance."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from dashboards import cohort, facts
from dashboards.facts import Marts
from dashboards.i18n import LANGUAGES, translator
from dashboards.page import page_content, write_content
from dashboards.physio import MARTS, write_physio
from dashboards.run_pages import delete_other_years, run_pages, write_run_page, years_of
from dashboards.sections.numbers import numbers_list, numbers_readme
from pipeline import freshness, tables, warehouse
from pipeline.export import write_shown
from pipeline.home import SHEET, Home
from pipeline.progress import Report
from pipeline.traces import traces
from pipeline.workers import mapped

Job = Callable[[], None]

ENTRANCE = "index"
PORTION = 10
"""So many are read at once: a question costs about the same for ten as for one."""

WORTH_A_POOL_ATHLETES = 12
"""Two workers need a second and a half to start; one writes four athletes' pages meanwhile."""


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
    program, is_alone = freshness.program(), len(athletes) == 1
    for done in range(0, len(touched), PORTION):
        report("render", done, len(touched))
        portion = touched[done : done + PORTION]
        people = tables.read_marts_of(con, MARTS, portion)
        years = {who: years_of(home, marts, program) for who, marts in people.items()}
        lines = traces(con, {run for theirs in years.values() for run in theirs.session_ids()})
        jobs: list[Job] = []
        for who, marts in people.items():
            marts["traces"] = lines.join(marts["fct_sessions"], on="session_id", how="semi")
            delete_other_years(home, who, years[who])
            pages = run_pages(marts, years[who])
            jobs += [partial(write_run_page, home, page, made_at) for page in pages]
            jobs.append(partial(_write_athlete, home, marts, is_alone, made_at))
        for _ in mapped(_do, jobs, is_much=len(touched) >= WORTH_A_POOL_ATHLETES):
            pass
    if len(athletes) > 1:
        _write_entrance(home, con, athletes, made_at)


def _do(job: Job) -> None:
    """Write what a job is to write, here or in another process."""
    job()


def _write_entrance(
    home: Home, con: warehouse.Connection, athletes: Sequence[str], made_at: datetime
) -> None:
    """Write the overview of several athletes."""
    everyone = tables.read_marts_of(con, cohort.MARTS, athletes)
    group = tables.read_marts(con, cohort.GROUP_MARTS, cohort.NOBODY)
    for language in LANGUAGES:
        path = home.page(ENTRANCE, language)
        cohort.write_cohort(everyone, group, language=language, path=path, made_at=made_at)


def _write_athlete(home: Home, marts: Marts, is_alone: bool, made_at: datetime) -> None:
    """Write one athlete's page in every language, under every name it has."""
    athlete_id = facts.athlete(marts)["athlete_id"]
    shown = write_shown(marts, home.numbers(athlete_id), numbers_readme)
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
