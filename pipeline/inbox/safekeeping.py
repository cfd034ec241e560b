"""Bytes leave the inbox: copied, on disk for good, and only then removed."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path, PurePosixPath

from pipeline.errors import FileChanged, Reason
from pipeline.files import CHUNK_BYTES, write_atomically, write_chunks
from pipeline.home import Home
from pipeline.inbox.arrivals import Arrival, opened, printable, stamp_of, writing
from pipeline.inbox.unpack import unpacked_folder

SUFFIX = re.compile(r"\.[a-z0-9]{1,12}(\.gz)?$", re.IGNORECASE | re.ASCII)
LONGEST_NAME_BYTES = 80
SHOWN_DIGITS = 12
"""Of a refused file's sha256, before its name."""


def fingerprint(arrival: Arrival) -> str:
    """Return the hex sha256 of an arrival's bytes.

    A member that was not unpacked has no bytes to hash; what its archive lists of it
    stands in, so that dropping the archive again names it the same.

    Raises
    ------
    FileNotFoundError
        If the file is gone.
    """
    if arrival.stand_in or arrival.sha256:
        return arrival.stand_in or str(arrival.sha256)
    with opened(arrival.content) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(home: Home, arrival: Arrival, sha256: str) -> Path:
    """Copy an arrival's bytes into the archive, once, and return where they are.

    Raises
    ------
    FileChanged
        If the bytes are no longer those of `sha256`.
    HomeUnwritable
        If the disk is full or read-only.
    """
    suffix = SUFFIX.search(arrival.name)
    name = f"{sha256}{suffix.group().lower() if suffix else ''}"
    return _copy(home, arrival, sha256, home.archive / sha256[:2] / name)


def refuse(home: Home, arrival: Arrival, sha256: str, reason: Reason) -> Path:
    """Copy an arrival's bytes into quarantine beside one file that says why.

    A member that was not unpacked stays in its archive, which is kept; only the reason
    is written.

    Returns
    -------
    Path
        The file in quarantine, or its reason where there is no such file.

    Raises
    ------
    FileChanged
        If the bytes are no longer those of `sha256`.
    HomeUnwritable
        If the disk is full or read-only.
    """
    target = refuge(home, sha256, arrival.name)
    reason_file = reason_of(target)
    if arrival.stand_in:
        target = reason_file
        where = f"It lies inside {printable(arrival.original.name)}, which is kept in archive/."
    else:
        _copy(home, arrival, sha256, target)
        where = f"The file itself is kept, byte for byte, as {target.name} beside this one."
    text = (
        f"{reason.told()}\n\n"
        f"Dropped as: inbox/{arrival.name}\n"
        f"{where}\n"
        "Nothing of it was counted. If you have a better copy, drop that into the inbox; "
        "this one can then be deleted.\n"
    )
    write_atomically(reason_file, text.encode(), work=home.work)
    return target


def remove(home: Home, arrivals: Iterable[Arrival]) -> None:
    """Take arrivals out of the inbox, and folders that are empty after that.

    An archive goes with its own row, not with its members'. An original that has changed
    since it was scanned stays for the next run; so do the inbox and athletes' folders, and
    what was read anew from archive or quarantine.

    Raises
    ------
    HomeUnwritable
        If something cannot be deleted.
    """
    unpacked = unpacked_folder(home)
    for arrival in arrivals:
        if arrival.stand_in:
            continue
        with writing(arrival.content):
            if arrival.content.is_relative_to(unpacked):
                arrival.content.unlink(missing_ok=True)
                _prune(arrival.content.parent, unpacked.parent)
            elif arrival.original.is_relative_to(home.inbox) and _is_unchanged(arrival):
                arrival.original.unlink(missing_ok=True)
                _prune(arrival.original.parent, home.inbox, arrival.athlete_id)


def archived(home: Home, sha256: str) -> Path | None:
    """Return where the archive keeps these bytes, null if it does not."""
    return next((home.archive / sha256[:2]).glob(f"{sha256}*"), None)


def release(home: Home, sha256s: Iterable[str]) -> None:
    """Take files out of quarantine, with their reasons, that could be read after all.

    Raises
    ------
    HomeUnwritable
        If something cannot be deleted.
    """
    for sha256 in sha256s:
        for path in home.quarantine.glob(f"{sha256[:SHOWN_DIGITS]}-*"):
            with writing(path):
                path.unlink(missing_ok=True)


def reason_of(refuge: Path) -> Path:
    """Return where it is written why a file was refused."""
    return refuge.with_name(f"{refuge.name}.reason.txt")


def refuge(home: Home, sha256: str, name: str) -> Path:
    """Return where a refused file of this name lies."""
    return home.quarantine / f"{sha256[:SHOWN_DIGITS]}-{safe_name(name)}"


def safe_name(name: str) -> str:
    """Return the last part of a name, short and harmless on every disk."""
    letters = unicodedata.normalize("NFC", printable(PurePosixPath(name).name))
    harmless = "".join(c if c.isalnum() or c in ".-_" else "_" for c in letters).strip("._-")
    suffix = SUFFIX.search(harmless)
    ending = harmless[suffix.start() :] if suffix else ""
    stem = harmless.removesuffix(ending).encode()[: LONGEST_NAME_BYTES - len(ending)]
    return stem.decode("utf-8", "ignore") + ending or "file"


def _bytes_of(arrival: Arrival) -> BufferedReader:
    try:
        return opened(arrival.content)
    except OSError as problem:
        raise FileChanged(name=arrival.name) from problem


def _is_unchanged(arrival: Arrival) -> bool:
    try:
        return arrival.stamp in (None, stamp_of(arrival.original.lstat()))
    except FileNotFoundError:
        return False


def _prune(folder: Path, top: Path, athlete_id: str | None = None) -> None:
    """Remove `folder` and those above it while they are empty, below `top`."""
    while folder != top and not (folder.parent == top and folder.name == athlete_id):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _copy(home: Home, arrival: Arrival, sha256: str, target: Path) -> Path:
    """Copy an arrival to where its sha256 belongs, unless it is there already, bit for bit."""
    if arrival.content != target and digest_of(target) != sha256:
        with _bytes_of(arrival) as source:
            write_chunks(target, _verified(source, sha256, arrival.name), work=home.work)
    return target


def digest_of(path: Path) -> str | None:
    """Return the hex sha256 of a plain file, null where there is none to read."""
    try:
        with opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _verified(source: BufferedReader, sha256: str, name: str) -> Iterator[bytes]:
    """Yield a file's bytes, and raise at their end if they are not those of `sha256`."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK_BYTES):
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != sha256:
        raise FileChanged(name=name)
