"""All runs of a year on one page, beside the athlete's own; written when something is new.

A page a run would be thousands of small files for each runner, a page for all of them too
large to open on a phone. A year's page tells at its end what it was made from.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import LANGUAGES, Language, translator
from dashboards.rendering import other_language, part, render, static_text
from dashboards.runs import (
    by_month,
    by_year,
    is_flagged,
    run_rows,
    shown_runs,
    traces_of,
    year_page,
)
from dashboards.sections.runs_detail import run_detail
from dashboards.wording.runs import year_told
from pipeline.files import write_atomically
from pipeline.home import Home
from pipeline.inbox.arrivals import writing

END_BYTES: Final = 300
"""So many at the end of a page hold what it was made from."""


@dataclass(frozen=True)
class Years:
    """The years of an athlete, and of which of them the page is to be written.

    Attributes
    ----------
    years
        Every year -> its runs; which pages to write, `digests` says.
    digests
        Year -> what its page will be made from, of those that are new.
    today
        The athlete's.
    """

    years: Mapping[int, Sequence[Row]]
    digests: Mapping[int, str]
    today: date

    def session_ids(self) -> list[str]:
        """Return the runs whose lines are drawn: these years', and those on the page itself."""
        runs = [run for of_year in self.years.values() for run in of_year]
        drawn = [run for year in self.digests for run in self.years[year]]
        return [run["session_id"] for run in (*shown_runs(runs, self.today), *drawn)]


def years_of(home: Home, marts: Marts, program: bytes) -> Years:
    """Return which pages of years do not tell what is known now.

    Parameters
    ----------
    home
        Where the pages lie.
    marts
        One athlete's rows of what a page reads.
    program
        A digest of the program: another one may tell the same runs otherwise.
    """
    person, years = facts.athlete(marts), by_year(run_rows(marts))
    folder = home.runs(person["athlete_id"])
    told = (person["display_name"], person["timezone"], person["units"])
    common = (program, *told, list(years))
    now = {year: _digest((*common, runs)) for year, runs in years.items()}
    return Years(
        years=years,
        digests={year: digest for year, digest in now.items() if not _is_of(folder, year, digest)},
        today=person["today"],
    )


def _digest(known: object) -> str:
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _is_of(folder: Path, year: int, digest: str) -> bool:
    return all(
        digest.encode() in _end(folder / year_page(year, language)) for language in LANGUAGES
    )


def _end(page: Path) -> bytes:
    """Return the end of a page, nothing where none can be read."""
    try:
        with page.open("rb") as file:
            file.seek(max(0, page.stat().st_size - END_BYTES))
            return file.read()
    except OSError:
        return b""


@dataclass(frozen=True)
class YearPage:
    """All that the page of a year tells, small enough to hand to another process.

    Attributes
    ----------
    person
        The row of `dim_athletes`.
    years
        All years with a page.
    runs
        The year's, as `run_rows` gives them, newest first.
    lines
        session_id -> rows of `pipeline.traces`.
    """

    person: Row
    year: int
    years: Sequence[int]
    runs: Sequence[Row]
    lines: Mapping[str, Sequence[Row]]
    digest: str


def run_pages(marts: Marts, years: Years) -> list[YearPage]:
    """Return the pages of years to be written.

    Parameters
    ----------
    marts
        One athlete's rows, with `traces` of the runs of these years.
    years
        What `years_of` found.
    """
    person, lines = facts.athlete(marts), traces_of(marts)
    return [
        YearPage(
            person=person,
            year=year,
            years=list(years.years),
            runs=years.years[year],
            lines={run["session_id"]: lines[run["session_id"]] for run in years.years[year]},
            digest=digest,
        )
        for year, digest in years.digests.items()
    ]


def write_run_page(home: Home, page: YearPage, made_at: datetime) -> None:
    """Write the page of a year, in both languages, into the home's `dashboards/runs` folder."""
    folder = home.runs(page.person["athlete_id"])
    for language in LANGUAGES:
        path, content = folder / year_page(page.year, language), year_content(page, language)
        moment = made_at.astimezone(ZoneInfo(page.person["timezone"]))
        t = translator(language, page.person["units"])
        told = render("runs_year.html", t, content | {"made_at": moment})
        write_atomically(path, told.encode())


def delete_other_years(home: Home, athlete_id: str, years: Years) -> None:
    """Delete the pages of years that have no run any more."""
    kept = {year_page(year, language) for year in years.years for language in LANGUAGES}
    for path in home.runs(athlete_id).glob("*.html"):
        if path.name not in kept:
            with writing(path):
                path.unlink(missing_ok=True)


def year_content(page: YearPage, language: Language) -> dict[str, Any]:
    """Return what the page of a year says in one language."""
    person = page.person
    t = translator(language, person["units"])
    draw = part("run.html", "run", t)
    script = static_text("runs.js")
    other = other_language(language, Path(year_page(page.year, language)))
    own = Home(Path()).page(person["athlete_id"], language).name
    return {
        "person": person,
        "title": t.gettext("Runs of {year}", year=page.year),
        "years": [
            {"year": str(one), "link": year_page(one, language), "is_this": one == page.year}
            for one in page.years
        ],
        "months": [
            {
                "id": f"month-{first.month}",
                "name": t.month(first),
                "told": year_told(len(of_month), sum(map(is_flagged, of_month)), t),
                "runs": [
                    draw(run_detail(run, page.lines[run["session_id"]], t)) for run in of_month
                ],
            }
            for first, of_month in by_month(page.runs)
        ],
        "links": {"page": f"../../{quote(own)}", "other": other.file_name},
        "other": other,
        "script": Markup(script),
        "scripts": [script],
        "digest": page.digest,
    }
