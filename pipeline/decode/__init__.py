"""Bytes of one export become an `Activity`; the only room that knows file formats.

read            what is it? gzip, FIT or XML: by content, never by name
fit             FIT bytes -> tables of messages, by fitparse
fit_container   the frame of a FIT: headers, lengths, checksums
fit_profile     which FIT messages and fields we read, as data
fit_values      one value -> a number or a word
fit_frames      tables of messages -> Activity
fit_sessions    ... its sessions
xml_kinds       GPX or TCX? by the document's root
xml_document    a document -> a small tree, by lxml, and its points as columns
xml_normal      ... what is not plain markup, made plain
xml_points      ... plain markup -> columns
xml_tags        ... its tags, all at once
xml_vocabulary  ... what the different tags mean
xml_attributes  ... lat and lon
xml_values      ... texts -> numbers and times
xml_sessions    what sessions of both dialects begin with
gpx             GPX bytes -> tracks
gpx_frames      tracks -> Activity
tcx             TCX bytes -> efforts with laps
tcx_frames      efforts -> Activity
frames          what all formats end with: plausible values, dates, shapes
samples         columns of records while a file is read
track           positions -> metres
sports          FIT's words for sports, and what others call them
problems        why a file cannot be loaded
"""

from pipeline.decode.activity import Activity
from pipeline.decode.read import decode_activity

__all__ = ["Activity", "decode_activity"]
