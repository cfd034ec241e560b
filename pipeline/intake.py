"""Files taken from the inbox: what each is, and what was readable in it.

Two workers read batches of files and leave their rows in `work/decoded`; pickling arrays back
would cost more than the second core gains.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

import polars as pl

from pipeline import decoded, workers
from pipeline.decode import Activity, decode_activity
from pipeline.decode.read import is_export, unpacked
from pipeline.decoded import Facts, Rows
from pipeline.diary import DiaryRead, is_diary, parse_diary
from pipeline.errors import N_, FileProblem, NotAnActivity, Reason
from pipeline.files import sha256_of
from pipeline.home import Home
from pipeline.inbox import Arrival, fingerprint
from pipeline.inbox.sentences import PLAIN_TOO_BIG
from pipeline.measures import heart_rate_seconds
from pipeline.settings import InboxLimits

log = logging.getLogger(__name__)

WORTH_A_POOL_FILES = 800
WORTH_A_POOL_BYTES = 60_000_000
"""Two workers need a second and a half to start; one reads 500 files meanwhile."""
DUPLICATE = Reason(N_("The same bytes were loaded before."))

BATCH_FILES = 20
BATCH_BYTES = 4_000_000
"""One worker's portion: large enough to share a Parquet file, small enough to share the work."""

Batch = Sequence[tuple[int, Arrival]]
"""Arrivals, each with the number of its rows."""

Report = Callable[[str, int, int], None]
"""Told the stage, how many are done and how many there are."""


@dataclass(frozen=True)
class Outcome:
    """What became of one arrival.

    Attributes
    ----------
    sha256, content_sha256
        Of the bytes as dropped, and of what was inside their gzip.
    status
        As in `raw.files`.
    kind
        `fit`, `gpx`, `tcx`, `diary`, `archive`, or null where it could not be told.
    tag
        The number under which its rows lie in `work/decoded`, null where there are none.
    """

    arrival: Arrival
    sha256: str
    status: str
    bytes: int
    kind: str | None = None
    content_sha256: str | None = None
    reason: Reason | None = None
    quality: tuple[str, ...] = ()
    tag: int | None = None


def take_in(
    home: Home,
    arrivals: Sequence[Arrival],
    *,
    seen: Collection[tuple[str, str]],
    limits: InboxLimits,
    today: Mapping[str, date],
    report: Report,
) -> list[Outcome]:
    """Return what became of each arrival; one that has vanished since is passed over.

    Parameters
    ----------
    home
        Rows go into its `work` folder.
    arrivals
        What the inbox holds.
    seen
        Athlete and hash of what needs no second look.
    limits
        What is larger, packed or unpacked, is refused.
    today
        Athlete -> their date; diary rows after it are refused.
    report
        Told how far it is.
    """
    decoded.clear(home)  # what a killed run has left would be loaded beside newer rows
    outcomes: list[Outcome] = []
    to_read: list[Arrival] = []
    for arrival in arrivals:
        with suppress(FileNotFoundError):
            outcome = _known_without_reading(arrival, seen, limits)
            if outcome:
                outcomes.append(outcome)
            else:
                to_read.append(arrival)
    for some in _read(partial(read_batch, home, limits=limits, today=today), to_read):
        outcomes += some
        report("decode", len(outcomes), len(arrivals))
    return outcomes


def _known_without_reading(
    arrival: Arrival, seen: Collection[tuple[str, str]], limits: InboxLimits
) -> Outcome | None:
    """Return the outcome of what need not be decoded: refused, archives, old bytes, too big.

    No file is in memory here: it is hashed in chunks, whatever its size.
    """
    sha256 = fingerprint(arrival)
    size = 0 if arrival.stand_in else arrival.content.stat().st_size
    finish = partial(Outcome, arrival, sha256, bytes=size)
    if arrival.refused:
        return finish(status="quarantined", reason=arrival.refused)
    if arrival.is_container:
        return finish(status="loaded", kind="archive")
    if (arrival.athlete_id, sha256) in seen:
        return finish(status="duplicate", content_sha256=sha256, reason=DUPLICATE)
    if size > limits.member_bytes:
        too_big = Reason(PLAIN_TOO_BIG, {"name": arrival.name, "limit": limits.member_megabytes})
        return finish(status="quarantined", reason=too_big)
    return None


def _read(
    read: Callable[[Batch], list[Outcome]], arrivals: Sequence[Arrival]
) -> Iterator[list[Outcome]]:
    sizes = [size_of(arrival) for arrival in arrivals]
    is_much = len(arrivals) >= WORTH_A_POOL_FILES or sum(sizes) >= WORTH_A_POOL_BYTES
    return workers.mapped(read, _batches(arrivals, sizes), is_much=is_much)


def size_of(arrival: Arrival) -> int:
    """Return an arrival's bytes; one that has vanished since has none."""
    try:
        return arrival.content.stat().st_size
    except FileNotFoundError:
        return 0


def _batches(arrivals: Sequence[Arrival], sizes: Sequence[int]) -> list[Batch]:
    """Return arrivals in batches of about as many bytes, each with the number of its rows."""
    batches: list[list[tuple[int, Arrival]]] = []
    left = 0
    for tag, (arrival, size) in enumerate(zip(arrivals, sizes, strict=True)):
        if not batches or left < size or len(batches[-1]) >= BATCH_FILES:
            batches.append([])
            left = BATCH_BYTES
        batches[-1].append((tag, arrival))
        left -= size
    return list(batches)


def read_batch(
    home: Home, batch: Batch, *, limits: InboxLimits, today: Mapping[str, date]
) -> list[Outcome]:
    """Return what became of some files; their rows lie in `work/decoded`."""
    rows = Rows(home, batch[0][0])
    outcomes = []
    for tag, arrival in batch:
        with suppress(FileNotFoundError):  # it has vanished since it was scanned
            outcomes.append(read_one(rows, tag, arrival, limits, today))
    rows.write()
    return outcomes


def read_one(
    rows: Rows, tag: int, arrival: Arrival, limits: InboxLimits, today: Mapping[str, date]
) -> Outcome:
    """Return what became of one file; a fault of the file's own never escapes."""
    data = arrival.content.read_bytes()
    sha256 = sha256_of(data)
    finish = partial(Outcome, arrival, sha256, bytes=len(data))
    content_sha256 = None
    try:
        content, oddities = unpacked(data, megabytes=limits.member_megabytes, ratio=limits.ratio)
        content_sha256 = sha256 if content is data else sha256_of(content)
        kind, quality, frames = _frames(content, arrival.name, today[arrival.athlete_id])
    except FileProblem as problem:
        status = "ignored" if isinstance(problem, NotAnActivity) else "quarantined"
        log.info("%s: %s (%s)", arrival.name, status, problem)
        return finish(
            content_sha256=content_sha256, kind=None, status=status, reason=problem.reason
        )
    facts: Facts = {
        "athlete_id": arrival.athlete_id,
        "sha256": sha256,
        "source": arrival.name,
        "imported_at": datetime.now(UTC),
    }
    rows.add(tag, frames, content_sha256, facts)
    log.info("%s: %s, %s", arrival.name, kind, {name: len(frame) for name, frame in frames.items()})
    return finish(
        content_sha256=content_sha256,
        kind=kind,
        status="loaded",
        quality=tuple(dict.fromkeys((*oddities, *quality))),
        tag=tag,
    )


def _frames(
    content: bytes, name: str, today: date
) -> tuple[str, tuple[str, ...], dict[str, pl.DataFrame]]:
    """Return kind, quality notes and frames of a diary or an activity."""
    if not is_export(content) and is_diary(content):
        return _diary_frames(parse_diary(content, today))
    return _activity_frames(decode_activity(content, name))


def _diary_frames(read: DiaryRead) -> tuple[str, tuple[str, ...], dict[str, pl.DataFrame]]:
    return "diary", (), {"diary": read.entries, "diary_refused": read.refused}


def _activity_frames(
    activity: Activity,
) -> tuple[str, tuple[str, ...], dict[str, pl.DataFrame]]:
    frames = {
        "sessions": activity.sessions,
        "laps": activity.laps,
        "records": activity.records,
        "sets": activity.sets,
        "heart_rate_seconds": heart_rate_seconds(activity),
        "developer_fields": activity.developer,
    }
    return activity.kind, activity.quality, frames
