"""Entries as a CSV that reads back as the same entries.

Texts are written as they are, also one that a spreadsheet would take for a formula: to change
them would break the promise. Every cell stands in quotation marks of its own, so that a note
that looks like a row of the diary is known to be a note.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.diary.words import HEADINGS
from pipeline.diary.writing import number_text


def as_csv(entries: Iterable[Mapping[str, Any]]) -> bytes:
    """Return entries with the columns of `schemas.DIARY` as UTF-8, all columns named."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(HEADINGS.values())
    writer.writerows([_text(entry[column]) for column in HEADINGS] for entry in entries)
    return text.getvalue().encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)
