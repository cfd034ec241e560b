"""Files taken from the inbox: what each is, and what was readable in it.

Two workers read batches of files and leave their rows in `work/decoded`; pickling arrays back
would cost more than the second core gains.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BufferedReader

import polars as pl

from pipeline import decoded, workers
from pipeline.decode import Activity, decode_activity
from pipeline.decode.apple.head import HEAD_BYTES, is_apple_export
from pipeline.decode.read import decode_apple_stream, is_export, unpacked
from pipeline.decoded import Facts, Rows
from pipeline.diary import DiaryRead, is_diary, parse_diary
from pipeline.errors import N_, FileProblem, NotAnActivity, Reason
from pipeline.files import sha256_of
from pipeline.home import Home
from pipeline.inbox import Arrival, fingerprint, size_of
from pipeline.inbox.arrivals import opened
from pipeline.inbox.sentences import APPLE_TOO_BIG, PLAIN_TOO_BIG
from pipeline.listing import WITHOUT_FILE, Listing, is_listing, read_listing
from pipeline.measures import heart_rate_seconds
from pipeline.progress import Report
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

Found = tuple[str, tuple[str, ...], dict[str, pl.DataFrame]]
"""Kind, quality notes and frames of a diary or an activity."""


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
        `fit`, `gpx`, `tcx`, `apple`, `diary`, `listing`, `archive`, or null where it could
        not be told.
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
        with suppress(OSError):  # it has vanished since it was scanned, or is no file any more
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
        return finish(
            status="loaded", kind="archive", content_sha256=sha256, quality=arrival.quality
        )
    if (arrival.athlete_id, sha256) in seen:
        return finish(status="duplicate", content_sha256=sha256, reason=DUPLICATE)
    if too_big := _too_big(arrival, size, limits):
        return finish(status="quarantined", reason=too_big)
    return None


def _too_big(arrival: Arrival, size: int, limits: InboxLimits) -> Reason | None:
    """Return why a plain file is too large to be read, null where it is not."""
    if size <= limits.member_bytes:
        return None
    if not _is_streamed(arrival):
        return Reason(PLAIN_TOO_BIG, {"name": arrival.name, "limit": limits.member_megabytes})
    if size > limits.apple_export_bytes:
        limit = limits.apple_export_megabytes
        return Reason(APPLE_TOO_BIG, {"name": arrival.name, "limit": limit})
    return None


def _is_streamed(arrival: Arrival) -> bool:
    """Tell an export that is never in memory as a whole: Apple Health's, of gigabytes."""
    with opened(arrival.content) as file:
        return is_apple_export(file.read(HEAD_BYTES))


def _read(
    read: Callable[[Batch], list[Outcome]], arrivals: Sequence[Arrival]
) -> Iterator[list[Outcome]]:
    sizes = [size_of(arrival) for arrival in arrivals]
    is_much = len(arrivals) >= WORTH_A_POOL_FILES or sum(sizes) >= WORTH_A_POOL_BYTES
    return workers.mapped(read, _batches(arrivals, sizes), is_much=is_much)


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
        if file := _opened(arrival):
            with file:
                outcomes.append(read_one(rows, tag, arrival, file, limits=limits, today=today))
    rows.write()
    return outcomes


def _opened(arrival: Arrival) -> BufferedReader | None:
    """Return a file, null if it has vanished since it was scanned, or is no plain file any more."""
    try:
        return opened(arrival.content)
    except OSError as problem:
        log.warning("%s: left for the next run (%s)", arrival.name, problem.strerror)
        return None


def read_one(
    rows: Rows,
    tag: int,
    arrival: Arrival,
    file: BufferedReader,
    *,
    limits: InboxLimits,
    today: Mapping[str, date],
) -> Outcome:
    """Return what became of one file; a fault of the file's own never escapes."""
    head = file.read(HEAD_BYTES)
    if is_apple_export(head):
        return _read_stream(rows, tag, arrival, file)
    data = head + file.read()
    outcome = Outcome(arrival, sha256_of(data), "loaded", len(data))
    try:
        content, oddities = unpacked(data, megabytes=limits.member_megabytes, ratio=limits.ratio)
        content_sha256 = outcome.sha256 if content is data else sha256_of(content)
        outcome = replace(outcome, content_sha256=content_sha256, quality=tuple(oddities))
        found = _frames(content, arrival.name, today[arrival.athlete_id])
    except FileProblem as problem:
        return _not_loaded(outcome, problem)
    return _loaded(rows, tag, outcome, found)


def _read_stream(rows: Rows, tag: int, arrival: Arrival, file: BufferedReader) -> Outcome:
    """Return what became of an export that is read chunk by chunk."""
    sha256 = fingerprint(arrival)
    outcome = Outcome(arrival, sha256, "loaded", size_of(arrival), content_sha256=sha256)
    try:
        file.seek(0)
        found = _activity_frames(decode_apple_stream(file, arrival.name))
    except FileProblem as problem:
        return _not_loaded(outcome, problem)
    return _loaded(rows, tag, outcome, found)


def _not_loaded(outcome: Outcome, problem: FileProblem) -> Outcome:
    """Return the outcome of a file there is nothing to load from."""
    status = "ignored" if isinstance(problem, NotAnActivity) else "quarantined"
    # A whole watch holds thousands of files that are no activity: not a line for each.
    level = logging.DEBUG if status == "ignored" else logging.INFO
    log.log(level, "%s: %s (%s)", outcome.arrival.name, status, problem)
    return replace(outcome, status=status, reason=problem.reason, quality=())


def _loaded(rows: Rows, tag: int, outcome: Outcome, found: Found) -> Outcome:
    """Return the outcome of a file whose rows are taken in here."""
    kind, quality, frames = found
    arrival, content_sha256 = outcome.arrival, outcome.content_sha256 or outcome.sha256
    facts: Facts = {
        "athlete_id": arrival.athlete_id,
        "sha256": outcome.sha256,
        "source": arrival.name,
        "imported_at": arrival.dropped_at,
    }
    rows.add(tag, frames, content_sha256, facts)
    log.info("%s: %s, %s", arrival.name, kind, {name: len(frame) for name, frame in frames.items()})
    quality = tuple(dict.fromkeys((*outcome.quality, *quality)))
    return replace(outcome, kind=kind, quality=quality, tag=tag)


def _frames(content: bytes, name: str, today: date) -> Found:
    """Return kind, quality notes and frames of a diary, a list of activities or an activity."""
    if not is_export(content) and is_diary(content):
        return _diary_frames(parse_diary(content, today))
    if not is_export(content) and is_listing(content):
        return _listing_frames(read_listing(content))
    return _activity_frames(decode_activity(content, name))


def _diary_frames(read: DiaryRead) -> Found:
    return "diary", (), {"diary": read.entries, "diary_refused": read.refused}


def _listing_frames(read: Listing) -> Found:
    quality = (f"{WITHOUT_FILE}:{read.without_file}",) if read.without_file else ()
    return "listing", quality, {"listed": read.rows}


def _activity_frames(activity: Activity) -> Found:
    frames = {
        "sessions": activity.sessions,
        "laps": activity.laps,
        "records": activity.records,
        "sets": activity.sets,
        "heart_rate_seconds": heart_rate_seconds(activity),
        "form_speeds": activity.form_speeds,
        "developer_fields": activity.developer,
        "symptoms": activity.symptoms,
    }
    return activity.kind, activity.quality, frames
