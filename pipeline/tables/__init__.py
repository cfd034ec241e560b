"""Rows into the warehouse's tables and out of them."""

from pipeline.tables.files import (
    Tried,
    athletes_seen,
    contents_seen,
    forget_refused,
    originals,
    refused,
    refused_and_archives,
    refused_files,
)
from pipeline.tables.questions import (
    daily_kilometres,
    daily_pain,
    longest_runs,
    read_marts,
    read_table,
    rows_of,
    sessions_counted,
    sessions_with_kind,
    write_table,
)
from pipeline.tables.raw import (
    DECODED_TABLES,
    LIVE,
    forget_athlete,
    forget_live_diaries,
    insert_parquet,
    replace_added,
    replace_rows,
)

__all__ = [
    "DECODED_TABLES",
    "LIVE",
    "Tried",
    "athletes_seen",
    "contents_seen",
    "daily_kilometres",
    "daily_pain",
    "forget_athlete",
    "forget_live_diaries",
    "forget_refused",
    "insert_parquet",
    "longest_runs",
    "originals",
    "read_marts",
    "read_table",
    "refused",
    "refused_and_archives",
    "refused_files",
    "replace_added",
    "replace_rows",
    "rows_of",
    "sessions_counted",
    "sessions_with_kind",
    "write_table",
]
