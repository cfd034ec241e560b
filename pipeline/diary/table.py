"""A CSV as people and phones write it: its lines, its separator, its columns, its rows.

Lines are counted as a text editor counts them. A quotation mark that is never closed
costs its own row, never the rows below it.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.diary.questions import column_asked, column_named
from pipeline.diary.words import DASHES, STAMP
from pipeline.errors import N_, UnreadableFile

SEPARATORS = ",;\t"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
LINE_BYTES = re.compile(LINE.pattern.encode())
EXCEL_SEPARATOR = re.compile(r'"?sep=([,;\t])"?\s*', re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x7f]")
MOST_CONTROLS = 0.1
MOST_ZEROS = 0.8
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
NUMBER = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,30})?")
STARTS_WITH_A_DAY = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[./]\d\d?[./]\d{4}")


@dataclass(frozen=True)
class Lines:
    """A text file line by line, each with the encoding that gives its bytes back."""

    mark: bytes
    texts: tuple[str, ...]
    codecs: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row; `cells` is null if a quotation mark in it is never closed."""

    line: int
    cells: list[str] | None
    last_line: int


@dataclass(frozen=True)
class Table:
    """A CSV with its heading found.

    Attributes
    ----------
    header
        Its first row; without cells if the file has no text at all.
    """

    lines: Lines
    separator: str
    header: Row

    @cached_property
    def headings(self) -> list[str]:
        """What the columns are called in the file."""
        return self.header.cells or []

    @cached_property
    def columns(self) -> dict[str, list[int]]:
        """Known column -> where it stands; a name may stand there twice, a question never.

        A heading that is a whole question gives way to one that names its column, and two
        questions about the same are too many to choose from.
        """
        named: dict[str, list[int]] = {}
        asked: dict[str, list[int]] = {}
        for place, heading in enumerate(self.headings):
            if name := column_named(heading):
                named.setdefault(name, []).append(place)
            elif name := column_asked(heading):
                asked.setdefault(name, []).append(place)
        return {name: at for name, at in asked.items() if len(at) == 1} | named

    @property
    def days(self) -> list[int]:
        """Where a day may stand: in its own column, in the one a form writes itself."""
        return [place for name in ("local_date", STAMP) for place in self.columns.get(name, [])]

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the heading, empty ones left out."""
        line = self.header.last_line + 1
        while line <= len(self.lines.texts):
            row = _row_at(self.lines.texts, line, self.separator)
            if row.cells is None or self._swallows_others(row, row.cells):
                row = Row(line, None, line)
            if row.cells is None or any(cell.strip() for cell in row.cells):
                yield row
            line = row.last_line + 1

    def fitted(self, cells: list[str]) -> list[str] | None:
        """Return as many cells as there are columns, or null if that takes guessing.

        Text after the last column belongs to a note that stands last: a phone that
        appends lines does not know about quotation marks.
        """
        width = len(self.headings)
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) <= width:
            return cells + [""] * (width - len(cells))
        note_is_last = width - 1 in self.columns.get("note", [])
        if not note_is_last or NUMBER.fullmatch(cells[width - 1].strip()):
            return None
        return [*cells[: width - 1], self.separator.join(cells[width - 1 :])]

    def _swallows_others(self, row: Row, cells: list[str]) -> bool:
        """Tell whether a cell of several lines holds rows of their own.

        Where the day stands behind that cell, its last line is the row's own rest.
        """
        if row.last_line == row.line:
            return False
        long_cell = next((n for n, cell in enumerate(cells) if re.search(r"[\r\n]", cell)), 0)
        rest_follows = next(iter(self.days), 0) > long_cell
        following = range(row.line + 1, row.last_line + (0 if rest_follows else 1))
        is_suspicious = any(self._looks_like_a_row(line) for line in following)
        return is_suspicious and not self._is_machine_written(row, cells)

    def _is_machine_written(self, row: Row, cells: list[str]) -> bool:
        """Tell whether every cell stands in quotation marks of its own: then all are closed."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.separator, quoting=csv.QUOTE_ALL).writerow(cells)
        written = "".join(self.lines.texts[row.line - 1 : row.last_line])
        is_whole = len(cells) == len(self.headings)
        return is_whole and written.rstrip("\r\n") == text.getvalue().rstrip("\r\n")

    def _looks_like_a_row(self, line: int) -> bool:
        """Tell whether a line inside quotation marks has a day and a pain in their places."""
        text = self.lines.texts[line - 1]
        cells = _row_at((text,), 1, self.separator).cells or []
        days, pains = self.days, self.columns.get("pain_nrs")
        if not days or not pains or len(cells) <= max(days[0], pains[0]):
            return False
        pain = cells[pains[0]].strip()
        is_pain = not pain or pain in DASHES or NUMBER.fullmatch(pain)
        return bool(STARTS_WITH_A_DAY.match(cells[days[0]].strip()) and is_pain)


def table_of(data: bytes) -> Table:
    """Return a CSV with the separator under which most headings are known.

    Raises
    ------
    UnreadableFile
        If the bytes are no text.
    """
    lines = lines_of(data)
    filled = (number for number, text in enumerate(lines.texts, 1) if text.strip())
    first = next(filled, 0)
    told = EXCEL_SEPARATOR.fullmatch(lines.texts[first - 1]) if first else None
    if told:
        first = next(filled, 0)
    if not first:
        return Table(lines, ",", Row(0, [], len(lines.texts)))
    separators = told.group(1) if told else SEPARATORS
    tables = [Table(lines, s, _row_at(lines.texts, first, s)) for s in separators]
    return max(tables, key=lambda table: (len(table.columns), len(table.headings)))


def lines_of(data: bytes) -> Lines:
    """Return the lines of a text in UTF-8, UTF-16 or Windows' own encoding, or a mixture.

    Raises
    ------
    UnreadableFile
        If the bytes are no text.
    """
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    codec = BYTE_ORDER_MARKS.get(mark) or _unmarked_codec(data)
    body = data[len(mark) :]
    try:
        if codec != "utf-8":
            texts = LINE.findall(body.decode(codec))
            codecs = [codec] * len(texts)
        else:
            parts = LINE_BYTES.findall(body.rstrip(b"\0"))
            codecs = [_codec_of(part) for part in parts]
            texts = [part.decode(codec) for part, codec in zip(parts, codecs, strict=True)]
    except UnicodeDecodeError as problem:
        raise UnreadableFile(problem=N_("this is no text")) from problem
    if _is_binary("".join(texts)) or (body and not texts):
        raise UnreadableFile(problem=N_("this is no text"))
    return Lines(mark, tuple(texts), tuple(codecs))


def _is_binary(text: str) -> bool:
    return "\0" in text or len(CONTROL.findall(text)) > MOST_CONTROLS * len(text)


def _unmarked_codec(data: bytes) -> str:
    """Tell UTF-16 without a mark by the zero bytes beside its commas and digits."""
    even, odd = data[:200:2], data[1:200:2]
    for codec, letters, zeros in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        is_beside = zeros.count(0) > MOST_ZEROS * len(zeros) and not letters.count(0)
        if is_beside and len(data) % 2 == 0:
            return codec
    return "utf-8"


def _codec_of(line: bytes) -> str:
    """Return the encoding of one line: a phone and a spreadsheet may have shared a file."""
    for codec in ("utf-8", "cp1252"):
        try:
            line.decode(codec)
        except UnicodeDecodeError:
            continue
        return codec
    return "latin-1"


def _row_at(texts: tuple[str, ...], line: int, separator: str) -> Row:
    """Return the row that begins in a line, quoted line breaks and all."""
    following = (texts[place] for place in range(line - 1, len(texts)))
    reader = csv.reader(following, delimiter=separator)
    try:
        cells = next(reader)
    except csv.Error:
        return Row(line, None, line)
    return Row(line, cells, line + reader.line_num - 1)
