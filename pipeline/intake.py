"""One file taken from the inbox: what it is, what was readable, and where its frames lie.

Workers write frames as Parquet below `work/decoded`, so only paths and small facts travel
between processes; pickling arrays back would cost more than the second core gains.
"""

import logging
import multiprocessing
import os
import shutil
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path

import polars as pl

from pipeline import schemas
from pipeline.decode import Activity, decode_activity
from pipeline.decode.read import unpacked
from pipeline.diary import DiaryRead, is_diary, parse_diary
from pipeline.errors import N_, FileProblem, NotAnActivity, Reason
from pipeline.files import sha256_of
from pipeline.home import Home
from pipeline.inbox import Arrival, fingerprint
from pipeline.inbox.sentences import PLAIN_TOO_BIG
from pipeline.measures import heart_rate_seconds
from pipeline.settings import InboxLimits

log = logging.getLogger(__name__)

WORKERS = 2
WORTH_A_POOL_FILES = 20
WORTH_A_POOL_BYTES = 100_000
DUPLICATE = Reason(N_("The same bytes were loaded before."))

Facts = Mapping[str, str | datetime]
"""What all rows of one file have in common."""

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
        `fit`, `gpx`, `diary`, `archive`, or null where it could not be told.
    frames
        Folder of the Parquet files, null where there are none.
    """

    arrival: Arrival
    sha256: str
    status: str
    bytes: int
    kind: str | None = None
    content_sha256: str | None = None
    reason: Reason | None = None
    quality: tuple[str, ...] = ()
    frames: Path | None = None


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
        Frames go into its `work` folder.
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
    # What a killed run has left would lie here for ever, or be loaded beside newer frames.
    shutil.rmtree(home.work / "decoded", ignore_errors=True)
    outcomes: list[Outcome] = []
    to_read: list[Arrival] = []
    for arrival in arrivals:
        with suppress(FileNotFoundError):
            outcome = _known_without_reading(arrival, seen, limits)
            if outcome:
                outcomes.append(outcome)
            else:
                to_read.append(arrival)
    for outcome in _mapped(partial(read_one, home, limits=limits, today=today), to_read):
        outcomes.append(outcome)
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


def _mapped(read: Callable[[Arrival], Outcome], arrivals: Sequence[Arrival]) -> Iterator[Outcome]:
    """Read in two processes where that pays, else here."""
    size = sum(arrival.content.stat().st_size for arrival in arrivals)
    is_much = len(arrivals) >= WORTH_A_POOL_FILES or size > WORTH_A_POOL_BYTES
    if len(arrivals) <= 1 or not is_much:
        return map(read, arrivals)
    with _light_children():
        return _workers().map(read, arrivals)


@cache
def _workers() -> ProcessPoolExecutor:
    """Return the one pool of this process; spawned, for forking inside Prefect deadlocks."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(WORKERS, mp_context=spawn, initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """Let a worker end when its parent was killed, or it would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def leave() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


@contextmanager
def _light_children() -> Iterator[None]:
    """Let workers start without the main module and with one thread each.

    They need neither the command line, whose import takes a second, nor a script that came
    from stdin and has no file; and two processes on two cores leave no room for more threads.
    """
    told = vars(sys.modules["__main__"])
    hidden: dict[str, object] = {
        name: told.pop(name) for name in ("__file__", "__spec__") if name in told
    }
    told["__spec__"] = None
    threads = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        yield
    finally:
        told.update(hidden)
        os.environ.pop("POLARS_MAX_THREADS")
        if threads is not None:
            os.environ["POLARS_MAX_THREADS"] = threads


def read_one(
    home: Home, arrival: Arrival, *, limits: InboxLimits, today: Mapping[str, date]
) -> Outcome:
    """Return what became of one file; a fault of the file's own never escapes."""
    data = arrival.content.read_bytes()
    finish = partial(Outcome, arrival, sha256_of(data), bytes=len(data))
    content_sha256 = None
    try:
        content, oddities = unpacked(data, megabytes=limits.member_megabytes, ratio=limits.ratio)
        content_sha256 = sha256_of(content)
        kind, quality, frames = _frames(content, arrival.name, today[arrival.athlete_id])
    except FileProblem as problem:
        status = "ignored" if isinstance(problem, NotAnActivity) else "quarantined"
        log.info("%s: %s (%s)", arrival.name, status, problem)
        return finish(
            content_sha256=content_sha256, kind=None, status=status, reason=problem.reason
        )
    folder = home.work / "decoded" / f"{arrival.athlete_id}-{content_sha256}"
    facts: Facts = {
        "athlete_id": arrival.athlete_id,
        "sha256": sha256_of(data),
        "source": arrival.name,
        "imported_at": datetime.now(UTC),
    }
    _write_frames(folder, frames, content_sha256, facts)
    log.info("%s: %s, %s", arrival.name, kind, {name: len(frame) for name, frame in frames.items()})
    return finish(
        content_sha256=content_sha256,
        kind=kind,
        status="loaded",
        quality=(*oddities, *quality),
        frames=folder,
    )


def _frames(
    content: bytes, name: str, today: date
) -> tuple[str, tuple[str, ...], dict[str, pl.DataFrame]]:
    """Return kind, quality notes and frames of a diary or an activity."""
    if is_diary(content):
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
    }
    return activity.kind, activity.quality, frames


def _write_frames(
    folder: Path, frames: dict[str, pl.DataFrame], content_sha256: str, facts: Facts
) -> None:
    """Write frames as Parquet, shaped as the warehouse's tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        if frame.height:
            named = _with_session_ids(frame, str(facts["athlete_id"]), content_sha256)
            wanted = schemas.RAW[name]
            shaped = with_facts(named, {k: v for k, v in facts.items() if k in wanted})
            columns = [column for column in wanted if column in shaped.columns]
            path = folder / f"{name}.parquet"
            shaped.select(columns).write_parquet(path, compression="uncompressed")


def with_facts(rows: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Return rows that all carry the same facts about their file."""
    return rows.with_columns(pl.lit(value).alias(name) for name, value in facts.items())


def _with_session_ids(frame: pl.DataFrame, athlete_id: str, content_sha256: str) -> pl.DataFrame:
    """Return rows under their session's lasting id instead of its index in the file."""
    if "session_index" not in frame.columns:
        return frame
    indices = frame["session_index"].unique().drop_nulls().to_list()
    ids = [session_id(athlete_id, content_sha256, index) for index in indices]
    named = pl.DataFrame(
        {"session_index": indices, "session_id": ids},
        schema={"session_index": pl.Int32, "session_id": pl.String},
    )
    return frame.join(named, on="session_index", how="left", maintain_order="left")


def session_id(athlete_id: str, content_sha256: str, session_index: int) -> str:
    """Return a session's id: the same file gives the same ids on any machine, for ever."""
    return sha256_of(f"{athlete_id}/{content_sha256}/{session_index}".encode())[:16]
