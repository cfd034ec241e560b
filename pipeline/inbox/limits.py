"""How much one dropped archive may unpack to, with all archives inside it."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.inbox import sentences
from pipeline.inbox.kinds import kind_of
from pipeline.inbox.packed import Breach
from pipeline.settings import InboxLimits

HARMLESS_BYTES = 16_000_000
"""Below this size the ratio does not matter: a watch's empty logs pack well, too. Many such
members together still have the ratio of the archive as a whole."""


@dataclass(frozen=True)
class Most:
    """What one member may unpack to, and what is told where it is more."""

    bytes: int
    breach: Breach


def most_for(head: bytes, limits: InboxLimits) -> Most:
    """Return what a member that begins so may unpack to.

    The decoders are imported only here: a run without an archive never waits for numpy.
    """
    from pipeline.decode.apple.head import is_apple_export  # noqa: PLC0415 - see above

    if kind_of(head):
        return Most(limits.archive_bytes, (sentences.TOO_MUCH, limits.archive_megabytes))
    if is_apple_export(head):
        return Most(
            limits.apple_export_bytes, (sentences.APPLE_TOO_BIG, limits.apple_export_megabytes)
        )
    return Most(limits.member_bytes, (sentences.TOO_BIG, limits.member_megabytes))


@dataclass
class Budget:
    """What is used of the limits so far.

    Attributes
    ----------
    folder
        Where members are written.
    limits
        As set by the user.
    archive_bytes
        Size of the outermost archive.
    members, unpacked_bytes
        Gone through so far.
    """

    folder: Path
    limits: InboxLimits
    archive_bytes: int
    members: int = 0
    unpacked_bytes: int = 0

    @property
    def members_left(self) -> int:
        """How many more members may come."""
        return max(0, self.limits.members - self.members)

    def breach(self, written: int, packed: int, most: Most) -> Breach | None:
        """Return the limit a half-written member breaks, if any."""
        limits = self.limits
        altogether = max(HARMLESS_BYTES, limits.ratio * self.archive_bytes)
        if written > max(HARMLESS_BYTES, limits.ratio * packed):
            return sentences.TOO_DENSE, limits.ratio
        if self.unpacked_bytes > limits.archive_bytes:
            return sentences.TOO_MUCH, limits.archive_megabytes
        if self.unpacked_bytes > altogether:
            return sentences.TOO_DENSE, limits.ratio
        return most.breach if written > most.bytes else None

    def breach_of_stream(self, passed: int, packed: int) -> Breach | None:
        """Return the limit that a stream breaks by what has passed, kept or not."""
        limits = self.limits
        if passed > limits.archive_bytes:
            return sentences.TOO_MUCH, limits.archive_megabytes
        if passed > max(HARMLESS_BYTES, limits.ratio * packed):
            return sentences.TOO_DENSE, limits.ratio
        return None
