"""What sessions of every dialect of XML begin with: points, their start and their zone."""

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import TIME, Samples, height, joined, known
from pipeline.decode.times import first_of, instant_of, with_possible_times
from pipeline.decode.xml.vocabulary import OFFSET


def recorded_start(samples: Samples, quality: list[str]) -> datetime | None:
    """Return the first possible time, or an impossible one that says what is wrong.

    Impossible times are NaN afterwards.
    """
    said = known(samples[TIME])
    first = float(said[0]) if len(said) else None
    possible = first_of(with_possible_times(samples, quality)[TIME])
    return instant_of(first if possible is None else possible)


def written_offset_s(samples: Samples) -> int | None:
    """Return the UTC offset the times are written in; 'Z' only says that they are UTC."""
    offsets = known(samples[OFFSET])
    return round(offsets[0]) or None if len(offsets) else None


def one_behind_the_other(parts: list[Samples]) -> tuple[Samples, NDArray[np.int32]]:
    """Return the records of several sessions, and the number of the session of each."""
    heights = [height(samples) for samples in parts]
    return joined(parts), np.repeat(np.arange(len(parts), dtype=np.int32), heights)
