"""Take in some hundred files with two workers and with one: `python -m tests.benchmarks.workers`.

Wall time, the least of some rounds in turns, the pool warm. Each copy differs in a byte that
says nothing, so that none is taken for a duplicate. Beside it stands what two processes gain
on this machine by counting: no work of ours can gain more.
"""

import json
import multiprocessing
import struct
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from fastcrc import crc16

from pipeline import inbox, intake
from pipeline.home import Home
from pipeline.intake import take_in
from pipeline.progress import quiet
from pipeline.settings import InboxLimits, Settings
from tests.benchmarks.files import gpxs, long_fits, short_fits

COPIES = 300
ROUNDS = 6
COUNTS = 4
COUNT_TO = 3_000_000
PROFILE_VERSION, HEADER_CRC, BODY = slice(2, 4), slice(12, 14), 14
ALL = 1 << 60
BATCHES = {True: (intake.BATCH_FILES, intake.BATCH_BYTES), False: (ALL, ALL)}
"""Whether there is a pool -> how much is one portion: one portion alone is read here."""


def varied(data: bytes, number: int) -> bytes:
    """Return a file with other bytes and the same content."""
    if data[8:12] != b".FIT":
        return data + b"\n" * number
    copy = bytearray(data)
    copy[PROFILE_VERSION] = struct.pack("<H", number)
    if copy[0] == BODY:
        copy[HEADER_CRC] = b"\0\0"
    copy[-2:] = struct.pack("<H", crc16.arc(bytes(copy[:-2])))
    return bytes(copy)


def filled(folder: Path) -> Home:
    """Return a home whose inbox holds the copies."""
    home = Home(folder / "home")
    home.create()
    paths = [path for files in (short_fits(), long_fits(), gpxs()) for path in files.paths]
    for number, path in enumerate(islice(cycle(paths), COPIES)):
        copy = home.inbox / f"{number}{path.suffix}"
        copy.write_bytes(varied(path.read_bytes(), number + 1))
    return home


def wall_s(home: Home, *, is_pool: bool) -> float:
    """Return how long taking in everything takes."""
    intake.WORTH_A_POOL_FILES = 1
    intake.BATCH_FILES, intake.BATCH_BYTES = BATCHES[is_pool]
    limits = InboxLimits(settle_s=0)
    arrivals = inbox.scan(home, Settings(timezone="UTC", inbox=limits), set()).arrivals
    started = time.perf_counter()
    outcomes = take_in(
        home,
        arrivals,
        seen=set(),
        limits=limits,
        today={"me": datetime.now(UTC).date()},
        report=quiet,
    )
    took = time.perf_counter() - started
    assert {"loaded"} == {outcome.status for outcome in outcomes}
    return took


def count(limit: int) -> int:
    """Keep one core busy with nothing else than Python."""
    total = 0
    for number in range(limit):
        total += number
    return total


def counting_s(pool: ProcessPoolExecutor | None) -> float:
    """Return how long some counting takes."""
    started = time.perf_counter()
    list((map if pool is None else pool.map)(count, [COUNT_TO] * COUNTS))
    return time.perf_counter() - started


def measured(home: Home) -> dict[str, float]:
    """Return the least times of some rounds: two workers and one, of our work and of counting."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        wall_s(home, is_pool=True)
        counting_s(pool)
        rounds = [
            (
                wall_s(home, is_pool=True),
                wall_s(home, is_pool=False),
                counting_s(pool),
                counting_s(None),
            )
            for _ in range(ROUNDS)
        ]
    names = ("two_s", "one_s", "two_counting_s", "one_counting_s")
    return {name: min(times) for name, times in zip(names, zip(*rounds, strict=True), strict=True)}


def main() -> None:
    """Measure, and print the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(filled(Path(folder)))
    json.dump({"files": COPIES} | found, sys.stdout)


if __name__ == "__main__":
    main()
