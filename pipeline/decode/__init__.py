"""Bytes of one export become an `Activity`; the only room that knows file formats.

read      what is it? gzip, FIT or XML: by content, never by name
fit/      FIT bytes -> messages -> Activity
xml/      GPX and TCX bytes -> points as columns -> Activity
apple/    Apple Health's export, as a stream -> the workouts in it -> Activity
frames    what all formats end with: plausible values, the shapes of `schemas`
times     ... dates that can be, records in order
samples   columns of records while a file is read
sports    FIT's words for sports, and what others call them
problems  why a file cannot be loaded
"""

from pipeline.decode.activity import Activity
from pipeline.decode.read import decode_activity

__all__ = ["Activity", "decode_activity"]
