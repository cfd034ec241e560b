"""One athlete is removed everywhere: nothing of them stays in the home folder.

    a note whom to forget -> their files -> their rows -> their settings -> their ledger

The ledger says which originals are theirs, so it goes last but the note. Killed at any
moment, the next run goes on where this one stopped.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline import freshness, inbox, tables, warehouse
from pipeline.diary import diaries
from pipeline.files import sync_folder
from pipeline.home import ME, Home
from pipeline.inbox.arrivals import writing
from pipeline.journal import journal_of
from pipeline.originals import ledger
from pipeline.settings import remove_athlete

LANGUAGES = ("en", "de")


def forget(home: Home, athlete_id: str) -> None:
    """Remove an athlete; the pages of the others are for the next run to write.

    Raises
    ------
    HomeBusy
        If a run is at work on the home folder.
    HomeUnwritable
        If something cannot be deleted; the next run goes on then.
    """
    with home.lock():
        note = _notes(home) / athlete_id
        with writing(note):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.touch()
            sync_folder(note.parent)
        go_on(home)


def go_on(home: Home) -> None:
    """Finish what a killed run has left of forgetting; call it while holding the lock."""
    for note in sorted(_notes(home).glob("*")):
        _forget(home, note.name)
        _delete(note)


def _notes(home: Home) -> Path:
    return home.work / "forgetting"


def _forget(home: Home, athlete_id: str) -> None:
    with warehouse.writing(home) as con:
        theirs, others = tables.refused_by(con, athlete_id)
    for path in (*_dropped(home, athlete_id), *_said(home, athlete_id), *_derived(home)):
        _delete(path)
    inbox.release(home, theirs - others)
    with warehouse.writing(home) as con, warehouse.transaction(con):
        tables.forget_athlete(con, athlete_id)
    warehouse.compact(home)
    remove_athlete(home, athlete_id)
    freshness.forget(home)
    _delete(home.ledger(athlete_id))


def _dropped(home: Home, athlete_id: str) -> Iterator[Path]:
    """Yield what they dropped: kept originals that nobody else has, and what waits in the inbox."""
    keepers = {keeper: ledger.entries(home, keeper) for keeper in home.ledgers()}
    others = {
        entry.kept_as for keeper in keepers for entry in keepers[keeper] if keeper != athlete_id
    }
    for entry in keepers.get(athlete_id, []):
        if entry.kept_as not in others:
            yield ledger.place_of(home, entry)
    if athlete_id != ME:
        yield home.inbox / athlete_id
        return
    for path in home.inbox.iterdir():
        if path.name not in keepers.keys() - {ME}:
            yield path


def _said(home: Home, athlete_id: str) -> Iterator[Path]:
    """Yield diaries, journal and pages."""
    yield from (path for owner, path in diaries(home) if owner == athlete_id)
    yield journal_of(home, athlete_id)
    for name in ("index", athlete_id):
        yield from (home.page(name, language) for language in LANGUAGES)


def _derived(home: Home) -> Iterator[Path]:
    """Yield what names them beside others, and is made anew or done without."""
    yield from home.logs.iterdir()
    yield home.warehouse
    for name in ("decoded", "unpacked", "reported.json"):
        yield home.work / name
    yield from home.work.glob("warehouse.broken*")


def _delete(path: Path) -> None:
    with writing(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
