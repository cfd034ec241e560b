"""Records -> what a session measures: the file's own numbers first, what records give for the rest.

sessions   a session's gaps filled, and how long each heart rate was held
recording  one session's records as arrays, each derived value worked out once
track      positions -> metres
heights    altitudes -> ascent and descent
grades     distance and altitude -> grade-adjusted distance
fast       positions -> what was too fast to be on foot
"""

from pipeline.measures.sessions import complete, heart_rate_seconds

__all__ = ["complete", "heart_rate_seconds"]
