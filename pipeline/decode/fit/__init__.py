"""FIT bytes -> `Activity`.

container    the frame of a file: headers, lengths, checksums
scan         which messages stand where
layout       ... where their fields lie
values       ... what these are worth: columns of records, rows of all others
compressed   ... times of five bits
developer    ... fields of apps on the watch
messages     all of that for one file
profile      which messages and fields we read, as data
words        ... and what their enumerations mean
clock        what FIT's seconds mean
heart_rates  beats that a strap stored under water
sessions     session messages -> sessions
sets         what was lifted, and what the watch called it
wearer       ... with what the watch knows of its wearer and itself
frames       messages -> Activity
"""

from pipeline.decode.activity import Activity
from pipeline.decode.fit.frames import activity_of
from pipeline.decode.fit.messages import Messages
from pipeline.errors import N_, UnreadableFile


def decode_fit(data: bytes) -> Activity:
    """Return what a FIT file holds.

    Raises
    ------
    NotAnActivity
        If it holds settings, a course, a day's monitoring, ...
    UnreadableFile
        If no message can be read or nothing says when it was.
    """
    quality: list[str] = []
    messages = Messages(data, quality)
    if messages.is_empty:
        raise UnreadableFile(problem=N_("a FIT file without a single message of use"))
    return activity_of(messages, quality)
