"""Decode files to frames, against the plain libraries on the same bytes."""

from collections.abc import Iterator

from pipeline.decode import decode_activity
from pipeline.decode.fit import decode_fit
from pipeline.decode.xml.gpx import decode_gpx
from tests.benchmarks.files import Files, every, gpxs, long_fits, short_fits
from tests.benchmarks.rivals import with_fitdecode, with_fitfast, with_fitparse, with_gpxpy
from tests.benchmarks.timing import Row, least_s

FITPARSE, FITDECODE = "fitparse, messages", "fitdecode, messages"
FITFAST, GPXPY = "fitfast, records only", "gpxpy, points only"
TO_FRAMES, WITH_MEASURES = "all tables", "and measures"


def fit() -> Iterator[Row]:
    """Decode FITs to all frames, against messages alone and against records alone."""
    yield from _fit(short_fits(), wanted={FITPARSE: 120, FITFAST: 1.2})
    yield from _fit(long_fits(), wanted={FITPARSE: 200})


def _fit(files: Files, wanted: dict[str, float]) -> Iterator[Row]:
    rivals = {FITPARSE: with_fitparse, FITDECODE: with_fitdecode, FITFAST: with_fitfast}
    ours_s, whole_s, *others_s = least_s(
        every(decode_fit, files),
        every(lambda data: decode_activity(data, "x.fit"), files),
        *(every(rival, files) for rival in rivals.values()),
    )
    for name, other_s in zip(rivals, others_s, strict=True):
        yield Row(str(files), TO_FRAMES, ours_s, name, other_s, wanted.get(name))
    yield Row(str(files), WITH_MEASURES, whole_s, FITPARSE, others_s[0])


def gpx() -> Iterator[Row]:
    """Decode GPXs to all frames, against points alone."""
    files = gpxs()
    ours_s, whole_s, other_s = least_s(
        every(decode_gpx, files),
        every(lambda data: decode_activity(data, "x.gpx"), files),
        every(with_gpxpy, files),
    )
    yield Row(str(files), TO_FRAMES, ours_s, GPXPY, other_s, 6)
    yield Row(str(files), WITH_MEASURES, whole_s, GPXPY, other_s)
