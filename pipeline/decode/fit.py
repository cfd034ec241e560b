"""FIT bytes -> `Activity`."""

from pipeline.decode.activity import Activity
from pipeline.decode.fit_frames import activity_of
from pipeline.decode.fit_messages import Messages
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
