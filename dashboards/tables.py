"""Tables as the templates draw them: every cell told already, user's words kept apart."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dashboards.i18n import DASH, Translator

SHOWN_ROWS: Final = 60


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes
    ----------
    is_typed
        Whether a user typed the text, so that no machine may translate it.
    is_code
        Whether it is a command to copy.
    mark
        A colour class that goes with a sign in the text: `careful`, `high`, `ok`, or none.
    link
        Where the text leads, empty where nowhere.
    """

    text: str
    is_typed: bool = False
    is_code: bool = False
    mark: str = ""
    link: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption; numbers stand right except in the first column.

    Attributes
    ----------
    wordy
        Columns, counted from 0, that hold sentences or names: they stand left and wrap.
    note, note_command
        A sentence above the table, and the command it ends in.
    total
        What the table tells of, where that is more than its rows.
    is_stacked
        Whether a narrow screen shows each row as a list: for rows of many words.
    """

    caption: str
    headers: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    wordy: tuple[int, ...] = ()
    note: str = ""
    note_command: str = ""
    total: int | None = None
    is_stacked: bool = False

    @property
    def size(self) -> int:
        """How many things the table tells of."""
        return len(self.rows) if self.total is None else self.total


def typed(text: str | None) -> Cell:
    """Return a cell with a user's own words."""
    return Cell(text or "", is_typed=True)


def command(*words: str) -> Cell:
    """Return a cell with a command of Backstride."""
    return Cell(" ".join(("backstride", *words)), is_code=True)


def number(value: float | None, t: Translator, digits: int = 1) -> Cell:
    """Return a cell with a number; a dash where it is not known."""
    return Cell(DASH if value is None else t.number(value, digits))


def distance(km: float | None, t: Translator, digits: int = 1) -> Cell:
    """Return a cell with a distance whose unit stands in the heading; a dash where not known."""
    return number(None if km is None else t.from_km(km), t, digits)


def day(value: date, t: Translator, link: str = "") -> Cell:
    """Return a cell with a date, and where what it is the day of is told of."""
    return Cell(t.date(value), link=link)
