"""What was read becomes rows: originals safe first, then one commit, then the inbox cleared."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import decoded, inbox, schemas, tables, warehouse
from pipeline.errors import FileChanged
from pipeline.home import Home
from pipeline.intake import DUPLICATE, Outcome
from pipeline.models import insert_rows
from pipeline.originals import ledger
from pipeline.progress import Report

Kept = tuple[Outcome, Path | None]
"""What became of a file, and where its bytes lie if they are its own."""


def load_outcomes(home: Home, outcomes: Sequence[Outcome], report: Report) -> Counter[str]:
    """Keep originals safe, commit their rows, and only then clear the inbox.

    Returns
    -------
    Counter
        Files by status; archives are not counted, their members are.
    """
    with warehouse.writing(home) as con:
        judged = list(without_repeats(outcomes, tables.contents_seen(con)))
        kept = list(_kept(home, judged, report))
        with warehouse.transaction(con):
            tried_again = tables.forget_refused(con, list(_tried(kept)))
            _insert(con, home, list(_once_refused(outcome for outcome, _ in kept)))
        read_at_last = (tried_again | _tried_again(kept)) - tables.refused(con)
    ledger.record(home, _lines(home, kept))
    inbox.remove(home, [outcome.arrival for outcome, _ in kept])
    inbox.release(home, read_at_last)
    decoded.clear(home)
    return Counter(o.status for o, _ in kept if not o.arrival.is_container)


def without_repeats(
    outcomes: Iterable[Outcome], seen: Collection[tuple[str, str]]
) -> Iterator[Outcome]:
    """Mark as duplicate what one portion holds twice, or holds again under a gzip."""
    known = set(seen)
    for outcome in outcomes:
        key = (outcome.arrival.athlete_id, outcome.content_sha256 or "")
        if outcome.status not in ("loaded", "ignored") or not outcome.content_sha256:
            yield outcome
        elif key in known:
            kind = outcome.kind if outcome.arrival.is_container else None
            yield replace(
                outcome, status="duplicate", kind=kind, reason=DUPLICATE, tag=None, quality=()
            )
        else:
            known.add(key)
            yield outcome


def _kept(home: Home, outcomes: Sequence[Outcome], report: Report) -> Iterator[Kept]:
    """Put originals where they stay, and yield where; one that has changed is left for later."""
    for done, outcome in enumerate(outcomes):
        report("load", done, len(outcomes))
        with suppress(FileChanged):
            yield outcome, _keep(home, outcome)


def _keep(home: Home, outcome: Outcome) -> Path | None:
    """Put one original where it stays, and return where, null where it stays in its archive."""
    arrival = outcome.arrival
    if outcome.status == "quarantined" and outcome.reason:
        return inbox.refuse(home, arrival, outcome.sha256, outcome.reason)
    if arrival.is_member or arrival.is_kept or arrival.is_container:
        return None  # an archive was kept before its first member was loaded
    return inbox.keep(home, arrival, outcome.sha256)


def _tried_again(kept: Iterable[Kept]) -> set[str]:
    """Return what was tried again, also where the warehouse has forgotten that it was refused."""
    return {outcome.arrival.replaces for outcome, _ in kept if outcome.arrival.replaces}


def _tried(kept: Iterable[Kept]) -> Iterator[tables.Tried]:
    """Yield what was read, and what it was refused as before, whatever became of it."""
    for outcome, _ in kept:
        arrival = outcome.arrival
        name = arrival.name if outcome.status == "quarantined" else None
        for sha256 in {outcome.sha256, arrival.replaces}:
            if sha256:
                yield arrival.athlete_id, sha256, name


def _lines(home: Home, kept: Iterable[Kept]) -> Iterator[tuple[str, ledger.Entry]]:
    """Yield what the ledgers have to know of; one refused again has its line."""
    for outcome, path in kept:
        arrival = outcome.arrival
        is_known = arrival.replaces and outcome.status == "quarantined"
        if path and not arrival.is_member and not arrival.is_kept and not is_known:
            yield arrival.athlete_id, ledger.entry_of(home, arrival, outcome.sha256, path)


def _once_refused(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Leave out what is refused a second time under the same name: one file, one row."""
    refused = set()
    for outcome in outcomes:
        key = (outcome.arrival.athlete_id, outcome.sha256, outcome.arrival.name)
        if outcome.status != "quarantined":
            yield outcome
        elif key not in refused:
            refused.add(key)
            yield outcome


def _insert(con: warehouse.Connection, home: Home, outcomes: Sequence[Outcome]) -> None:
    """Insert files, sessions and diary rows of one portion."""
    if outcomes:
        rows = [_file_row(outcome) for outcome in outcomes]
        insert_rows(con, "files", pl.DataFrame(rows, schema=dict(schemas.RAW["files"])))
    tags = [outcome.tag for outcome in outcomes if outcome.tag is not None]
    for table in tables.DECODED_TABLES:
        tables.insert_parquet(con, table, decoded.parquet_files(home, table), tags)


def _file_row(outcome: Outcome) -> dict[str, Any]:
    """Return the warehouse's row of one file."""
    return {
        "sha256": outcome.sha256,
        "content_sha256": outcome.content_sha256,
        "name": outcome.arrival.name,
        "athlete_id": outcome.arrival.athlete_id,
        "kind": outcome.kind,
        "status": outcome.status,
        "reason": outcome.reason.told() if outcome.reason else None,
        "reason_template": outcome.reason.template if outcome.reason else None,
        "reason_facts": outcome.reason.facts_json() if outcome.reason else None,
        "quality": list(outcome.quality),
        "bytes": outcome.bytes,
        "imported_at": outcome.arrival.dropped_at,
        "is_member": outcome.arrival.is_member,
    }
