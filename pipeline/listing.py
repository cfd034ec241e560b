"""The list an account export brings: Strava's activities.csv, in whatever language.

Columns are known by their headings, or by what is in them and their place: Strava has kept
one order for years and only put columns in between. A row that makes no sense is left out.
Only what `schemas.LISTED` names is taken; descriptions and private notes are not read.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.decode.sports import sport_of_word
from pipeline.diary.table import SEPARATORS, lines_of
from pipeline.errors import N_, NotAnActivity, UnreadableFile
from pipeline.inbox.arrivals import printable

MOST_BYTES = 50_000_000
"""A list of 20 000 activities takes 20 MB."""
MOST_ROWS = 100_000
HEAD_BYTES = 64_000
LOOKED_AT = 100
LONGEST_TEXT = 200
HIGHEST_RPE = 10

FILE = re.compile(r"(?:[^/\\]*[/\\])*[^/\\]+\.(?:fit|gpx|tcx)(?:\.gz)?", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,3})?")

HEADINGS: dict[str, str] = {
    "file": "filename dateiname nomdufichier nombredelarchivo nombredearchivo nomedelfile "
    "nomefile nomedoarquivo nomedoficheiro bestandsnaam",
    "title": "activityname namederaktivität nomdelactivité nombredelaactividad nomeattività "
    "nomedellattività nomedaatividade naamactiviteit naamvanactiviteit",
    "sport": "activitytype aktivitätsart typedactivité tipodeactividad tipoattività "
    "tipodiattività tipodeatividade activiteitstype",
    "gear": "activitygear aktivitätsausrüstung équipementdelactivité matérielpourlactivité "
    "equipodelaactividad equipamientodelaactividad attrezzaturaattività "
    "equipamentodaatividade uitrustingvooractiviteit",
    "rpe": "perceivedexertion gefühlteanstrengung effortperçu effortressenti esfuerzopercibido "
    "sforzopercepito esforçopercebido ervareninspanning",
}
"""Column -> what Strava calls it in English, German, French, Spanish, Italian, Portuguese and
Dutch; letters only."""
COLUMNS = {word: column for column, words in HEADINGS.items() for word in words.split()}

TITLE_PLACE, SPORT_PLACE = 2, 3
FILE_PLACES = range(9, 14)
"""Strava has put columns before the file's name over the years, behind name and sport."""
EFFORT_BEFORE_FILE, EFFORT_BEHIND_FILE, RPE_BEHIND_FILE = 4, 25, 31
"""'Relative Effort' stands in two places; where it does, the order is the usual one."""


WITHOUT_FILE = "listed_without_file"
"""Code of what is odd about a list; `dashboards.wording.files` says it with their number."""


class NoActivitiesListed(NotAnActivity):
    """A list of activities without a row that could be understood."""

    sentence = N_("This list of activities names none that could be understood.")


@dataclass(frozen=True)
class Listing:
    """What a list says.

    Attributes
    ----------
    rows
        One for each activity that has a file, after `schemas.LISTED`.
    without_file
        How many were entered by hand and have none.
    """

    rows: pl.DataFrame
    without_file: int


@dataclass(frozen=True)
class _Table:
    """A CSV, its columns not yet known."""

    texts: Sequence[str]
    separator: str

    @cached_property
    def headings(self) -> list[str]:
        return [_letters(cell) for _, cells in islice(self._cells(), 1) for cell in cells]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line and the cells of each row below the headings."""
        return islice(self._cells(), 1, MOST_ROWS)

    def _cells(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self.texts, delimiter=self.separator)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a quotation mark that is never closed
                continue
            if any(cells):
                yield line, cells

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column -> its place, by its first heading, else by what is in it and where."""
        found: dict[str, int] = {}
        for place, heading in enumerate(self.headings):
            if heading in COLUMNS:
                found.setdefault(COLUMNS[heading], place)
        file = self._place_of_files()
        if file is not None and found.get("file", file) == file:
            found = _by_place(self.headings, file) | found
        return found

    def _place_of_files(self) -> int | None:
        """Return where the first rows name files, if that is where Strava names them."""
        looked_at = [cells for _, cells in islice(self.rows(), LOOKED_AT)]
        counts = {
            place: sum(
                bool(FILE.fullmatch(cells[place])) for cells in looked_at if place < len(cells)
            )
            for place in FILE_PLACES
        }
        place = max(counts, key=lambda place: counts[place])
        return place if counts[place] else None

    @property
    def is_listing(self) -> bool:
        """Tell whether the columns are those of a list of activities."""
        return {"file", "title", "sport"} <= self.columns.keys()


def is_listing(content: bytes) -> bool:
    """Tell by its beginning whether a file is an account's list of activities."""
    table = _table(content[:HEAD_BYTES].rpartition(b"\n")[0] or content[:HEAD_BYTES])
    return table is not None and len(content) <= MOST_BYTES and table.is_listing


def read_listing(content: bytes) -> Listing:
    """Return what a list says, and how many of its activities have no file.

    Raises
    ------
    NoActivitiesListed
        If no row can be understood.
    """
    table = _table(content)
    if table is None or not table.is_listing:
        raise NoActivitiesListed
    rows, without_file = [], 0
    for line, cells in table.rows():
        said = {
            column: cells[place] for column, place in table.columns.items() if place < len(cells)
        }
        name = said.get("file", "").strip()
        if FILE.fullmatch(name):
            rows.append(_row(said, name, line))
        elif not name and len(cells) == len(table.headings):
            without_file += 1
    if not rows and not without_file:
        raise NoActivitiesListed
    return Listing(
        schemas.conform(pl.DataFrame(rows, schema=dict(schemas.LISTED)), schemas.LISTED),
        without_file,
    )


def _table(content: bytes) -> _Table | None:
    """Return a CSV with the separator that gives most columns; null if it is no text."""
    try:
        texts = lines_of(content).texts
    except UnreadableFile:
        return None
    tables = [_Table(texts, separator) for separator in SEPARATORS]
    return max(tables, key=lambda table: len(table.headings))


def _by_place(headings: Sequence[str], file: int) -> dict[str, int]:
    """Return where Strava's columns stand around the one with the file's name."""
    places = {"file": file, "title": TITLE_PLACE, "sport": SPORT_PLACE, "gear": file - 1}
    rpe = file + RPE_BEHIND_FILE
    if rpe < len(headings):
        first, second = headings[file - EFFORT_BEFORE_FILE], headings[file + EFFORT_BEHIND_FILE]
        places |= {"rpe": rpe} if first and first == second else {}
    return places


def _row(said: Mapping[str, str], name: str, line: int) -> dict[str, Any]:
    word = unicodedata.normalize("NFC", said.get("sport", ""))
    sport, sub_sport = sport_of_word(word) or (None, None)
    return {
        "file_name": _file_name(name),
        "title": _text(said.get("title", "")),
        "sport": sport,
        "sub_sport": sub_sport,
        "gear": _text(said.get("gear", "")),
        "rpe": _rpe(said.get("rpe", "").strip()),
        "line": line,
    }


def _file_name(name: str) -> str:
    return PurePosixPath(printable(name).replace("\\", "/")).name.lower().removesuffix(".gz")


def _text(cell: str) -> str | None:
    return printable(" ".join(cell.split()))[:LONGEST_TEXT].strip() or None


def _rpe(cell: str) -> float | None:
    """Return an exertion; Strava's scale begins at 1, so 0 is one nobody has given."""
    rpe = float(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else 0.0
    return rpe if 0 < rpe <= HIGHEST_RPE else None


def _letters(heading: str) -> str:
    """Return a heading's letters and digits, in lower case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", heading)).lower()
