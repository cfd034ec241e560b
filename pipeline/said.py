"""What athletes say of themselves becomes rows: settings, live diaries, journals."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import schemas, tables, warehouse
from pipeline.athlete_settings import Profile
from pipeline.decoded import Facts, with_facts
from pipeline.diary import DiaryRead, diaries, gone, parse_diary
from pipeline.errors import FileProblem
from pipeline.files import sha256_of, write_atomically
from pipeline.home import ME, Home
from pipeline.journal import Said, read_journal
from pipeline.models import insert_rows
from pipeline.originals import ledger
from pipeline.settings import Settings


def known_athletes(home: Home, settings: Settings) -> list[str]:
    """Return everybody who is named, has dropped or said something; `me` if nobody has."""
    with warehouse.writing(home) as con:
        return sorted(known_names(home, settings, con)) or [ME]


def known_names(home: Home, settings: Settings, con: warehouse.Connection) -> set[str]:
    """Return every name that is somebody's, whatever of settings and warehouse was lost."""
    return set(settings.athletes) | tables.athletes_seen(con) | names_in(home)


def names_in(home: Home) -> set[str]:
    """Return who keeps a diary or a journal, or has dropped a file."""
    said = home.journals().keys() | {athlete_id for athlete_id, _ in diaries(home)}
    return said | home.ledgers().keys()


def load_said(home: Home, settings: Settings, athletes: Sequence[str]) -> None:
    """Read what the athletes say of themselves: settings, live diaries, journals."""
    with warehouse.writing(home) as con, warehouse.transaction(con):
        tables.replace_rows(con, "athletes", _athletes(settings, athletes))
        tables.replace_rows(con, "profiles", _profiles(settings, athletes))
        _replace_said(con, [read_journal(home, athlete_id) for athlete_id in athletes])
        gone.keep(con)
        tables.forget_live_diaries(con)
        for athlete_id, path in diaries(home):
            _load_live_diary(con, home, (athlete_id, path), settings.today(athlete_id))
        gone.forget_found(con)


def _replace_said(con: warehouse.Connection, journals: Sequence[Said]) -> None:
    """Write what all journals say anew."""
    said = {name: pl.concat(getattr(one, name) for one in journals) for name in Said._fields}
    tables.replace_added(con, said.pop("added"), said.pop("added_sets"))
    for table, rows in said.items():
        tables.replace_rows(con, table, rows)


def _athletes(settings: Settings, athletes: Sequence[str]) -> pl.DataFrame:
    """Return the athletes' rows, with the date it is for each."""
    rows = [
        _numbers(settings.athlete(athlete_id))
        | {
            "athlete_id": athlete_id,
            "timezone": settings.timezone_of(athlete_id),
            "units": settings.units_of(athlete_id),
            "country": settings.country,
            "week_starts_on": settings.week_starts_on,
            "is_looking_back": settings.as_of is not None,
            "today": settings.today(athlete_id),
        }
        for athlete_id in athletes
    ]
    return schemas.conform(pl.DataFrame(rows, infer_schema_length=None), schemas.RAW["athletes"])


def _profiles(settings: Settings, athletes: Sequence[str]) -> pl.DataFrame:
    """Return what changes from a date on, one row per athlete and date."""
    rows = [
        _numbers(change) | {"athlete_id": athlete_id}
        for athlete_id in athletes
        for change in settings.athlete(athlete_id).changes
    ]
    return schemas.conform(pl.DataFrame(rows, infer_schema_length=None), schemas.RAW["profiles"])


def _numbers(profile: Profile) -> dict[str, Any]:
    """Return what is said in one table of the settings, the pace as a speed."""
    return profile.model_dump(exclude={"changes"}) | {
        "threshold_speed_mps": profile.threshold_speed_mps
    }


def _load_live_diary(
    con: warehouse.Connection, home: Home, diary: tuple[str, Path], today: date
) -> None:
    """Archive and read an athlete's `diary/NAME.csv` as it is now."""
    athlete_id, path = diary
    data = path.read_bytes()
    sha256 = sha256_of(data)
    archived = home.archive / sha256[:2] / f"{sha256}.csv"
    if not archived.exists():
        write_atomically(archived, data)
    version = _version(home, diary, sha256, archived)
    try:
        read = parse_diary(data, today)
    except FileProblem as problem:
        read = refused_whole(problem)
    facts: Facts = {
        "athlete_id": athlete_id,
        "sha256": sha256,
        "source": version.name,
        "imported_at": datetime.fromisoformat(version.dropped_at),
    }
    insert_rows(con, "diary", with_facts(read.entries, facts))
    insert_rows(con, "diary_refused", with_facts(read.refused, facts))


def _version(home: Home, diary: tuple[str, Path], sha256: str, archived: Path) -> ledger.Entry:
    """Return the ledger's line of a live diary as it is now; what is new to it is written there."""
    athlete_id, path = diary
    last = _last_version(home, diary)
    if last and last.sha256 == sha256:
        return last
    name = f"{tables.LIVE}{path.name}"
    version = ledger.line_of(home, name, sha256, archived, said_at(home, diary, sha256))
    ledger.record(home, [(athlete_id, version)])
    return version


def said_at(home: Home, diary: tuple[str, Path], sha256: str) -> datetime:
    """Return since when an athlete's live diary says what it says now.

    Its rows are as old as the file was when it was first read: whichever of two diaries was
    changed last wins a key, also where a copy of the home folder has lost the files' times.
    """
    _, path = diary
    last = _last_version(home, diary)
    if last and last.sha256 == sha256:
        return datetime.fromisoformat(last.dropped_at)
    now = datetime.now(UTC)
    changed_at = datetime.fromtimestamp(min(path.stat().st_mtime, now.timestamp()), UTC)
    if last and changed_at <= datetime.fromisoformat(last.dropped_at):
        return now  # an older file was put back: it says so since now
    return changed_at


def _last_version(home: Home, diary: tuple[str, Path]) -> ledger.Entry | None:
    """Return the ledger's latest line of a live diary."""
    athlete_id, path = diary
    name = f"{tables.LIVE}{path.name}"
    versions = [entry for entry in ledger.entries(home, athlete_id) if entry.name == name]
    return versions[-1] if versions else None


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
