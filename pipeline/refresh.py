"""The one composition: scan -> decode -> load -> match -> build -> associate -> plan -> render.

`step` wraps each stage: nothing for the command line, `prefect.task` for the flow. Stages
hand each other paths and small facts, never frames, and each leaves the home folder in a
state from which the next run can go on.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline import freshness, inbox, models, tables, warehouse
from pipeline.errors import Reason
from pipeline.home import Home
from pipeline.originals import forget, recovery
from pipeline.plan import PLAN_INPUTS, plan
from pipeline.progress import Report, quiet
from pipeline.said import known_athletes, load_said
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:  # numpy comes with it: a run with nothing new never waits for that
    from pipeline.intake import Outcome

WAIT_S = 600
"""A run that finds another at work waits so long: the longest import takes minutes."""

PORTION_FILES = 1_000
PORTION_BYTES = 200_000_000
"""What is decoded and committed at a time; a killed run loses no more than some seconds."""
LANGUAGES = ("en", "de")
FILE_STATES = ("loaded", "duplicate", "ignored", "quarantined")


@dataclass(frozen=True)
class Refreshed:
    """What one run did; `as_json` is what `backstride run --json` prints."""

    files: dict[str, int]
    sessions: dict[str, int]
    athletes: list[str]
    pages: list[Path]
    seconds: float
    growing: int = 0
    notices: list[Reason] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object of the contract."""
        return {
            "files": self.files,
            "sessions": self.sessions,
            "athletes": self.athletes,
            "pages": [str(page) for page in self.pages],
            "seconds": round(self.seconds, 3),
        }


class Again(Enum):
    """What is read again, beside what lies in the inbox."""

    LOST = auto()
    """What the ledger knows and the warehouse does not: nothing, on most days."""
    REFUSED = auto()
    """That, and what has been refused: a newer program may read it."""
    EVERYTHING = auto()
    """All there is, into an empty warehouse."""


def identity(stage: Callable[..., Any]) -> Callable[..., Any]:
    """Return a stage as it is: the `step` of a run in process."""
    return stage


def refresh(
    home: Home,
    step: Callable[[Callable[..., Any]], Callable[..., Any]] = identity,
    *,
    report: Report = quiet,
    again: Again = Again.LOST,
) -> Refreshed:
    """Bring the home folder's warehouse and pages up to what inbox and diaries hold.

    Parameters
    ----------
    home
        The folder; made if missing.
    step
        Wraps each stage, for example in a Prefect task.
    report
        Told the stage and how far it is.
    again
        What is read again from archive and quarantine.

    Returns
    -------
    Refreshed
        Counts of this run's files and of all sessions, and the pages.

    Raises
    ------
    BackstrideError
        With a sentence, if the run cannot be done.
    """
    started = time.perf_counter()
    home.create()
    with home.lock(wait_s=WAIT_S, waiting=lambda: report("wait", 0, 1)):
        before = prepare(home, again)
        settings = load_settings(home)
        with warehouse.held(home):
            scan = step(scan_inbox)(home, settings, again, report)
            counts: Counter[str] = Counter()
            for done, portion in _portions(scan.arrivals):
                counted = _counted(report, done, len(scan.arrivals))
                outcomes = step(decode)(home, settings, portion, counted)
                counts.update(step(load)(home, outcomes, counted))
            athletes = known_athletes(home, settings)
            digest = freshness.fingerprint(home, settings, athletes)
            is_fresh = freshness.is_fresh(home, digest, pages_of(home, athletes))
            if not is_fresh:
                step(load_said)(home, settings, athletes)
                step(match_sessions)(home)
                step(build)(home, report)
                step(associate_pain)(home, athletes, report)
                step(plan_ahead)(home, athletes, report)
            after = counted_sessions(home)
        if not is_fresh:
            step(render)(home, athletes, report)
            freshness.remember(home, digest)
    return Refreshed(
        files={"seen": counts.total()} | {state: counts[state] for state in FILE_STATES},
        sessions=_sessions(before, after),
        athletes=athletes,
        pages=pages_of(home, athletes),
        seconds=time.perf_counter() - started,
        growing=scan.growing,
        notices=list(scan.notices),
    )


def prepare(home: Home, again: Again) -> tuple[int, int]:
    """Make the warehouse ready for a run, and return its sessions and efforts."""
    forget.go_on(home)
    if again is Again.EVERYTHING:
        warehouse.start_anew(home)
        freshness.forget(home)
    return counted_sessions(home)


def counted_sessions(home: Home) -> tuple[int, int]:
    """Return how many sessions the warehouse holds, and how many efforts they tell of."""
    with warehouse.writing(home) as con:
        return tables.sessions_counted(con)


def _sessions(before: tuple[int, int], after: tuple[int, int]) -> dict[str, int]:
    """Return the contract's counts: efforts, and what this run added to or merged into them."""
    (sessions_before, efforts_before), (sessions, efforts) = before, after
    merged = (sessions - efforts) - (sessions_before - efforts_before)
    new = efforts - efforts_before
    return {"total": efforts, "new": max(new, 0), "merged": max(merged, 0)}


def scan_inbox(home: Home, settings: Settings, again: Again, report: Report) -> inbox.Scan:
    """Return what lies in the inbox and has stopped growing, and what is to be read again."""
    report("scan", 0, 1)
    with warehouse.writing(home) as con:
        known = set(settings.athletes) | tables.athletes_seen(con)
        originals = tables.originals(con)
        refused = tables.refused_and_archives(con) if again is Again.REFUSED else []
    found = inbox.scan(home, settings, known)
    recovery.catch_up(home, originals)
    earlier = recovery.lost(home, settings, originals)
    earlier += recovery.refused(home, settings, refused)
    report("scan", 1, 1)
    return replace(found, arrivals=(*earlier, *found.arrivals))


def _portions(
    arrivals: Sequence[inbox.Arrival],
) -> Iterator[tuple[int, tuple[inbox.Arrival, ...]]]:
    """Return arrivals in portions, each after the count of those before it.

    An archive comes after its members, so it leaves the inbox last.
    """
    ordered = sorted(arrivals, key=lambda arrival: arrival.is_container)
    start, left = 0, PORTION_BYTES
    for place, arrival in enumerate(ordered):
        size = 0 if arrival.is_container else inbox.size_of(arrival)
        if place > start and (place - start >= PORTION_FILES or left < size):
            yield start, tuple(ordered[start:place])
            start, left = place, PORTION_BYTES
        left -= size
    if ordered:
        yield start, tuple(ordered[start:])


def _counted(report: Report, before: int, total: int) -> Report:
    """Return a report that counts a portion's files among all."""
    return lambda stage, done, _: report(stage, before + done, total)


def decode(
    home: Home, settings: Settings, arrivals: Sequence[inbox.Arrival], report: Report
) -> "list[Outcome]":
    """Return what became of each file; frames lie as Parquet in the work folder."""
    from pipeline.intake import take_in  # noqa: PLC0415 - see above

    today = {arrival.athlete_id: settings.today(arrival.athlete_id) for arrival in arrivals}
    with warehouse.writing(home) as con:
        seen = tables.contents_seen(con)
    return take_in(home, arrivals, seen=seen, limits=settings.inbox, today=today, report=report)


def load(home: Home, outcomes: "Sequence[Outcome]", report: Report) -> Counter[str]:
    """Return the files loaded by status, once they are safe and committed."""
    from pipeline.load import load_outcomes  # noqa: PLC0415

    return load_outcomes(home, outcomes, report)


def match_sessions(home: Home) -> None:
    """Find out which sessions tell of one effort into `raw.efforts` and `raw.matches`."""
    from pipeline.matching import match  # noqa: PLC0415

    with warehouse.writing(home) as con, warehouse.transaction(con):
        matched = match(tables.sessions_with_kind(con), tables.rows_of(con, "from raw.overrules"))
        tables.replace_rows(con, "efforts", matched.efforts)
        tables.replace_rows(con, "matches", matched.matches)


def build(home: Home, report: Report) -> None:
    """Build every model in one transaction and hold it against the checks."""
    report("build", 0, 1)
    with warehouse.writing(home) as con, warehouse.transaction(con):
        models.build_models(con)
        models.run_checks(con, str(home.archive))
    report("build", 1, 1)


def associate_pain(home: Home, athletes: Sequence[str], report: Report) -> None:
    """Test each athlete's load against their own diary into `fct_pain_association`.

    numpy is imported only here: a run with nothing new never waits for it.
    """
    from pipeline.association import associate  # noqa: PLC0415 - see above

    rows = []
    with warehouse.writing(home) as con:
        for done, athlete_id in enumerate(athletes):
            report("associate", done, len(athletes))
            daily = tables.daily_kilometres(con, athlete_id)
            diary = tables.daily_pain(con, athlete_id)
            longest = tables.longest_runs(con, athlete_id)
            found = associate(daily, diary, longest=longest)
            rows.append(found.select(pl.lit(athlete_id).alias("athlete_id"), pl.all()))
        tables.write_table(con, "fct_pain_association", pl.concat(rows))


def plan_ahead(home: Home, athletes: Sequence[str], report: Report) -> None:
    """Work out what each athlete may run next into `fct_plan`."""
    rows = []
    with warehouse.writing(home) as con:
        for done, athlete_id in enumerate(athletes):
            report("plan", done, len(athletes))
            rows.append(plan(tables.read_marts(con, PLAN_INPUTS, athlete_id)))
        tables.write_table(con, "fct_plan", pl.concat(rows))


def render(home: Home, athletes: Sequence[str], report: Report) -> None:
    """Publish the warehouse and write the pages that tell what it holds.

    The page room is imported only here: a run with nothing new never waits for plotly.
    """
    from dashboards.site import write_site  # noqa: PLC0415 - see above

    warehouse.publish(home)
    with warehouse.reading(home) as con:
        write_site(home, con, athletes, made_at=datetime.now(UTC), report=report)


def pages_of(home: Home, athletes: Sequence[str]) -> list[Path]:
    """Return the pages of a home folder, the entrance first."""
    return [home.page(name, language) for name in ("index", *athletes) for language in LANGUAGES]
