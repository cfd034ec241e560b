"""Which dialect of XML a document is: by its root, never by its name."""

import re
from collections.abc import Callable

from lxml import etree

from pipeline.decode.activity import Activity
from pipeline.decode.xml.gpx import decode_gpx
from pipeline.decode.xml.normal import HARDENED, local_of
from pipeline.decode.xml.tcx import decode_tcx
from pipeline.errors import N_, NotAnActivity, UnreadableFile

UTF8_MARK = b"\xef\xbb\xbf"
FIRST_BYTES = 100_000
MAX_KIND = 40

DECODERS: dict[str, Callable[[bytes], Activity]] = {
    "gpx": decode_gpx,
    "TrainingCenterDatabase": decode_tcx,
}

USUAL_ROOT = re.compile(
    rb"(?:<\?xml[^<>]*\?>)?[ \t\r\n]*<(?:[A-Za-z0-9_.-]+:)?(gpx|TrainingCenterDatabase)[ \t\r\n>]"
)


def decode_xml(data: bytes) -> Activity:
    """Return what an XML document holds.

    Raises
    ------
    NotAnActivity
        If it holds no recording, or is some other program's.
    UnreadableFile
        If it is damaged from the start, or of no day.
    """
    data = data.removeprefix(UTF8_MARK).lstrip()
    root = root_of(data)
    if root is None:
        raise UnreadableFile(problem=N_("XML without any element"))
    if root not in DECODERS:
        raise NotAnActivity(kind=f"XML, {root[:MAX_KIND]}")
    try:
        return DECODERS[root](data)
    except (etree.LxmlError, UnicodeDecodeError) as problem:  # letters that are none
        raise UnreadableFile(problem=N_("this is no XML")) from problem


def root_of(data: bytes) -> str | None:
    """Return the name of the element around everything; null where none begins."""
    if usual := USUAL_ROOT.match(data):
        return usual[1].decode()
    parser = etree.XMLPullParser(("start",), **HARDENED)
    try:
        parser.feed(data[:FIRST_BYTES])
        return next((local_of(element) for _, element in parser.read_events()), None)
    except (etree.LxmlError, UnicodeDecodeError):
        return None
