"""Bytes of one export become an `Activity`; the only room that knows file formats.

read        what is it? gzip, FIT or GPX, by content and never by name
fit         FIT bytes -> tables of messages, by fitparse
fit_profile which FIT messages and fields we read, as data
fit_frames  tables of messages -> Activity
gpx         GPX bytes -> Activity, by lxml
frames      what both formats end with: plausible values, dates, shapes
sports      FIT's words for sports, and what GPX writers call them
problems    why a file cannot be loaded
"""

from pipeline.decode.activity import Activity
from pipeline.decode.read import decode_activity

__all__ = ["Activity", "decode_activity"]
