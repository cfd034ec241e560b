"""The numbers behind the page: files beside it that any spreadsheet and program reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from dashboards.i18n import Translator
from pipeline.errors import N_
from pipeline.export import Shown

WORDS: Final = {
    "sessions": N_("Sessions"),
    "days": N_("Days: load, pain, status"),
    "weeks": N_("Weeks"),
    "pain": N_("Diary entries"),
    "flags": N_("Signals"),
    "habits": N_("Protective things by week"),
    "shoes": N_("Shoes"),
}


@dataclass(frozen=True)
class Files:
    """One table of the numbers: what it holds, how many rows, and its files."""

    word: str
    rows: str
    csv: str
    parquet: str
    folder: str


def numbers_list(shown: Sequence[Shown], athlete_id: str, t: Translator) -> list[Files]:
    """Return the files that lie beside an athlete's page, in the order of the page's sections."""
    folder = f"data/{quote(athlete_id)}/"
    return [
        Files(
            word=t.gettext(WORDS[table.name]),
            rows=t.number(table.rows, 0),
            csv=f"{table.name}.csv",
            parquet=f"{table.name}.parquet",
            folder=folder,
        )
        for table in shown
    ]
