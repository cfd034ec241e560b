"""Any document -> plain markup, by lxml: what comments, entities and other encodings hide.

These documents are text from anywhere, so the parser fetches nothing, expands no entity and
keeps libxml2's limits on depth and on the size of one text (`huge_tree=False`): no device writes
256 levels or 10 MB in one element. It does recover from faults, since Strava has exported
undeclared prefixes for years.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from pipeline.decode.problems import TooLarge
from pipeline.decode.xml.points import Piece
from pipeline.decode.xml.vocabulary import Markup
from pipeline.errors import N_, UnreadableFile

HARDENED: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": True,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}

MEGABYTE = 1_000_000
MAX_REST_BYTES = 20 * MEGABYTE
"""Of all but the points. What has more is a map, and its tree would fill the memory."""
FED_BYTES = 200_000

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DECLARED = re.compile(
    rb"(<\?xml[^<>]*?)[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'<>]*)[\"']"
)
UTF8_NAMES = (b"utf-8", b"utf8", b"us-ascii", b"ascii")

LETTER = re.compile(rb"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));", re.IGNORECASE)
HALVES = range(0xD800, 0xE000)
"""Numbers that only two together make a letter, in UTF-16."""
NO_LETTER = "\ufffd".encode()


def normalised(
    data: bytes, markup: Markup, quality: list[str]
) -> tuple[Any, list[Any], list[Piece]]:
    """Return the tree of any document without its points, the runs, and what was in them.

    Raises
    ------
    UnreadableFile
        If there is no XML at all.
    TooLarge
        If there is too much beside the points.
    """
    data, is_sound = in_letters(data)
    run = f"{{*}}{markup.run}"
    parser = etree.XMLPullParser(("start", "end"), tag=run, **HARDENED)
    taken = _Taken(markup)
    try:
        for at in range(0, len(data), FED_BYTES):
            parser.feed(data[at : at + FED_BYTES])
            taken.take(parser.read_events())
            if at > taken.size + MAX_REST_BYTES:
                raise TooLarge(problem="too large", megabytes=MAX_REST_BYTES // MEGABYTE)
        root = parser.close()
    except etree.XMLSyntaxError as problem:
        raise UnreadableFile(problem=N_("this is no XML")) from problem
    if root is None:
        raise UnreadableFile(problem=N_("XML without any element"))
    taken.take(parser.read_events())
    if not is_sound or is_damaged(parser.feed_error_log):
        quality.append("damaged_xml")
    runs = list(root.iter(run))
    return root, runs, taken.from_runs(runs)


def in_letters(data: bytes) -> tuple[bytes, bool]:
    """Return a document in which every byte is part of a letter, and whether it was so before.

    lxml would keep what is none, and fail over it later. UTF-16 becomes UTF-8.
    """
    if data.startswith(UTF16_MARKS):
        data, is_sound = _in_utf8(data, "utf-16")
        data = DECLARED.sub(rb"\1", data, count=1)
    else:
        declared = DECLARED.match(data)
        is_utf8 = not declared or declared[2].lower() in UTF8_NAMES
        data, is_sound = _in_utf8(data, "utf-8") if is_utf8 else (data, True)
    if b"&#" not in data:
        return data, is_sound
    mended = LETTER.sub(_whole_letter, data)
    return mended, is_sound and mended == data


def _in_utf8(data: bytes, encoding: str) -> tuple[bytes, bool]:
    if data.isascii():
        return data, True
    try:
        return data.decode(encoding).encode(), True
    except UnicodeDecodeError:
        return data.decode(encoding, "replace").encode(), False


def _whole_letter(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    return NO_LETTER if number in HALVES else found[0]


def local_of(element: Any) -> str:
    """Return an element's name without its namespace, declared or not; an entity has none."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def is_damaged(log: Iterable[Any]) -> bool:
    """Return whether a parser found more than an undeclared prefix to complain of."""
    return any(entry.level == etree.ErrorLevels.FATAL for entry in log)


class _Taken:
    """What was taken out of a tree while it grew.

    Attributes
    ----------
    texts
        For each run, its points as plain markup, in pieces.
    ended
        The runs whose points are all there.
    open
        The run that is being parsed.
    size
        The bytes of the texts.
    """

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.texts: dict[Any, list[bytes]] = {}
        self.ended: set[Any] = set()
        self.open: Any = None
        self.size = 0

    def take(self, events: Iterable[tuple[str, Any]]) -> None:
        """Take the points out of runs that have ended, and out of the one that has not."""
        for event, run in events:
            self.open = run if event == "start" else None
            if event == "end":
                self._keep(run, _content(run))
                self.ended.add(run)
                # where an end is missing, the next run stands in this one
                run[:] = run.findall(f"{{*}}{self.markup.run}")
        if self.open is not None and len(self.open) > 1:
            self._take_from(self.open)

    def _take_from(self, run: Any) -> None:
        """Take all but the last element: the parser may still be in that one."""
        run.insert(len(run) - 1, etree.ProcessingInstruction("cut"))  # all others were removed
        text = _content(run)
        self._keep(run, text[: text.index(b"<?cut")])
        del run[:-1]

    def _keep(self, run: Any, text: bytes) -> None:
        self.texts.setdefault(run, []).append(text)
        self.size += len(text)

    def from_runs(self, runs: list[Any]) -> list[Piece]:
        """Return the points of some runs, also of those whose end the parser never saw."""
        for run in runs:
            if run not in self.ended:
                self._keep(run, _content(self._alone(run)))
        return [
            Piece(number, text)
            for number, run in enumerate(runs)
            for text in self.texts.get(run, [])
        ]

    def _alone(self, run: Any) -> Any:
        """Return a run without those that stand in it because its own end is missing."""
        if next(run.iterdescendants(f"{{*}}{self.markup.run}"), None) is None:
            return run
        alone = deepcopy(run)
        for other in alone.findall(f"{{*}}{self.markup.run}"):
            alone.remove(other)
        return alone


def _content(run: Any) -> bytes:
    """Return what stands between an element's tags, as plain markup."""
    whole: bytes = etree.tostring(run, with_tail=False)
    return whole[whole.index(b">") + 1 : whole.rindex(b"<")]
