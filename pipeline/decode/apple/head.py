"""How an Apple Health export begins."""

import re
from typing import Protocol

HEAD_BYTES = 1 << 16
"""The internal DTD takes some 10 kB before the root."""

BLANK = rb"[ \t\r\n]"
QUOTED = rb"\"[^\"]*+\"|'[^']*+'"
ASIDE = rb"<!--.*?-->|<\?.*?\?>"

DOCTYPE = re.compile(
    rb"<!DOCTYPE(?:[^\[\]<>\"']++|%(quoted)b)*+"
    rb"(?:\[(?:[^\]<\"']++|%(quoted)b|%(aside)b|<(?!!--|\?))*+\]%(blank)b*+)?+>"
    % {b"quoted": QUOTED, b"aside": ASIDE, b"blank": BLANK},
    re.DOTALL,
)
"""A DTD is passed over, never read: in its quotes and comments anything may stand."""

ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?+(?:%b++|%b|%b)*+<HealthData[ \t\r\n/>]" % (BLANK, ASIDE, DOCTYPE.pattern),
    re.DOTALL,
)


class Source(Protocol):
    """What can be read in chunks: a file, or bytes that are in memory anyhow."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer only at the end."""


def is_apple_export(head: bytes) -> bool:
    """Tell an Apple Health export by its first `HEAD_BYTES`, whatever its name."""
    return ROOT.match(head[:HEAD_BYTES]) is not None
