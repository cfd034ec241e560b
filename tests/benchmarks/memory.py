"""Decode three thousand files in one process: `python -m tests.benchmarks.memory`.

Prints the peak memory in MB after the first and after the last of ten equal parts.
"""

import json
import sys
from contextlib import suppress
from itertools import cycle, islice

from pipeline.decode import decode_activity
from pipeline.errors import FileProblem
from tests.benchmarks.files import all_paths
from tests.peak import peak_mb

FILES = 3_000
PARTS = 10


def main() -> None:
    """Decode, and print what it took."""
    paths = cycle(all_paths("fit", "gpx"))
    peaks = []
    for _ in range(PARTS):
        for path in islice(paths, FILES // PARTS):
            with suppress(FileProblem):
                decode_activity(path.read_bytes(), path.name)
        peaks.append(peak_mb())
    json.dump({"files": FILES, "first_mb": peaks[0], "last_mb": peaks[-1]}, sys.stdout)


if __name__ == "__main__":
    main()
