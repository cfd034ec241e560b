"""How much memory a process has needed at most."""

import re
import resource
from pathlib import Path

PROCESSES = Path("/proc")
KB_PER_MB = 1024


def peak_mb(process: int | str = "self") -> float:
    """Return the peak of memory in MB; of another process only where /proc tells.

    On Linux `getrusage` also counts what the process was before `exec`: pytest, with all it holds.
    """
    status = PROCESSES / str(process) / "status"
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / KB_PER_MB
    if process != "self":
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB
