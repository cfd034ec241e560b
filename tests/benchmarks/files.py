"""Which files are decoded: real ones where the corpus is there, else the made-up sample."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.decode import decode_activity
from pipeline.errors import FileProblem
from tests.benchmarks.rivals import REFUSALS, with_expat, with_fitfast, with_gpxpy
from tests.conftest import CORPUS, ROOT

IS_REAL = CORPUS.is_dir()
FOLDER = CORPUS if IS_REAL else ROOT / "sample_data" / "inbox"
SOURCE = "real device files" if IS_REAL else "the made-up sample, for which no ratio is promised"

SHORT = range(500, 2_200)
LONG = range(3_000, 1_000_000)
POINTS = range(50, 1_000_000)
MOST = 12
"""Of the long files: fitparse takes seconds for each."""


class Files(NamedTuple):
    """Some files.

    Attributes
    ----------
    kind
        'FIT' or 'GPX'.
    records
        How many they hold together.
    """

    kind: str
    paths: list[Path]
    data: list[bytes]
    records: int

    def __str__(self) -> str:
        """Return how many there are and how long, in words."""
        return f"{len(self.paths)} {self.kind}, {self.records // len(self.paths):,} records each"


@cache
def short_fits() -> Files:
    """Return the FITs of about a thousand records."""
    return _files("FIT", SHORT, with_fitfast)


@cache
def long_fits() -> Files:
    """Return some of the FITs of many thousand records."""
    return _files("FIT", LONG, with_fitfast)


@cache
def gpxs() -> Files:
    """Return some of the GPXs that gpxpy can read."""
    return _files("GPX", POINTS, lambda data: (with_gpxpy(data), with_expat(data)))


def all_paths(*kinds: str) -> list[Path]:
    """Return all files of some kinds."""
    endings = {f".{kind.lower()}" for kind in kinds}
    return sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() in endings)


def _files(kind: str, lengths: range, other: Callable[[bytes], object]) -> Files:
    """Return files of some length that we and another library read; the longest if none is."""
    counts = {path: _records(path, other) for path in all_paths(kind)}
    right = [path for path, count in counts.items() if count in lengths]
    chosen = right or sorted(counts, key=counts.__getitem__)[-MOST:]
    if lengths is not SHORT:
        chosen = chosen[:: -(-len(chosen) // MOST)]
    return Files(
        kind, chosen, [path.read_bytes() for path in chosen], sum(counts[path] for path in chosen)
    )


def _records(path: Path, other: Callable[[bytes], object]) -> int:
    """Return how many records a file holds, 0 where one of us cannot read it."""
    data = path.read_bytes()
    try:
        other(data)
        return decode_activity(data, path.name).records.height
    except (FileProblem, *REFUSALS):
        return 0


def every(work: Callable[[bytes], object], files: Files) -> Callable[[], None]:
    """Return the work on all of some files."""
    return lambda: _do(work, files.data)


def _do(work: Callable[[bytes], object], data: Iterable[bytes]) -> None:
    for each in data:
        work(each)
