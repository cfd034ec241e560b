"""What one file decodes to."""

from dataclasses import dataclass, field

import polars as pl

from pipeline import schemas


@dataclass(frozen=True)
class Activity:
    """Sessions, laps, records and sets of one file, each a frame after `pipeline.schemas`.

    Attributes
    ----------
    kind
        'fit', 'tcx', 'gpx' or 'apple'.
    sessions, laps, records, sets, developer
        `session_index` counts sessions from 0 in the order they began. `developer` sums up,
        per session, what apps on the watch recorded under names of their own.
    symptoms
        What a health app has kept of how somebody felt, of no session.
    form_speeds
        How steps were on level ground, by session and speed.
    quality
        What was odd about the file, as stable codes (`QUALITY_CODES`), without repeats.
    """

    kind: str
    sessions: pl.DataFrame
    laps: pl.DataFrame
    records: pl.DataFrame
    sets: pl.DataFrame
    developer: pl.DataFrame
    symptoms: pl.DataFrame = field(default_factory=lambda: schemas.empty(schemas.SYMPTOMS))
    form_speeds: pl.DataFrame = field(default_factory=lambda: schemas.empty(schemas.FORM_SPEEDS))
    quality: tuple[str, ...] = ()


QUALITY_CODES = {
    "truncated": "the file ends early; everything before is loaded",
    "crc_mismatch": "the checksum does not fit",
    "no_data_size": "the watch did not finish the file: its header gives no length",
    "trailing_bytes": "something that is no FIT follows the data",
    "chained": "several FIT files in one",
    "damaged": "the data stop making sense before the end; everything before is loaded",
    "odd_field_size": "fields whose size does not fit their type were left out",
    "too_long": "longer than any activity; only the first part is loaded",
    "no_session_message": "no summary; the session is built from its records",
    "no_time": "records without a time",
    "bad_time": "records dated before 1990 or after tomorrow; their time is left out",
    "unsorted": "records were not in the order of time",
    "local_clock": "dates follow the watch's local clock; its time zone is unknown",
    "wrong_date": "a session with an impossible date was left out",
    "damaged_xml": "the XML has faults; what could be read is loaded",
}
"""Every code `Activity.quality` may hold, and what it means."""
