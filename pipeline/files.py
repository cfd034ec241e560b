"""Bytes on disk: written whole or not at all, and still there after a power cut."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import HomeUnwritable
from pipeline.home import Home

CHUNK_BYTES = 1 << 20


def sha256_of(data: bytes) -> str:
    """Return the hex sha256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes, *, work: Path | None = None) -> None:
    """Replace `path` by `data` in one step: readers see the old file or the new one.

    Parameters
    ----------
    path
        The file; its folder is made if missing.
    data
        All it will hold.
    work
        Where the temporary file lies; the work folder of the home `path` is in where absent.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only; the old file is untouched.
    """
    write_chunks(path, [data], work=work or work_of(path))


def write_chunks(path: Path, chunks: Iterable[bytes], *, work: Path | None) -> None:
    """Replace `path` in one step by chunks that are written as they come.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only; the old file is untouched, as it is when `chunks`
        raise something of their own.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=temporary_folder(path.parent, work), prefix=".", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
        sync_folder(path.parent)
    except OSError as problem:
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def work_of(path: Path) -> Path | None:
    """Return the work folder of the home a path lies in, null outside any home.

    A home is known by its inbox and archive: a folder called `work` alone is anybody's.
    """
    homes = map(Home, path.absolute().parents)
    return next(
        (home.work for home in homes if home.inbox.is_dir() and home.archive.is_dir()), None
    )


def temporary_folder(folder: Path, work: Path | None) -> Path:
    """Return `work`, or `folder` itself where `work` is unknown or on another disk.

    A rename works within one disk only, and a synced folder must never see half a file.
    """
    if work is None:
        return folder
    work.mkdir(parents=True, exist_ok=True)
    return work if work.stat().st_dev == folder.stat().st_dev else folder


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
