"""What is told about originals that are not what the ledger says."""

from pipeline.errors import N_

MISSING = N_("{name} is in the ledger but its bytes are gone. Bring them back from a backup.")
CHANGED = N_(
    "{name} is no longer what it was when it was kept. Bring it back from a backup, or drop the "
    "file again."
)
