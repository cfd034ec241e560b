"""Bytes on disk: written whole or not at all, and still there after a power cut."""

import hashlib
import os
import tempfile
from pathlib import Path

from pipeline.errors import HomeUnwritable

CHUNK_BYTES = 1 << 20


def sha256_of(data: bytes) -> str:
    """Return the hex sha256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step: readers see the old file or the new one.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only; the old file is untouched.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:32]}.", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as problem:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise HomeUnwritable(path=str(path), problem=str(problem.strerror)) from problem


def sync_file(path: Path) -> None:
    """Make a file's bytes survive a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
