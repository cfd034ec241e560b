"""Is there anything to do? A digest of all that pages follow from."""

import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline import warehouse
from pipeline.files import write_atomically
from pipeline.home import LEDGER, Home
from pipeline.settings import Settings

PACKAGES = ("pipeline", "dashboards", "sql")
SOURCES = (".py", ".sql", ".html", ".css", ".js", ".po")


def fingerprint(home: Home, settings: Settings, athletes: Sequence[str]) -> str:
    """Return a digest of files read, diaries, journals, settings, today and the program."""
    digest = hashlib.sha256()
    digest.update(settings.model_dump_json().encode())
    digest.update(repr([settings.today(athlete_id) for athlete_id in athletes]).encode())
    for folder in (home.diary, home.journal):
        for path in sorted(folder.glob("*.csv")):
            if path.is_file() and not path.name.endswith(LEDGER):
                digest.update(path.name.encode() + path.read_bytes())
    for package in PACKAGES:
        for source in _sources(files(package)):
            digest.update(source.read_bytes())
    with warehouse.writing(home) as con:
        files_read = con.sql("select count(*), max(imported_at)::varchar from raw.files").fetchall()
    digest.update(repr(files_read).encode())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """Return the program's own files below a package."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(SOURCES):
            yield entry


def is_fresh(home: Home, digest: str, pages: Sequence[Path]) -> bool:
    """Tell whether pages and warehouse are all there and were made from just this."""
    note = home.work / "built"
    made = (home.warehouse, note, *pages)
    return all(path.exists() for path in made) and note.read_text("utf-8") == _noted(home, digest)


def forget(home: Home) -> None:
    """Have the next run make pages and warehouse anew."""
    (home.work / "built").unlink(missing_ok=True)


def remember(home: Home, digest: str) -> None:
    """Note what pages and warehouse were made from; written last, so a torn run starts anew."""
    write_atomically(home.work / "built", _noted(home, digest).encode())


def _noted(home: Home, digest: str) -> str:
    """Return what is noted: a published warehouse that somebody has written over is not fresh."""
    status = home.warehouse.stat()
    return f"{digest} {status.st_size} {status.st_mtime_ns}"
