"""The pain diary: what a runner says, read from any CSV and appended to the live one."""

from pipeline.diary.entries import (
    MOMENTS,
    DiaryEntry,
    append_entry,
    diaries,
    live_diary,
    with_entry,
)
from pipeline.diary.export import as_csv
from pipeline.diary.reading import DiaryRead, is_diary, parse_diary

__all__ = [
    "MOMENTS",
    "DiaryEntry",
    "DiaryRead",
    "append_entry",
    "as_csv",
    "diaries",
    "is_diary",
    "live_diary",
    "parse_diary",
    "with_entry",
]
