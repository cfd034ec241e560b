"""Small sound files, and a damaged one for every number: the same for the same number."""

import gzip
import os
from functools import cache
from pathlib import Path
from random import Random

from tests.conftest import CORPUS, ROOT
from tests.fuzz import any_edits, fit_edits, xml_edits

SEED = 20261121
LARGEST = int(os.environ.get("BACKSTRIDE_FUZZ_LARGEST", "12_000"))
FROM_SAMPLE = 12
MORE_EDITS = 0.6
GZIPPED = 0.02
SPLICED = 0.1
SET_RIGHT = 0.4
FIT_MARK = slice(8, 12)
TIMES_TCX = 8
"""The only one stands for as many GPXs."""

TRACKPOINT = (
    "<Trackpoint><Time>2025-03-01T08:00:{0:02}Z</Time><Position><LatitudeDegrees>48.00{0:02}"
    "</LatitudeDegrees><LongitudeDegrees>11.5</LongitudeDegrees></Position><AltitudeMeters>520.{0}"
    "</AltitudeMeters><DistanceMeters>{0}.5</DistanceMeters><HeartRateBpm><Value>1{0:02}</Value>"
    "</HeartRateBpm><Cadence>85</Cadence><Extensions><x:TPX><x:Speed>3.{0}</x:Speed></x:TPX>"
    "</Extensions></Trackpoint>"
)
LAP = (
    '<Lap StartTime="2025-03-01T08:00:00Z"><TotalTimeSeconds>30</TotalTimeSeconds><DistanceMeters>'
    "30.5</DistanceMeters><AverageHeartRateBpm><Value>120</Value></AverageHeartRateBpm><Intensity>"
    "Active</Intensity><Track>{}</Track></Lap>"
)
TCX = (
    '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase xmlns="http://www.garmin.com/'
    'xmlschemas/TrainingCenterDatabase/v2" xmlns:x="http://www.garmin.com/xmlschemas/'
    'ActivityExtension/v2"><Activities><Activity Sport="Running"><Id>2025-03-01T08:00:00Z</Id>'
    + LAP.format("".join(TRACKPOINT.format(second) for second in range(10))) * 2
    + "<Creator><Name>Forerunner</Name></Creator></Activity></Activities></TrainingCenterDatabase>"
).encode()


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Return small sound files of a kind: real ones where they are there, and made-up ones."""
    endings = (".fit",) if kind == "fit" else (".gpx", ".tcx")
    made_up = [data for data in _small(ROOT / "sample_data" / "inbox", endings) if len(data) > 900]
    tcx = () if kind == "fit" else (TCX,) * TIMES_TCX
    return (*_small(CORPUS, endings), *made_up[:FROM_SAMPLE], *tcx)


def _small(folder: Path, endings: tuple[str, ...]) -> list[bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in endings)
    return [path.read_bytes() for path in paths if path.stat().st_size <= LARGEST]


def some_seed(random: Random, kind: str) -> bytes:
    """Return a sound file; longer ones more often, for the shortest hold no activity."""
    choices = seeds(kind)
    return random.choices(choices, weights=[len(data) for data in choices])[0]


def mutant(number: int, kind: str) -> bytes:
    """Return a damaged file."""
    random = Random(f"{SEED}/{kind}/{number}")
    data = bytearray(some_seed(random, kind))
    if random.random() < SPLICED:
        other = some_seed(random, kind)
        data[random.randrange(len(data)) :] = other[random.randrange(len(other)) :]
    own = fit_edits.EDITS if kind == "fit" else xml_edits.EDITS
    while True:
        edit = random.choice(random.choice((own, own, any_edits.EDITS)))
        edit(data, random)
        if random.random() > MORE_EDITS:
            break
    if kind == "fit" and random.random() < SET_RIGHT:
        fit_edits.set_right(data, random)
    return _gzipped(bytes(data), random) if random.random() < GZIPPED else bytes(data)


def _gzipped(data: bytes, random: Random) -> bytes:
    packed = bytearray(gzip.compress(data, mtime=0))
    random.choice(any_edits.EDITS)(packed, random)
    return bytes(packed)
