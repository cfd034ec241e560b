"""How much memory this process has needed at most."""

import re
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")
KB_PER_MB = 1024


def peak_mb() -> float:
    """Return the peak of memory in MB.

    On Linux `getrusage` also counts what the process was before `exec`: pytest, with all it holds.
    """
    if STATUS.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())
        if found:
            return int(found[1]) / KB_PER_MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB
