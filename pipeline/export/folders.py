"""Files that belong together, written together; what somebody else has put there stays."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import N_, UsageError
from pipeline.files import sync_folder, temporary_folder, work_of
from pipeline.home import Home
from pipeline.inbox.arrivals import writing

README: Final = "README.txt"
COLUMNS: Final = "columns.csv"
TABLE: Final = re.compile(r"(fct|dim|int)_\w+\.(csv|parquet)")
HALF_WRITTEN: Final = ".export-"
"""How the folder of an export begins that is being written, or was when it was killed."""
LEFT_BY_SYSTEMS: Final = (".DS_Store", "Thumbs.db", "desktop.ini")


class NotAnExport(UsageError):
    """A folder that holds what no export wrote."""

    sentence = N_(
        "{folder} holds '{name}', which is no export's, so nothing was written. Give a folder "
        "of its own: backstride export --out FOLDER"
    )


class KeptFolder(UsageError):
    """A folder Backstride keeps, or reads, files of its own in."""

    sentence = N_(
        "{folder} is where Backstride keeps files of its own, so nothing was written. Give "
        "another folder: backstride export --out FOLDER"
    )


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each in one step.

    They follow from the warehouse, so no file waits for the disk on its own: ten times as fast.

    Raises
    ------
    HomeUnwritable
        If the disk refuses.
    """
    with _beside(folder) as temporary:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (temporary / name).write_bytes(data)
            (temporary / name).replace(folder / name)
        sync_folder(folder)


@contextmanager
def in_place_of(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes `folder`'s place if the block ends well.

    Raises
    ------
    NotAnExport
        If `folder` holds anything an export did not write.
    HomeUnwritable
        If the disk refuses.
    """
    for path in _others(folder):
        raise NotAnExport(folder=str(folder), name=path.name)
    with _beside(folder) as temporary:
        made, before = temporary / "made", temporary / "before"
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(before)
        made.rename(folder)
        sync_folder(folder.parent)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder on the same disk, gone at the end."""
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = temporary_folder(folder.parent, work_of(folder))
        with tempfile.TemporaryDirectory(dir=place, prefix=HALF_WRITTEN) as temporary:
            yield Path(temporary)


def check_is_free(home: Home, folder: Path) -> None:
    """Refuse a folder whose files a run would read, count or write over.

    Raises
    ------
    KeptFolder
        If it lies in one of the home folder's own.
    """
    kept = (
        home.inbox,
        home.archive,
        home.quarantine,
        home.diary,
        home.journal,
        home.dashboards,
        home.work,
        home.logs,
        home.prefect,
    )
    if folder == home.root.resolve() or any(folder.is_relative_to(own.resolve()) for own in kept):
        raise KeptFolder(folder=str(folder))


def written_by_export(folder: Path) -> list[Path]:
    """Return what to delete so that nothing an export wrote into a folder stays."""
    if not folder.is_dir():
        return []
    others = _others(folder)
    return [path for path in folder.iterdir() if path not in others] if others else [folder]


def _others(folder: Path) -> list[Path]:
    """Return what lies in a folder and is no export's, by name."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not (path.is_file() and _is_ours(path.name))]


def _is_ours(name: str) -> bool:
    return name in (README, COLUMNS, *LEFT_BY_SYSTEMS) or bool(TABLE.fullmatch(name))
