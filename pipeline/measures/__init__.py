"""Records -> what a session measures: the file's own numbers first, what records give for the rest.

sessions   a session's gaps filled
recording  one session's records as arrays, each derived value worked out once
track      positions -> metres
heights    altitudes -> ascent and descent
grades     distance and altitude -> grade-adjusted distance
intensity  way and grade -> graded speed, and its means
opening    how a run began, against how it went on
pulse      heart rates -> the highest, what looks like none, how long each was held
steps      cadence -> steps, at a walk, downhill, and how hard they land
fast       positions -> what was too fast to be on foot
form       how steps were on level ground, by speed: medians of `half_minutes`
"""

from pipeline.measures.pulse import heart_rate_seconds
from pipeline.measures.sessions import complete

__all__ = ["complete", "heart_rate_seconds"]
