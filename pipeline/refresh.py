"""The one composition: scan -> decode -> load -> match -> build -> associate -> plan -> render.

`step` wraps each stage: nothing for the command line, `prefect.task` for the flow.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import freshness, inbox, journal, stages, tables, warehouse
from pipeline.diary import gone
from pipeline.diary import notices as diary_notices
from pipeline.errors import Reason
from pipeline.home import Home
from pipeline.originals import forget, ledger, recovery
from pipeline.progress import Report, quiet
from pipeline.said import known_athletes, load_said
from pipeline.settings import load_settings
from pipeline.stages import Again

WAIT_S = 600
"""A run that finds another at work waits so long: the longest import takes minutes."""

PORTION_FILES = 1_000
PORTION_BYTES = 200_000_000
"""What is decoded and committed at a time; a killed run loses no more than some seconds."""
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
            known = diary_notices.known(home)
            scan = step(stages.scan_inbox)(home, settings, again, report)
            counts: Counter[str] = Counter()
            for done, portion in _portions(scan.arrivals):
                counted = _counted(report, done, len(scan.arrivals))
                outcomes = step(stages.decode)(home, settings, portion, counted)
                counts.update(step(stages.load)(home, outcomes, counted))
            inbox.forget_unpacked(home)
            athletes = known_athletes(home, settings)
            now = freshness.fingerprints(home, settings, athletes)
            touched = freshness.out_of_date(home, now)
            of_diaries: list[Reason] = []
            if touched:
                freshness.forget(home, touched)
                step(load_said)(home, settings, athletes)
                of_diaries = diary_notices.since(home, known)
                step(stages.match_sessions)(home, touched)
                step(stages.build)(home, touched, report)
                step(stages.associate_pain)(home, touched, report)
                step(stages.plan_ahead)(home, touched, report)
            after = counted_sessions(home)
        if touched:
            step(stages.render)(home, athletes, touched, report)
            freshness.remember(home, now)
    return Refreshed(
        files={"seen": counts.total()} | {state: counts[state] for state in FILE_STATES},
        sessions=_sessions(before, after),
        athletes=athletes,
        pages=home.pages(("index", *athletes)),
        seconds=time.perf_counter() - started,
        growing=scan.growing,
        notices=[*scan.notices, *of_diaries, *journal.problems_of(home)],
    )


def prepare(home: Home, again: Again) -> tuple[int, int]:
    """Make the warehouse ready for a run, and return its sessions and efforts."""
    forget.go_on(home)
    if again is Again.EVERYTHING:
        with warehouse.writing(home) as con:
            recovery.catch_up(home, tables.originals(con), ledger.read_all(home))
            missing = gone.rows(con)
        warehouse.start_anew(home)
        with warehouse.writing(home) as con:
            gone.put_back(con, missing)
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
