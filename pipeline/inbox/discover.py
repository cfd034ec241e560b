"""Look into the inbox: walk, wait until files stand still, tell whose they are."""

import json
import os
import re
import stat
import time
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from pipeline.errors import BadName, FileChanged, Reason
from pipeline.files import write_atomically
from pipeline.home import ME, Home, checked_athlete_name
from pipeline.inbox import sentences
from pipeline.inbox.arrivals import (
    SYSTEM_FOLDER,
    Arrival,
    Scan,
    Stamp,
    is_left_alone,
    opened,
    printable,
    stamp_of,
)
from pipeline.inbox.kinds import is_archive
from pipeline.inbox.safekeeping import fingerprint, keep
from pipeline.inbox.unpack import forget_unpacked, unpack, unpacked_folder
from pipeline.settings import Settings

EXPORT_FOLDER = re.compile(
    r"activities|di_connect|di-connect-.*|uploadedfiles_.*|garmin|apple_health_export"
    r"|workout-routes|export_\d+.*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}.*",
    re.IGNORECASE | re.DOTALL,
)
"""First-level folders that vendors name, not users: no hint that they could be athletes. Strava
calls its archive `export_` and a number, Garmin by a long identifier."""


@dataclass(frozen=True)
class Notice:
    """Something to tell once; `key` is what 'once' is counted by."""

    key: str
    reason: Reason


@dataclass(frozen=True)
class Found:
    """A plain file in the inbox, not yet opened."""

    path: Path
    below_inbox: PurePosixPath
    stamp: Stamp
    modified_at: float


def scan(home: Home, settings: Settings, known_athletes: Collection[str]) -> Scan:
    """Return what can be taken from the inbox now, archives unpacked below `work`.

    Waits at most once for `settings.inbox.settle_s`, and only if a file has just changed.
    Call it while holding the home's lock: what an earlier run left unpacked is dropped.

    Raises
    ------
    HomeUnwritable
        If archives cannot be unpacked because the disk is full or read-only.
    """
    forget_unpacked(home)
    found, notices = _walk(home.inbox)
    settled, growing = _settle(found, settings.inbox.settle_s)
    athletes = {unicodedata.normalize("NFC", name): name for name in (ME, *known_athletes)}
    arrivals: list[Arrival] = []
    scanned_at = datetime.now(UTC)
    for number, file in enumerate(settled):
        arrival = Arrival(
            original=file.path,
            content=file.path,
            name=printable(str(file.below_inbox)),
            athlete_id=_athlete_of(file.below_inbox, athletes),
            stamp=file.stamp,
            dropped_at=scanned_at,
        )
        try:
            folder = unpacked_folder(home) / f"{number:06d}"
            arrivals += with_members(home, arrival, folder, settings)
        except FileNotFoundError:
            continue
        except FileChanged:
            growing += 1
            continue
        except OSError as problem:
            notices.append(_unreadable(file.below_inbox, problem, file.stamp[-1]))
            continue
        notices += _nobodys_folder(file.below_inbox, athletes)
    arrivals.sort(key=lambda arrival: arrival.name)
    return Scan(tuple(arrivals), _not_told_before(home, notices), growing)


def with_members(home: Home, arrival: Arrival, folder: Path, settings: Settings) -> list[Arrival]:
    """Return one arrival, and its members, unpacked into `folder`, if it is an archive.

    The archive is kept before any of its members can be loaded: they have no other home.

    Raises
    ------
    FileChanged
        If it is no longer what was unpacked.
    HomeUnwritable
        If the disk is full or read-only.
    OSError
        If it is gone, or cannot be read.
    """
    with opened(arrival.content) as content:
        if not is_archive(content, arrival.name):
            return [arrival]
    sha256 = fingerprint(arrival)
    archive, *members = unpack(replace(arrival, sha256=sha256), folder, settings.inbox)
    if archive.is_container and not (archive.is_member or archive.is_kept):
        keep(home, archive, sha256)
    return [archive, *members]


def _walk(inbox: Path) -> tuple[list[Found], list[Notice]]:
    """Return every plain file below the inbox, and what is none; nothing is opened."""
    found: list[Found] = []
    notices: list[Notice] = []
    folders = [PurePosixPath()]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(inbox / folder) as entries:
                looked_at = [(folder / e.name, e.stat(follow_symlinks=False)) for e in entries]
        except FileNotFoundError:
            continue
        except OSError as problem:
            notices.append(_unreadable(folder, problem, 0))
            continue
        for path, status in looked_at:
            if stat.S_ISDIR(status.st_mode):
                if not SYSTEM_FOLDER.fullmatch(path.name):
                    folders.append(path)
            elif is_left_alone(path):
                continue
            elif stat.S_ISREG(status.st_mode):
                found.append(Found(inbox / path, path, stamp_of(status), status.st_mtime))
            else:
                template = (
                    sentences.IS_LINK if stat.S_ISLNK(status.st_mode) else sentences.IS_SPECIAL
                )
                reason = Reason(template, {"name": printable(str(path))})
                notices.append(Notice(f"{path} {status.st_ino}", reason))
    return sorted(found, key=lambda file: file.below_inbox), notices


def _unreadable(path: PurePosixPath, problem: OSError, inode: int) -> Notice:
    facts = {"name": printable(str(path)), "problem": str(problem.strerror)}
    return Notice(f"{path} {inode}", Reason(sentences.IS_UNREADABLE, dict(facts)))


def _settle(found: list[Found], settle_s: float) -> tuple[list[Found], int]:
    """Return the files that stand still, and how many do not.

    A time of change in the future counts as just now: it costs one wait, no more.
    """
    newest = max((file.modified_at for file in found), default=0.0)
    wait_s = min(settle_s, newest + settle_s - time.time())
    if wait_s <= 0:
        return found, 0
    time.sleep(wait_s)
    now = [_stamp_now(file.path) for file in found]
    settled = [file for file, stamp in zip(found, now, strict=True) if stamp == file.stamp]
    return settled, sum(stamp is not None for stamp in now) - len(settled)


def _stamp_now(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.lstat())
    except OSError:
        return None


def _athlete_of(path: PurePosixPath, athletes: dict[str, str]) -> str:
    """Return the athlete whose first-level folder this is, as the settings spell it."""
    if len(path.parts) == 1:
        return ME
    return athletes.get(unicodedata.normalize("NFC", path.parts[0]), ME)


def _nobodys_folder(path: PurePosixPath, athletes: dict[str, str]) -> list[Notice]:
    """Return a notice if the first-level folder is neither an athlete nor a vendor's."""
    folder = unicodedata.normalize("NFC", path.parts[0])
    if len(path.parts) == 1 or folder in athletes or EXPORT_FOLDER.fullmatch(folder):
        return []
    try:
        checked_athlete_name(folder)
        template = sentences.IS_NOBODY
    except BadName:
        template = sentences.CANNOT_BE_AN_ATHLETE
    return [Notice(f"{folder}/", Reason(template, {"folder": printable(folder), "athlete": ME}))]


def _not_told_before(home: Home, notices: Iterable[Notice]) -> tuple[Reason, ...]:
    """Return the notices that are new, and remember them in `work/reported.json`."""
    by_key = {printable(notice.key): notice.reason for notice in notices}
    if not by_key:
        return ()
    memory = home.work / "reported.json"
    try:
        told = set(json.loads(memory.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        told = set()
    news = {key: reason for key, reason in sorted(by_key.items()) if key not in told}
    if news:
        write_atomically(memory, json.dumps(sorted(told | news.keys()), indent=1).encode())
    return tuple(news.values())
