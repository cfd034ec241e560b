"""The inbox: what lies in it, what may be read of it, and how it leaves.

    scan -> [fingerprint, decode] -> keep or refuse -> [warehouse commits] -> remove

Nothing a user drops is ever lost: a file leaves the inbox only after its bytes are safe
elsewhere, and only if they are still the bytes that were read.
"""

from pipeline.inbox.arrivals import Arrival, Scan, size_of
from pipeline.inbox.discover import scan, with_members
from pipeline.inbox.safekeeping import (
    archived,
    digest_of,
    fingerprint,
    keep,
    reason_of,
    refuge,
    refuse,
    release,
    remove,
    safe_name,
)
from pipeline.inbox.unpack import forget_unpacked, unpacked_folder

__all__ = [
    "Arrival",
    "Scan",
    "archived",
    "digest_of",
    "fingerprint",
    "forget_unpacked",
    "keep",
    "reason_of",
    "refuge",
    "refuse",
    "release",
    "remove",
    "safe_name",
    "scan",
    "size_of",
    "unpacked_folder",
    "with_members",
]
