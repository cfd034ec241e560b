"""One pass over an export of any size -> the bytes of what we read of it, one by one.

Nearly all of an export is records of heart rate and steps, so what is neither a workout nor a
record of low-back pain is passed over at the speed of a search. Only `<` can begin a tag, and
none can stand in an attribute: it is enough to know where workouts, comments, CDATA and the DTD
begin and end, and which records name the symptom. Those are looked for only in chunks that hold
its name anywhere: a search for one long word is four times as fast as one for tags.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pipeline.decode.apple.head import DOCTYPE, Source
from pipeline.decode.apple.symptoms import LOW_BACK_PAIN
from pipeline.errors import N_, UnreadableFile

CHUNK_BYTES = 1 << 20
MAX_HELD_BYTES = 4_000_000
"""A workout of a day, with all its segments, has a tenth of that."""

MARKS = (
    rb"(?P<opening>Workout)(?=[ \t\r\n/>])|(?P<closing>/Workout)[ \t\r\n]{0,9}>"
    rb"|(?P<aside>!--|\?|!\[CDATA\[)|(?P<doctype>!DOCTYPE)|(?P<root>/HealthData)"
)
LONGEST_MARK = 4_096
"""A record of a symptom is a tenth as long."""
SYMPTOM = rb"(?P<symptom>Record)(?=[ \t\r\n][^<]{0,4000}?%b)" % LOW_BACK_PAIN
MARK = re.compile(rb"<(?=[W/!?])(?:%b)" % MARKS)
MARK_OR_SYMPTOM = re.compile(rb"<(?=[WR/!?])(?:%b|%b)" % (MARKS, SYMPTOM))
MAX_MARKS = 300_000
"""A workout has two, a symptom one. What has more was made to keep us busy."""
ASIDE_ENDS = {
    b"!--": re.compile(rb"-->"),
    b"?": re.compile(rb"\?>"),
    b"![CDATA[": re.compile(rb"\]\]>"),
}
TAG = re.compile(rb"<(?:Workout|Record)(?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+>")


class Fragment(NamedTuple):
    """A part of an export.

    Attributes
    ----------
    kind
        `workout`, from its `<Workout` to its end, or `symptom`, the opening tag of a record
        that names low-back pain.
    text
        Its bytes.
    """

    kind: str
    text: bytes


def fragments_in(source: Source, quality: list[str]) -> Iterator[Fragment]:
    """Yield each workout and each symptom of an export, in its order.

    Parameters
    ----------
    source
        The export, in UTF-8.
    quality
        Grows by what is odd: 'damaged_xml' where one of them has no end or is longer than any,
        'truncated' where the export has none, 'too_long' where it holds more than any.

    Raises
    ------
    UnreadableFile
        If its DTD has no end.
    """
    window = _Window(source, quality)
    is_whole = False
    for mark in islice(window.marks(), MAX_MARKS):
        kind = mark.lastgroup
        is_whole = is_whole or kind == "root"
        if kind == "opening":
            window.hold(mark.start())
            if window.tag().endswith(b"/>"):
                yield Fragment("workout", window.taken())
        elif kind == "closing" and window.held is not None:
            yield Fragment("workout", window.taken())
        elif kind == "symptom":
            window.hold(mark.start())
            if window.tag():
                yield Fragment("symptom", window.taken())
        elif kind == "aside":
            window.next(ASIDE_ENDS[mark["aside"]])
        elif kind == "doctype":
            window.skip_doctype(mark.start())
    if window.held is not None:
        window.let_go()
    if not is_whole:
        quality.append("truncated" if window.is_over else "too_long")


class _Window:
    """The part of an export that is in memory: a chunk, and the element being looked at.

    Attributes
    ----------
    data
        What is in memory.
    at
        All before it has been looked at.
    held
        Where the element begins that is being looked at, null between those we read.
    is_over
        Whether the end of the export has been seen.
    """

    def __init__(self, source: Source, quality: list[str]) -> None:
        self._source = source
        self._quality = quality
        self.data = b""
        self.at = 0
        self.held: int | None = None
        self.is_over = False
        self._mark = MARK

    def marks(self) -> Iterator[re.Match[bytes]]:
        """Yield where something begins or ends that matters, from wherever we are by then."""
        while (mark := self.next()) is not None:
            yield mark

    def next(self, pattern: re.Pattern[bytes] | None = None) -> re.Match[bytes] | None:
        """Return the next place that matches, and go behind it; null at the end of the file.

        Parameters
        ----------
        pattern
            What is looked for; what matters in the chunk at hand where none is given.
        """
        while True:
            found = (pattern or self._mark).search(self.data, self.at)
            if found:
                self.at = found.end()
                return found
            self.at = max(self.at, len(self.data) - LONGEST_MARK)
            if not self._read_on():
                return None

    def hold(self, start: int) -> None:
        """Keep what follows in memory; a workout without its end is let go.

        Nothing we read stands in a workout: what begins before the last has ended shows that
        the end of the last is missing.
        """
        if self.held is not None:
            self.let_go()
        self.held = start

    def tag(self) -> bytes:
        """Return the tag that was found and go behind it; let go one without an end."""
        tag = self._held_match(TAG)
        if tag is None:
            self.let_go()
            return b""
        self.at = tag.end()
        return tag[0]

    def skip_doctype(self, start: int) -> None:
        """Go behind the DTD that begins here."""
        self.held = start
        doctype = self._held_match(DOCTYPE)
        if doctype is None:
            raise UnreadableFile(problem=N_("this is no XML"))
        self.at = doctype.end()
        self.held = None

    def taken(self) -> bytes:
        """Return the element that has just ended."""
        taken = self.data[self.held : self.at]
        self.held = None
        return taken

    def _held_match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Return what begins where we hold, reading on until it ends; null where it never does."""
        while self.held is not None:
            if found := pattern.match(self.data, self.held):
                return found
            if pattern is TAG and self.data.find(b"<", self.held + 1) >= 0:
                return None
            if not self._read_on():
                return None
        return None

    def let_go(self) -> None:
        """Forget an element that has no end."""
        self.held = None
        if "damaged_xml" not in self._quality:
            self._quality.append("damaged_xml")

    def _read_on(self) -> bool:
        """Take in a chunk in place of what has been looked at; return whether there was one."""
        chunk = self._source.read(CHUNK_BYTES)
        if self.held is not None and len(self.data) - self.held > MAX_HELD_BYTES:
            self.let_go()
        first = self.at if self.held is None else self.held
        self.data = self.data[first:] + chunk
        self.at -= first
        self.held = None if self.held is None else 0
        self.is_over = not chunk
        self._mark = MARK_OR_SYMPTOM if LOW_BACK_PAIN in self.data else MARK
        return bool(chunk)
