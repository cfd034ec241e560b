"""Who is out of date? For each athlete a digest of all that their page follows from."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pipeline import warehouse
from pipeline.diary import diaries
from pipeline.files import write_atomically
from pipeline.home import Home
from pipeline.settings import Settings

PACKAGES = ("pipeline", "dashboards", "sql")
SOURCES = (".py", ".sql", ".html", ".css", ".js", ".po")

Fingerprints = Mapping[str, str]
"""Athlete -> digest."""


def fingerprints(home: Home, settings: Settings, athletes: Sequence[str]) -> Fingerprints:
    """Return a digest of each one's files read, diary, journal, settings, today and the program."""
    common = [program(), settings.model_dump_json(exclude={"athletes"}).encode()]
    read, said = _files_read(home), _said_by(home)
    return {
        athlete_id: _digest(
            [
                *common,
                settings.athlete(athlete_id).model_dump_json().encode(),
                settings.today(athlete_id).isoformat().encode(),
                read.get(athlete_id, "").encode(),
                *said.get(athlete_id, []),
            ]
        )
        for athlete_id in athletes
    }


def _digest(parts: Sequence[bytes]) -> str:
    """Return one digest of several texts, none of which can pass for part of another."""
    return _hashed(b"".join(hashlib.sha256(part).digest() for part in parts))


def _hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _files_read(home: Home) -> dict[str, str]:
    """Return athlete -> how many files were read, and when the newest was."""
    sql = "select athlete_id, count(*), max(imported_at)::varchar from raw.files group by all"
    with warehouse.writing(home) as con:
        return {athlete_id: f"{n} {newest}" for athlete_id, n, newest in con.sql(sql).fetchall()}


def _said_by(home: Home) -> dict[str, list[bytes]]:
    """Return athlete -> names and bytes of their diaries and journals."""
    journals = [(owner, path) for owner, paths in home.journals().items() for path in paths]
    said: dict[str, list[bytes]] = {}
    for owner, path in sorted([*diaries(home), *journals]):
        said.setdefault(owner, []).extend([str(path).encode(), path.read_bytes()])
    return said


def program() -> bytes:
    """Return a digest of the program itself."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for source in _sources(files(package)):
            digest.update(source.read_bytes())
    return digest.digest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """Return the program's own files below a package."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(SOURCES):
            yield entry


def out_of_date(home: Home, now: Fingerprints) -> list[str]:
    """Return whose tables and pages are to be made anew.

    Those of whom something new is known or a file is missing that was written for them.
    Everybody's, where the entrance or the warehouse is missing or not as it was left, and where
    somebody has come or gone: one more athlete makes an overview of the entrance.
    """
    note = home.work / "built"
    if not all(path.exists() for path in (home.warehouse, note, *home.pages(("index",)))):
        return list(now)
    noted = _read(note)
    before, written = noted.get("athletes", {}), noted.get("beside", {})
    if noted.get("warehouse") != _left_as(home.warehouse) or before.keys() != now.keys():
        return list(now)
    return [
        athlete_id
        for athlete_id, digest in now.items()
        if before[athlete_id] != digest or not _is_all_there(home, athlete_id, written[athlete_id])
    ]


def _is_all_there(home: Home, athlete_id: str, beside: Sequence[Sequence[str]]) -> bool:
    """Tell whether pages, sheets and the files beside them are where the last run left them."""
    pages = [*home.pages((athlete_id,)), *home.sheets((athlete_id,))]
    now = _beside(home, athlete_id)
    return all(path.exists() for path in pages) and all(
        set(names).issubset(found) for names, found in zip(beside, now, strict=True)
    )


def _beside(home: Home, athlete_id: str) -> list[list[str]]:
    """Return the names of the files beside an athlete's page: numbers, and pages of years."""
    return [_names(home.numbers(athlete_id)), _names(home.runs(athlete_id))]


def _names(folder: Path) -> list[str]:
    """Return the names in a folder in one question, none where it is missing."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.name[:1] != ".")
    except OSError:
        return []


def _read(note: Path) -> dict[str, dict[str, Any]]:
    """Return what is noted; nothing where an earlier program wrote it."""
    try:
        noted: dict[str, dict[str, Any]] = json.loads(note.read_text("utf-8"))
    except ValueError:
        return {}
    return noted


def forget(home: Home, athletes: Collection[str] | None = None) -> None:
    """Have the next run make somebody's tables and page anew; everybody's where none is named.

    Called before the first of their rows changes: whatever they were made from before is no
    longer what the warehouse holds, also if this run is killed and its cause taken back.
    """
    note = home.work / "built"
    noted = _read(note) if athletes is not None and note.exists() else {}
    if not noted:
        note.unlink(missing_ok=True)
        return
    noted["athletes"] |= dict.fromkeys(athletes or (), "")
    write_atomically(note, json.dumps(noted).encode())


def remember(home: Home, made_from: Fingerprints) -> None:
    """Note what pages and warehouse were made from, when all of them are written."""
    noted = {
        "warehouse": _left_as(home.warehouse),
        "athletes": dict(made_from),
        "beside": {athlete_id: _beside(home, athlete_id) for athlete_id in made_from},
    }
    write_atomically(home.work / "built", json.dumps(noted).encode())


def _left_as(warehouse_file: Path) -> dict[str, str]:
    """Return what tells a published warehouse that somebody has written over."""
    status = warehouse_file.stat()
    return {"bytes": str(status.st_size), "changed": str(status.st_mtime_ns)}
