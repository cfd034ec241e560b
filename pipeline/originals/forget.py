"""One athlete is removed everywhere: nothing of them stays in the home folder.

    a note whom to forget -> their files -> their rows -> their settings -> their ledger

The ledger says which originals are theirs, so it is brought up to date first and goes last
but the note. Killed at any moment, the next run goes on where this one stopped.
"""

import logging
import shutil
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import freshness, inbox, tables, warehouse
from pipeline.diary import diaries
from pipeline.export import HALF_WRITTEN, written_by_export
from pipeline.files import sync_folder, write_atomically
from pipeline.home import ME, Home, files_by_name
from pipeline.inbox.arrivals import writing
from pipeline.originals import ledger, recovery
from pipeline.said import known_names
from pipeline.settings import load_settings, remove_athlete

log = logging.getLogger(__name__)

Row = Mapping[str, Any]
"""A row of `raw.files`."""


def forget(home: Home, athlete_id: str) -> None:
    """Remove an athlete; the pages of the others are for the next run to write.

    Raises
    ------
    HomeBusy
        If a run is at work on the home folder.
    HomeUnwritable
        If something cannot be deleted; the next run goes on then.
    """
    home.create()
    with home.lock():
        note = _notes(home) / athlete_id
        with writing(note):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.touch()
            sync_folder(note.parent)
        go_on(home)


def go_on(home: Home) -> None:
    """Finish what a killed run has left of forgetting; call it while holding the lock."""
    for athlete_id, ending, note in files_by_name(_notes(home)):
        if not ending:
            _forget(home, athlete_id)
            _delete(note)


def _notes(home: Home) -> Path:
    return home.work / "forgetting"


def _forget(home: Home, athlete_id: str) -> None:
    settings = load_settings(home)
    with warehouse.writing(home) as con:
        recovery.catch_up(home, tables.originals(con), ledger.read_all(home))
        refused = tables.refused_files(con)
        known = known_names(home, settings, con) | {athlete_id}
    for path in _originals(home, athlete_id):
        _delete_original(path)
    waiting = _waiting(home, athlete_id, known)
    for path in (*waiting, *_said(home, athlete_id), *_derived(home)):
        _delete(path)
    _forget_refused(home, athlete_id, refused)
    with warehouse.writing(home) as con, warehouse.transaction(con):
        tables.forget_athlete(con, athlete_id)
    warehouse.compact(home)
    remove_athlete(home, athlete_id)
    freshness.forget(home)
    for path in home.ledgers().get(athlete_id, []):
        _delete(path)


def _forget_refused(home: Home, athlete_id: str, refused: Sequence[Row]) -> None:
    """Delete what was refused of theirs, and their name where somebody else's lies in its place."""
    others = {
        inbox.refuge(home, row["sha256"], row["name"]): row["name"]
        for row in refused
        if row["athlete_id"] != athlete_id
    }
    for row in refused:
        if row["athlete_id"] == athlete_id:
            place = inbox.refuge(home, row["sha256"], row["name"])
            reason = inbox.reason_of(place)
            if place not in others:
                _delete(place)
                _delete(reason)
            elif reason.exists():
                text = reason.read_text("utf-8").replace(row["name"], others[place])
                write_atomically(reason, text.encode(), work=home.work)


def _originals(home: Home, athlete_id: str) -> set[Path]:
    """Return where the originals are kept that they have dropped and nobody else."""
    kept = {
        keeper: {ledger.place_of(home, entry) for entry in ledger.entries(home, keeper)}
        for keeper in home.ledgers()
    }
    return kept.pop(athlete_id, set()).difference(*kept.values())


def _waiting(home: Home, athlete_id: str, known: Collection[str]) -> Iterator[Path]:
    """Yield what waits in the inbox and would be read as theirs."""
    for path in home.inbox.iterdir():
        folder = unicodedata.normalize("NFC", path.name)
        is_somebodys = path.is_dir() and folder in known
        if athlete_id == (folder if is_somebodys else ME):
            yield path


def _said(home: Home, athlete_id: str) -> Iterator[Path]:
    """Yield diaries, journal and pages, with the numbers behind them."""
    yield from (path for owner, path in diaries(home) if owner == athlete_id)
    yield from home.journals().get(athlete_id, [])
    yield from home.pages(("index", athlete_id))
    yield from home.sheets([athlete_id])
    yield home.numbers(athlete_id)
    yield home.runs(athlete_id)


def _derived(home: Home) -> Iterator[Path]:
    """Yield what names them beside others, and is made anew or done without."""
    yield from home.logs.iterdir()
    yield from written_by_export(home.export)
    yield home.warehouse
    for name in ("decoded", "unpacked", "reported.json"):
        yield home.work / name
    yield from home.work.glob("warehouse.broken*")
    yield from home.work.glob(f"{HALF_WRITTEN}*")


def _delete_original(path: Path) -> None:
    """Delete one file; what a file's place is taken by otherwise is left alone."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        log.warning("%s is no plain file and is left where it is", path)
        return
    _delete(path)


def _delete(path: Path) -> None:
    with writing(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
