"""Archives: members out, one by one, within limits, believing no header.

Members are written under numbers below `work/unpacked`; their own names are only text.

    kinds     what it is      listings -> zips, salvage, tars   what it lists
    streams   packed bytes    limits                            how much may come out
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import Reason
from pipeline.files import sha256_of
from pipeline.home import Home
from pipeline.inbox import sentences
from pipeline.inbox.arrivals import Arrival, is_left_alone, opened, printable, writing
from pipeline.inbox.kinds import is_archive
from pipeline.inbox.limits import Budget, most_for
from pipeline.inbox.listings import listing_of
from pipeline.inbox.packed import (
    CUT,
    ENDS_EARLY,
    OVER_LIMIT,
    BreachError,
    CannotUnpackError,
    Listing,
    Packed,
    RefusedArchiveError,
)
from pipeline.settings import InboxLimits


def unpacked_folder(home: Home) -> Path:
    """Return where members lie until they are removed."""
    return home.work / "unpacked"


def forget_unpacked(home: Home) -> None:
    """Drop what was unpacked and is not needed any more."""
    folder = unpacked_folder(home)
    if folder.exists():
        with writing(folder):
            shutil.rmtree(folder)


def unpack(archive: Arrival, folder: Path, limits: InboxLimits) -> list[Arrival]:
    """Return an archive's own row and one for each member; refused ones say why.

    Raises
    ------
    HomeUnwritable
        If the disk is full or read-only.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with opened(archive.content) as file:
        size = file.seek(0, 2)
    return _members(archive, Budget(folder, limits, size), depth=1)


def _members(archive: Arrival, budget: Budget, depth: int) -> list[Arrival]:
    """Return an archive's row and its members'; it alone where nothing comes out of it."""
    try:
        with opened(archive.content) as file:
            listing = listing_of(file, archive.name, budget)
            arrivals = _all_members(archive, listing, budget, depth)
            if ENDS_EARLY in listing.quality and all(arrival.refused for arrival in arrivals):
                _take_back(arrivals, budget)
                raise RefusedArchiveError(sentences.IS_DAMAGED, problem=CUT)
    except RefusedArchiveError as problem:
        # It counts as a file then, not as a container.
        reason = Reason(problem.template, {"name": archive.name, **problem.facts})
        return [replace(archive, is_container=False, refused=reason)]
    container = replace(archive, is_container=True, quality=tuple(listing.quality))
    return [container, *arrivals]


def _take_back(arrivals: list[Arrival], budget: Budget) -> None:
    """Delete what was written of members that are not told apart from their archive.

    The content of one that was never written is the archive itself.
    """
    for arrival in arrivals:
        if not arrival.stand_in and arrival.content.is_relative_to(budget.folder):
            with writing(arrival.content):
                arrival.content.unlink(missing_ok=True)


def _all_members(archive: Arrival, listing: Listing, budget: Budget, depth: int) -> list[Arrival]:
    arrivals = []
    for packed in listing.members:
        if not packed.is_outside and is_left_alone(packed.path):
            continue
        arrivals += _member(archive, packed, budget, depth)
        if budget.members > budget.limits.members:
            listing.quality.append(OVER_LIMIT)
            break
    return arrivals


def _member(archive: Arrival, packed: Packed, budget: Budget, depth: int) -> list[Arrival]:
    """Return one member's row, and those of its own members if it is an archive."""
    budget.members += 1
    name = f"{archive.name}/{printable(str(packed.path))}"
    member = replace(archive, name=name, is_container=False, quality=(), sha256=None)
    target = budget.folder / f"{budget.members:06d}"
    reason = _not_opened(name, packed, budget) or _written(name, packed, target, budget)
    if reason:
        stand_in = sha256_of(f"{packed.identity} {name}".encode())
        return [replace(member, refused=reason, stand_in=stand_in)]
    member = replace(member, content=target)
    with opened(target) as content:
        if not is_archive(content, name):
            return [member]
    if depth >= budget.limits.depth:
        too_deep = Reason(sentences.TOO_DEEP, {"name": name, "limit": budget.limits.depth})
        return [replace(member, refused=too_deep)]
    return _members(member, budget, depth + 1)


def _not_opened(name: str, packed: Packed, budget: Budget) -> Reason | None:
    """Return why a member is not even opened."""
    if packed.is_outside:
        return Reason(sentences.IS_OUTSIDE, {"name": name})
    if packed.refusal:
        return Reason(packed.refusal, {"name": name})
    if budget.members > budget.limits.members:
        return Reason(sentences.TOO_MANY, {"name": name, "limit": budget.limits.members})
    return None


def _written(name: str, packed: Packed, target: Path, budget: Budget) -> Reason | None:
    """Write a member's bytes, or return why not and leave nothing behind."""
    reason = None
    with writing(target), target.open("xb") as file:
        try:
            for chunk in _within_limits(packed, budget):
                file.write(chunk)
        except BreachError as problem:
            reason = Reason(problem.template, {"name": name, "limit": problem.limit})
        except CannotUnpackError as problem:
            reason = Reason(sentences.CANNOT_UNPACK, {"name": name, "problem": str(problem)})
    if reason:
        with writing(target):
            target.unlink()
    return reason


def _within_limits(packed: Packed, budget: Budget) -> Iterator[bytes]:
    """Yield a member's bytes until one of the limits is broken."""
    written = 0
    most = None
    try:
        for chunk in packed.chunks():
            most = most or most_for(chunk, budget.limits)
            written += len(chunk)
            budget.unpacked_bytes += len(chunk)
            if broken := budget.breach(written, packed.size, most):
                raise BreachError(*broken)
            yield chunk
    except (BreachError, CannotUnpackError):
        budget.unpacked_bytes -= written  # it is deleted and fills no disk
        raise
