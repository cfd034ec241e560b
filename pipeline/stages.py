"""The stages of a run, in order. Each leaves the home folder in a state to go on from.

They hand each other paths and small facts, never frames. What numpy or the pages need is
imported inside the stage that needs it: a run with nothing new never waits for that.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

import polars as pl

from pipeline import inbox, tables, warehouse
from pipeline.building import build_models, rebuild_models
from pipeline.home import Home
from pipeline.originals import ledger, recovery
from pipeline.plan import PLAN_INPUTS, PLAN_TABLES, plan
from pipeline.progress import Report
from pipeline.said import known_names
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.intake import Outcome


class Again(Enum):
    """What is read again, beside what lies in the inbox."""

    LOST = auto()
    """What the ledger knows and the warehouse does not: nothing, on most days."""
    REFUSED = auto()
    """That, and what has been refused: a newer program may read it."""
    EVERYTHING = auto()
    """All there is, into an empty warehouse."""


def scan_inbox(home: Home, settings: Settings, again: Again, report: Report) -> inbox.Scan:
    """Return what lies in the inbox and has stopped growing, and what is to be read again."""
    report("scan", 0, 1)
    with warehouse.writing(home) as con:
        known = known_names(home, settings, con)
        originals = tables.originals(con)
        refused = tables.refused_and_archives(con) if again is Again.REFUSED else []
    found = inbox.scan(home, settings, known)
    ledgers = ledger.read_all(home)
    recovery.catch_up(home, originals, ledgers)
    earlier = recovery.Earlier(home, settings)
    earlier.add_lost(originals, ledgers)
    earlier.add_refused(refused)
    arrivals = (*earlier.arrivals, *found.arrivals)
    recovery.write_down_archives(home, arrivals)
    report("scan", 1, 1)
    return replace(found, arrivals=arrivals, notices=(*found.notices, *earlier.notices))


def decode(
    home: Home, settings: Settings, arrivals: Sequence[inbox.Arrival], report: Report
) -> "list[Outcome]":
    """Return what became of each file; frames lie as Parquet in the work folder."""
    from pipeline.intake import take_in  # noqa: PLC0415

    today = {arrival.athlete_id: settings.today(arrival.athlete_id) for arrival in arrivals}
    with warehouse.writing(home) as con:
        seen = tables.contents_seen(con)
    return take_in(home, arrivals, seen=seen, limits=settings.inbox, today=today, report=report)


def load(home: Home, outcomes: "Sequence[Outcome]", report: Report) -> Counter[str]:
    """Return the files loaded by status, once they are safe and committed."""
    from pipeline.load import load_outcomes  # noqa: PLC0415

    return load_outcomes(home, outcomes, report)


def match_sessions(home: Home, touched: Sequence[str]) -> None:
    """Find out which sessions tell of one effort into `raw.efforts` and `raw.matches`."""
    from pipeline.matching import match  # noqa: PLC0415

    with warehouse.writing(home) as con, warehouse.transaction(con):
        matched = match(tables.sessions_with_kind(con, touched), tables.overrules(con, touched))
        tables.replace_rows_of(con, "efforts", matched.efforts, touched)
        tables.replace_rows_of(con, "matches", matched.matches, touched)


def build(home: Home, touched: Sequence[str], report: Report) -> None:
    """Build the models of whom a run touches in one transaction, held against the checks."""
    report("build", 0, 1)
    with warehouse.writing(home) as con, warehouse.transaction(con):
        if tables.is_everyone(con, touched):
            build_models(con, str(home.archive))
        else:
            rebuild_models(con, str(home.archive), touched)
    report("build", 1, 1)


def associate_pain(home: Home, touched: Sequence[str], report: Report) -> None:
    """Test each athlete's load against their own diary, then all diaries together."""
    from pipeline.association.stage import associate_all  # noqa: PLC0415
    from pipeline.programme.stage import evaluate_all  # noqa: PLC0415

    with warehouse.writing(home) as con, warehouse.transaction(con):
        associate_all(con, touched, report)
        evaluate_all(con, touched)


def plan_ahead(home: Home, athletes: Sequence[str], report: Report) -> None:
    """Work out what each athlete may run next into `fct_plan` and what was asked for it."""
    plans = []
    with warehouse.writing(home) as con:
        for done, athlete_id in enumerate(athletes):
            report("plan", done, len(athletes))
            plans.append(plan(tables.read_marts(con, PLAN_INPUTS, athlete_id)))
        for table, rows in zip(PLAN_TABLES, zip(*plans, strict=True), strict=True):
            tables.write_table(con, table, pl.concat(rows), athletes)


def render(home: Home, athletes: Sequence[str], touched: Sequence[str], report: Report) -> None:
    """Publish the warehouse and write the pages that tell what it holds."""
    from dashboards.site import write_site  # noqa: PLC0415

    warehouse.publish(home)
    made_at = datetime.now(UTC)
    with warehouse.reading(home) as con:
        write_site(home, con, athletes, touched, made_at=made_at, report=report)
