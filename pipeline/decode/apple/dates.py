"""How a phone writes an instant: '2024-05-04 08:46:12 +0200'."""

from datetime import datetime

WRITTEN = "%Y-%m-%d %H:%M:%S %z"


def instant_written(text: str | None) -> datetime | None:
    """Return an instant with the UTC offset it was written with, null where it is none."""
    try:
        return datetime.strptime(text or "", WRITTEN)  # noqa: DTZ007 - WRITTEN ends in %z
    except ValueError:
        return None
