"""What athletes say of themselves becomes rows: settings, live diaries, journals."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipeline import schemas, tables, warehouse
from pipeline.decoded import Facts, with_facts
from pipeline.diary import DiaryRead, diaries, parse_diary
from pipeline.errors import FileProblem
from pipeline.files import sha256_of, write_atomically
from pipeline.home import ME, Home, is_athlete_name
from pipeline.journal import Said, read_journal
from pipeline.models import insert_rows
from pipeline.originals import ledger
from pipeline.settings import Settings


def known_athletes(home: Home, settings: Settings) -> list[str]:
    """Return every athlete who is named, has a file or has said something; `me` if nobody has."""
    with warehouse.writing(home) as con:
        seen = tables.athletes_seen(con)
    return sorted(set(settings.athletes) | seen | speakers(home)) or [ME]


def speakers(home: Home) -> set[str]:
    """Return who keeps a diary or a journal."""
    journals = {path.name.partition(".")[0] for path in home.journal.glob("*.csv")}
    return {name for name in journals if is_athlete_name(name)} | {
        athlete_id for athlete_id, _ in diaries(home)
    }


def load_said(home: Home, settings: Settings, athletes: Sequence[str]) -> None:
    """Read what the athletes say of themselves: settings, live diaries, journals."""
    with warehouse.writing(home) as con, warehouse.transaction(con):
        tables.replace_rows(con, "athletes", _athletes(settings, athletes))
        _replace_said(con, [read_journal(home, athlete_id) for athlete_id in athletes])
        tables.forget_live_diaries(con)
        for athlete_id, path in diaries(home):
            _load_live_diary(con, home, (athlete_id, path), settings.today(athlete_id))


def _replace_said(con: warehouse.Connection, journals: Iterable[Said]) -> None:
    """Write what all journals say anew."""
    said = Said(*map(pl.concat, zip(*journals, strict=True)))
    for table in ("marks", "edits", "exclusions", "overrules"):
        tables.replace_rows(con, table, getattr(said, table))
    tables.replace_added(con, said.added)


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
    name = f"{tables.LIVE}{path.name}"
    archived = home.archive / sha256[:2] / f"{sha256}.csv"
    if not archived.exists():
        write_atomically(archived, data)
    if sha256 not in {entry.sha256 for entry in ledger.entries(home, athlete_id)}:
        ledger.record(home, athlete_id, [ledger.version_of(home, name, sha256, archived)])
    try:
        read = parse_diary(data, today)
    except FileProblem as problem:
        read = refused_whole(problem)
    facts: Facts = {
        "athlete_id": athlete_id,
        "sha256": sha256,
        "source": name,
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
