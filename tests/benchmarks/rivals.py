"""The libraries a user would take instead: bytes in, what they make of them out."""

import io
from xml.parsers import expat

import fitdecode
import fitfast
import fitparse
import gpxpy
import polars as pl
from fitparse import records as fitparse_records

REFUSALS = (
    fitfast.FitDecodeError,
    fitparse.FitParseError,
    fitdecode.FitError,
    gpxpy.gpx.GPXException,
    expat.ExpatError,
)
"""What they raise over a file that they cannot read."""


def with_fitparse(data: bytes) -> None:
    """Read a FIT's messages as dictionaries."""
    fitparse_records.DEV_TYPES.clear()
    for message in fitparse.FitFile(io.BytesIO(data), check_crc=False).get_messages():
        message.get_values()


def with_fitdecode(data: bytes) -> None:
    """Read a FIT's messages as dictionaries."""
    with fitdecode.FitReader(
        io.BytesIO(data),
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    ) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                _ = {field.name: field.value for field in frame.fields}


def with_fitfast(data: bytes) -> pl.DataFrame:
    """Read a FIT's records, and nothing else of it, as a frame."""
    return pl.DataFrame(fitfast.records(data))


def with_gpxpy(data: bytes) -> None:
    """Read a GPX's points as objects."""
    gpxpy.parse(data).get_points_data()


def with_expat(data: bytes) -> None:
    """Check that XML is well-formed, and do nothing with it: no parser is faster."""
    expat.ParserCreate().Parse(data, True)
