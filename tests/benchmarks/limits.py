"""How near decoding is to what no decoder in Python can avoid.

The limit is the shortest way to a fact the decoder cannot do without: where each message of
a FIT begins, whether XML is well-formed, what bytes a file has.
"""

from collections.abc import Iterator

from pipeline.decode.fit import decode_fit
from pipeline.decode.fit.container import segments_of
from pipeline.decode.fit.scan import blocks_of
from pipeline.decode.xml.gpx import decode_gpx
from tests.benchmarks.files import Files, every, gpxs, long_fits, short_fits
from tests.benchmarks.rivals import with_expat
from tests.benchmarks.timing import Row, Work, least_s

OURS = "all tables"


def limits() -> Iterator[Row]:
    """Decode files, against the parts of it that cannot be avoided."""
    for files in (short_fits(), long_fits()):
        ours_s, scan_s, read_s = least_s(every(decode_fit, files), every(scan, files), read(files))
        yield Row(str(files), OURS, ours_s, "headers of messages", scan_s)
        yield Row(str(files), OURS, ours_s, "bytes from disk", read_s)
    ours_s, scan_s, read_s = least_s(
        every(decode_gpx, gpxs()), every(with_expat, gpxs()), read(gpxs())
    )
    yield Row(str(gpxs()), OURS, ours_s, "expat without handlers", scan_s)
    yield Row(str(gpxs()), OURS, ours_s, "bytes from disk", read_s)


def scan(data: bytes) -> None:
    """Find out where each message of a FIT begins."""
    quality: list[str] = []
    for segment in segments_of(data, quality):
        blocks_of(segment.messages, quality)


def read(files: Files) -> Work:
    """Return the work of reading some files from disk."""
    return lambda: [path.read_bytes() for path in files.paths]
