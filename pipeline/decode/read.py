"""What kind of file is this? By content: names and extensions lie."""

import gzip
import logging
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from pipeline import measures
from pipeline.decode.activity import Activity
from pipeline.decode.apple.head import Source, is_apple_export
from pipeline.decode.problems import TooDense, TooLarge
from pipeline.errors import N_, NotAnActivity, UnreadableFile

logger = logging.getLogger(__name__)

MEGABYTE = 1_000_000
MAX_UNPACKED_MEGABYTES = 512
MAX_RATIO = 200
"""GPX packs 10 to 20 times, a bomb 1000 times."""
HARMLESS_BYTES = 16 * MEGABYTE
"""Below this size the ratio does not matter: a standing treadmill packs well, too."""
MAX_GZIP_LAYERS = 3
CHUNK_BYTES = 1 << 20
BLANKS = 1024
"""Some exports begin with blanks; so far down we look."""

GZIP_START = b"\x1f\x8b"
FIT_MARK = slice(8, 12)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

EXPORT_NAME = re.compile(r"\.(fit|gpx|tcx)(\.gz)?$")

Decoder = Callable[[bytes], Activity]


def decode_activity(data: bytes, name: str) -> Activity:
    """Return what one exported file holds, with the sessions' missing measures filled in.

    Parameters
    ----------
    data
        The whole file: FIT, GPX, TCX or Apple Health's export, also gzipped.
    name
        For the log, and to tell a damaged export from a photo; what a good file is shows in
        its content.

    Raises
    ------
    NotAnActivity
        If the file is fine but holds no recording: settings, a course, waypoints.
    UnreadableFile
        If nothing in it can be read.
    """
    content, oddities = unpacked(data)
    activity = _completed(_decoder_of(content, name)(content), name)
    return replace(activity, quality=tuple(dict.fromkeys([*oddities, *activity.quality])))


def decode_apple_stream(source: Source, name: str) -> Activity:
    """Return the workouts of an Apple Health export, which may be larger than the memory.

    Parameters
    ----------
    source
        The whole file; `is_apple_export` holds for its beginning.
    name
        For the log.

    Raises
    ------
    NotAnActivity
        If there are no workouts in it.
    UnreadableFile
        If none of them can be read.
    """
    from pipeline.decode.apple.export import activity_of  # noqa: PLC0415 - see `_decoder_of`

    return _completed(activity_of(source), name)


def _completed(activity: Activity, name: str) -> Activity:
    """Return an activity with its sessions' missing measures filled in."""
    activity = measures.complete(activity)
    logger.info(
        "%s: %d sessions, %d records", name, activity.sessions.height, activity.records.height
    )
    return activity


def is_export(content: bytes) -> bool:
    """Tell a FIT or a plain XML from anything else by how it begins."""
    return content[FIT_MARK] == b".FIT" or content[:BLANKS].lstrip()[:1] == b"<"


def unpacked(
    data: bytes, *, megabytes: int = MAX_UNPACKED_MEGABYTES, ratio: int = MAX_RATIO
) -> tuple[bytes, list[str]]:
    """Return `data` without its gzip layers, and what was odd about them.

    Parameters
    ----------
    data
        The whole file.
    megabytes
        What one layer may unpack to.
    ratio
        How many times its own size a layer may unpack to.

    Raises
    ------
    TooLarge, TooDense
        If it unpacks to more than an activity can be.
    """
    oddities: list[str] = []
    for _ in range(MAX_GZIP_LAYERS):
        if not data.startswith(GZIP_START):
            break
        data = _gunzip(data, oddities, megabytes, ratio)
    return data, oddities


def _gunzip(data: bytes, oddities: list[str], megabytes: int, ratio: int) -> bytes:
    """Return one layer unpacked, chunk by chunk so that a bomb never fills the memory."""
    unpacked = bytearray()
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            while chunk := file.read1(CHUNK_BYTES):
                unpacked += chunk
                _check_size(len(unpacked), len(data), megabytes, ratio)
    except EOFError:
        oddities.append("truncated")
    except gzip.BadGzipFile:
        oddities.append("crc_mismatch")
    except zlib.error:
        oddities.append("damaged")
    return bytes(unpacked)


def _check_size(unpacked_bytes: int, packed_bytes: int, megabytes: int, ratio: int) -> None:
    if unpacked_bytes > megabytes * MEGABYTE:
        raise TooLarge(problem="too large", megabytes=megabytes)
    if unpacked_bytes > max(HARMLESS_BYTES, ratio * packed_bytes):
        raise TooDense(problem="too dense", ratio=ratio)


def _decoder_of(content: bytes, name: str) -> Decoder:
    """Return the function that reads `content`."""
    # Each format's library is imported only when such a file is there: `backstride status`
    # and `log` should not wait for them.
    if content[FIT_MARK] == b".FIT":
        from pipeline.decode.fit import decode_fit  # noqa: PLC0415 - see above

        return decode_fit
    if is_apple_export(content):
        from pipeline.decode.apple.export import decode_apple  # noqa: PLC0415 - see above

        return decode_apple
    if content.startswith(BYTE_ORDER_MARKS) or content[:BLANKS].lstrip()[:1] == b"<":
        from pipeline.decode.xml.kinds import decode_xml  # noqa: PLC0415 - see above

        return decode_xml
    raise _unknown(content, name)


def _unknown(content: bytes, name: str) -> NotAnActivity | UnreadableFile:
    """Tell a damaged export, by what its name promises, from any other file."""
    if not EXPORT_NAME.search(name.lower()):
        return NotAnActivity(kind=N_("neither FIT, GPX nor TCX"))
    if not content.strip(b"\x00 \r\n\t"):
        return UnreadableFile(problem=N_("the file is empty"))
    return UnreadableFile(problem=N_("this is neither FIT, GPX nor TCX"))
