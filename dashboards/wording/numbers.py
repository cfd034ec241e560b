"""How files of numbers are to be read, wherever they lie."""

from collections.abc import Mapping
from typing import Final

from pipeline.errors import N_

TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "sessions": (
        N_("Sessions"),
        N_("one row a session: a run, a ride, a training; also those taken out (is_excluded)"),
    ),
    "days": (
        N_("Days: load, pain, status"),
        N_(
            "one row a day from the first session or entry on: what kind of day it was, "
            "kilometres and how they have moved, internal load, highest pain of the lower back, "
            "status"
        ),
    ),
    "weeks": (
        N_("Weeks"),
        N_("one row a week from Monday: kilometres, change, running days, internal load"),
    ),
    "pain": (
        N_("Diary entries"),
        N_("one row an entry: several a day stand side by side, also of other parts of the body"),
    ),
    "flags": (N_("Signals"), N_("one row a day and signal that was alive on it")),
    "habits": (
        N_("Protective things by week"),
        N_("one row a week and protective thing: true is yes, false no, empty not known"),
    ),
    "shoes": (N_("Shoes"), N_("one row a pair")),
}
"""Table beside a page -> its name, and what it has a row of."""

EMPTY: Final = N_("An empty cell is unknown; 0 is rest. No number here says what pain comes from.")
UNITS: Final = N_(
    "A unit ends a column's name: _km, _m, _s, _min, _h, _mps (metres a second), _bpm (heart beats "
    "a minute), _spm (steps a minute), _pct (percent), _nrs (points of pain, 0 to 10). Ratios "
    "and loads have none."
)
ROUNDED: Final = N_(
    "Numbers in CSV are rounded to what a watch or a diary can mean: kilometres to the metre, "
    "percent to 2 decimals, ratios and means to 4. Parquet holds them in full."
)
COLUMNS: Final = N_("columns.csv says, in English, what each column means and in which unit it is.")
CSV: Final = N_(
    "The CSV files are UTF-8 with commas, decimal points and ISO dates; instants are UTC. In a "
    "spreadsheet set to another language, import them as text (Data, From Text/CSV)."
)
FORMULAS: Final = N_(
    "In CSV, a text that begins like a formula (with = + - or @) carries an apostrophe in "
    "front, so that no spreadsheet computes what somebody typed. Parquet holds it as typed."
)
HEALTH: Final = N_("These are notes on somebody's health: think of whom you hand them to.")

HOW_TO_READ: Final = (EMPTY, UNITS, ROUNDED, COLUMNS, CSV, FORMULAS, HEALTH)
