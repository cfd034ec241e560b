"""What was read becomes rows: originals safe first, then one commit, then the inbox cleared."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import decoded, inbox, schemas, tables, warehouse
from pipeline.decoded import Facts, with_facts
from pipeline.diary import DiaryRead, diaries, parse_diary
from pipeline.errors import FileChanged, FileProblem
from pipeline.files import sha256_of, write_atomically
from pipeline.home import ME, Home
from pipeline.intake import DUPLICATE, Outcome
from pipeline.journal import read_marks
from pipeline.models import insert_rows
from pipeline.settings import Settings


def load_outcomes(home: Home, outcomes: Sequence[Outcome]) -> Counter[str]:
    """Keep originals safe, commit their rows, and only then clear the inbox.

    Returns
    -------
    Counter
        Files by status; archives are not counted, their members are.
    """
    with warehouse.writing(home) as con:
        judged = without_repeats(outcomes, tables.contents_seen(con))
        kept = [outcome for outcome in judged if _is_kept(home, outcome)]
        with warehouse.transaction(con):
            _insert(con, home, kept, datetime.now(UTC))
    inbox.remove(home, [outcome.arrival for outcome in kept])
    decoded.clear(home)
    return Counter(outcome.status for outcome in kept if not outcome.arrival.is_container)


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
            yield replace(outcome, status="duplicate", reason=DUPLICATE, tag=None, quality=())
        else:
            known.add(key)
            yield outcome


def _is_kept(home: Home, outcome: Outcome) -> bool:
    """Put the original where it stays; one that has changed meanwhile waits for the next run.

    A member lies in its archive, which is kept whole; only a refused one is set apart.
    """
    arrival = outcome.arrival
    try:
        if outcome.status == "quarantined" and outcome.reason:
            inbox.refuse(home, arrival, outcome.sha256, outcome.reason)
        elif arrival.content == arrival.original:
            inbox.keep(home, arrival, outcome.sha256)
    except FileChanged:
        return False
    return True


def _insert(
    con: warehouse.Connection, home: Home, outcomes: Sequence[Outcome], now: datetime
) -> None:
    """Insert files, sessions and diary rows of one portion."""
    if outcomes:
        rows = [_file_row(outcome, now) for outcome in outcomes]
        insert_rows(con, "files", pl.DataFrame(rows, schema=dict(schemas.RAW["files"])))
    tags = [outcome.tag for outcome in outcomes if outcome.tag is not None]
    for table in tables.DECODED_TABLES:
        tables.insert_parquet(con, table, decoded.parquet_files(home, table), tags)


def _file_row(outcome: Outcome, now: datetime) -> dict[str, Any]:
    """Return the ledger's row of one file."""
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
        "imported_at": now,
    }


def known_athletes(home: Home, settings: Settings) -> list[str]:
    """Return every athlete who is named, has a file or keeps a diary; `me` if nobody is."""
    with warehouse.writing(home) as con:
        seen = tables.athletes_seen(con)
    keep_diaries = {athlete_id for athlete_id, _ in diaries(home)}
    return sorted(set(settings.athletes) | seen | keep_diaries) or [ME]


def load_said(home: Home, settings: Settings, athletes: Sequence[str]) -> None:
    """Read what the athletes say of themselves: settings, live diaries, journals."""
    with warehouse.writing(home) as con, warehouse.transaction(con):
        tables.replace_rows(con, "athletes", _athletes(settings, athletes))
        marks = pl.concat([read_marks(home, athlete_id) for athlete_id in athletes])
        tables.replace_rows(con, "marks", marks)
        tables.forget_live_diaries(con)
        for athlete_id, path in diaries(home):
            _load_live_diary(con, home, (athlete_id, path), settings.today(athlete_id))


def _athletes(settings: Settings, athletes: Sequence[str]) -> pl.DataFrame:
    """Return the athletes' rows, with the date it is for each."""
    rows = [
        settings.athlete(athlete_id).model_dump()
        | {
            "athlete_id": athlete_id,
            "timezone": settings.timezone_of(athlete_id),
            "is_looking_back": settings.as_of is not None,
            "today": settings.today(athlete_id),
        }
        for athlete_id in athletes
    ]
    return schemas.conform(pl.DataFrame(rows, infer_schema_length=None), schemas.RAW["athletes"])


def _load_live_diary(
    con: warehouse.Connection, home: Home, diary: tuple[str, Path], today: date
) -> None:
    """Archive and read an athlete's `diary/NAME.csv` as it is now.

    Its rows are as old as the file: whichever of two diaries was changed last wins a key.
    """
    athlete_id, path = diary
    data, changed_at = path.read_bytes(), path.stat().st_mtime
    sha256 = sha256_of(data)
    archived = home.archive / sha256[:2] / f"{sha256}.csv"
    if not archived.exists():
        write_atomically(archived, data)
    try:
        read = parse_diary(data, today)
    except FileProblem as problem:
        read = refused_whole(problem)
    facts: Facts = {
        "athlete_id": athlete_id,
        "sha256": sha256,
        "source": f"{tables.LIVE}{path.name}",
        "imported_at": datetime.fromtimestamp(changed_at, UTC),
    }
    insert_rows(con, "diary", with_facts(read.entries, facts))
    insert_rows(con, "diary_refused", with_facts(read.refused, facts))


def refused_whole(problem: FileProblem) -> DiaryRead:
    """Return a diary of which no row can be read, for a reason that stands in line 1."""
    row = {
        "line": 1,
        "reason": problem.reason.told(),
        "reason_template": problem.reason.template,
        "reason_facts": problem.reason.facts_json(),
    }
    return DiaryRead(
        entries=schemas.empty(schemas.DIARY),
        refused=schemas.conform(pl.DataFrame([row]), schemas.DIARY_REFUSED),
    )
