"""Any document -> plain markup, by lxml: what comments, entities and other encodings hide.

These documents are text from anywhere, so the parser fetches nothing, expands no entity and
keeps libxml2's limits on depth and on the size of one text (`huge_tree=False`): no device writes
256 levels or 10 MB in one element. It does recover from faults, since Strava has exported
undeclared prefixes for years.
"""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.decode.problems import TooLarge
from pipeline.decode.xml_points import Piece
from pipeline.decode.xml_vocabulary import Markup
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
FED_BYTES = 100_000
POINTS_A_PIECE = 1_000


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
    run, point = f"{{*}}{markup.run}", f"{{*}}{markup.point}"
    parser = etree.XMLPullParser(("end",), tag=(run, point), **HARDENED)
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
    if is_damaged(parser.feed_error_log):
        quality.append("damaged_xml")
    runs = list(root.iter(run))
    return root, runs, taken.from_runs(runs)


def local_of(element: Any) -> str:
    """Return an element's name without its namespace, declared or not."""
    tag: str = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2]


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
    size
        The bytes of those.
    waiting
        How many points have been parsed since the last were taken.
    """

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.texts: dict[Any, list[bytes]] = {}
        self.ended: set[Any] = set()
        self.size = 0
        self.waiting = 0

    def take(self, events: Iterable[tuple[str, Any]]) -> None:
        """Take the points out of runs that have ended, and now and then out of one before."""
        for _, element in events:
            self.waiting += 1
            if local_of(element) == self.markup.run:
                self._keep(element, element)
                self.ended.add(element)
                # where an end is missing, the next run stands in this one
                element[:] = element.findall(f"{{*}}{self.markup.run}")
            elif self.waiting > POINTS_A_PIECE:
                self._take_before(element)

    def _take_before(self, point: Any) -> None:
        """Take what stands before a point in its run; the parser has done with that."""
        run = point.getparent()
        if run is None or local_of(run) != self.markup.run:
            return
        done = run.makeelement("done")
        run.insert(0, done)  # inside the run its namespaces need no declaring again
        done.extend(run[1 : run.index(point)])
        self._keep(run, done)
        run.remove(done)

    def _keep(self, run: Any, element: Any) -> None:
        """Note the content of an element as that of a run."""
        whole = etree.tostring(element, with_tail=False)
        text = whole[whole.index(b">") + 1 : whole.rindex(b"<")]
        self.texts.setdefault(run, []).append(text)
        self.size += len(text)
        self.waiting = 0

    def from_runs(self, runs: list[Any]) -> list[Piece]:
        """Return the points of some runs, also of those whose end the parser never saw."""
        for run in runs:
            if run not in self.ended:
                self._keep(run, run)
        return [
            Piece(number, text)
            for number, run in enumerate(runs)
            for text in self.texts.get(run, [])
        ]
