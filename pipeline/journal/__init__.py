"""What the runner says, line by line, never deleted: `journal/NAME.csv`.

    say ──► lines ──► statements ──► frames
    one     append-   what a line    what the
    more    only file says, and      warehouse
    line              which count    gets

Each line is written at once and for good; a line cut short by a power failure is passed
over, the lines before it stand. It is the only home of what the runner says: the same
journal read again after the warehouse was lost means the same.
"""

from pipeline.journal.frames import Said, read_journal
from pipeline.journal.lines import append_lines, whole_lines
from pipeline.journal.reading import Entry, problems_of, read_entries
from pipeline.journal.speaking import Spoken, append_mark, say, take_back
from pipeline.journal.statements import (
    COLUMNS,
    CUSHIONINGS,
    KINDS,
    MARKS,
    MOST_KM,
    MOST_MIN,
    TRAINED,
    Exercise,
    Facts,
    Statement,
    journal_of,
)

__all__ = [
    "COLUMNS",
    "CUSHIONINGS",
    "KINDS",
    "MARKS",
    "MOST_KM",
    "MOST_MIN",
    "TRAINED",
    "Entry",
    "Exercise",
    "Facts",
    "Said",
    "Spoken",
    "Statement",
    "append_lines",
    "append_mark",
    "journal_of",
    "problems_of",
    "read_entries",
    "read_journal",
    "say",
    "take_back",
    "whole_lines",
]
