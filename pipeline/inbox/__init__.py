"""The inbox: what lies in it, what may be read of it, and how it leaves.

    scan -> [fingerprint, decode] -> keep or refuse -> [warehouse commits] -> remove

Nothing a user drops is ever lost: a file leaves the inbox only after its bytes are safe
elsewhere, and only if they are still the bytes that were read.
"""

from pipeline.inbox.arrivals import Arrival, Scan
from pipeline.inbox.discover import scan
from pipeline.inbox.safekeeping import fingerprint, keep, refuse, remove, safe_name

__all__ = ["Arrival", "Scan", "fingerprint", "keep", "refuse", "remove", "safe_name", "scan"]
