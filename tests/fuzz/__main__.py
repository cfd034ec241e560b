"""Decode damaged files in one process with bounded memory: `python -m tests.fuzz fit 0 5000`.

Prints a line of JSON: what went wrong, the slowest file, the memory needed.
"""

import json
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter

from pipeline.decode import decode_activity
from pipeline.errors import FileProblem
from pipeline.measures import heart_rate_seconds
from tests.fuzz.mutants import mutant
from tests.peak import peak_mb
from tests.test_decode_read import assert_sound

MEMORY_BYTES = 3 << 30
HANGS_S = 30.0


def hangs(*_: object) -> None:
    """Stop a decoder that does not end."""
    raise TimeoutError(f"still busy after {HANGS_S} s")


def outcome(data: bytes, kind: str) -> str:
    """Return a word for what decoding comes to; anything but the promised errors escapes."""
    try:
        activity = decode_activity(data, f"mutant.{kind}")
    except FileProblem as problem:
        return type(problem).__name__
    assert_sound(activity)
    for _, records in activity.records.group_by("session_index"):
        assert records["recorded_at"].drop_nulls().is_sorted()
    heart_rate_seconds(activity)
    return "Activity"


def place_of(error: Exception) -> str:
    """Return where in our code an error was raised, and its kind."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/tests/" not in f.filename]
    ours = [frame for frame in frames if "/pipeline/" in frame.filename] or frames
    where = f"{ours[-1].filename}:{ours[-1].lineno}" if ours else "tests"
    return f"{type(error).__name__} at {where}"


def campaign(kind: str, first: int, last: int) -> dict[str, object]:
    """Decode some mutants and return what there is to say."""
    outcomes: Counter[str] = Counter()
    faults: dict[str, tuple[int, str]] = {}
    slowest = (0.0, first)
    signal.signal(signal.SIGPROF, hangs)
    warnings.simplefilter("error")
    for number in range(first, last):
        data = mutant(number, kind)
        signal.setitimer(signal.ITIMER_PROF, HANGS_S)
        started = time.process_time()
        try:
            outcomes[outcome(data, kind)] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            outcomes["fault"] += 1
            faults.setdefault(place_of(error), (number, traceback.format_exc(limit=-3)))
        slowest = max(slowest, (time.process_time() - started, number))
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {
        "outcomes": dict(outcomes.most_common()),
        "faults": faults,
        "slowest_s": slowest[0],
        "slowest": slowest[1],
        "peak_mb": peak_mb(),
    }


def main() -> None:
    """Run the campaign that the command line names."""
    kind, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.write(json.dumps(campaign(kind, first, last)) + "\n")


if __name__ == "__main__":
    main()
