"""Bytes of one export become an `Activity`; the only room that knows file formats.

read            what is it? gzip, FIT or GPX: by content, never by name
fit             FIT bytes -> tables of messages, by fitparse
fit_container   the frame of a FIT: headers, lengths, checksums
fit_profile     which FIT messages and fields we read, as data
fit_values      one value -> a number or a word
fit_frames      tables of messages -> Activity
fit_sessions    ... its sessions
gpx             GPX bytes -> tracks as text, by lxml
gpx_frames      tracks as text -> Activity
frames          what both formats end with: plausible values, dates, shapes
track           positions -> metres
sports          FIT's words for sports, and what GPX writers call them
problems        why a file cannot be loaded
"""

from pipeline.decode.activity import Activity
from pipeline.decode.read import decode_activity

__all__ = ["Activity", "decode_activity"]
