"""Read an Apple Health export and say what it took: `python -m tests.benchmarks.apple PATH [lxml]`.

Run as a process of its own: memory is that of the whole process, and what was imported before
is told apart.
"""

import json
import sys
import time
from pathlib import Path

from lxml import etree

from pipeline.decode.apple.export import activity_of
from tests.peak import peak_mb


def main() -> None:
    """Read, and print seconds, memory and how many workouts there were."""
    path = Path(sys.argv[1])
    before_mb = peak_mb()
    started = time.perf_counter()
    workouts = with_lxml(path) if "lxml" in sys.argv else with_ours(path)
    seconds = time.perf_counter() - started
    told = {
        "workouts": workouts,
        "megabytes_per_s": round(path.stat().st_size / 1e6 / seconds, 1),
        "before_mb": round(before_mb, 1),
        "extra_mb": round(peak_mb() - before_mb, 1),
    }
    json.dump(told, sys.stdout)


def with_ours(path: Path) -> int:
    """Return how many sessions there are."""
    with path.open("rb") as file:
        return activity_of(file).sessions.height


def with_lxml(path: Path) -> int:
    """Return how many workouts there are, by parsing every element and letting it go."""
    count = 0
    for _, element in etree.iterparse(str(path), tag=("Record", "Workout"), huge_tree=True):
        count += element.tag == "Workout"
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return count


if __name__ == "__main__":
    main()
