"""The numbers behind the page: files beside it that any spreadsheet and program reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from dashboards.i18n import LANGUAGES, Translator, translator
from dashboards.wording.numbers import HOW_TO_READ, TABLES
from pipeline.export import Shown


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
            word=t.gettext(TABLES[table.name][0]),
            rows=t.number(table.rows, 0),
            csv=f"{table.name}.csv",
            parquet=f"{table.name}.parquet",
            folder=folder,
        )
        for table in shown
    ]


def numbers_readme(tables: Sequence[Shown]) -> str:
    """Return the text beside an athlete's files, in every language."""
    return "\n\n".join(_readme(tables, translator(language)) for language in LANGUAGES) + "\n"


def _readme(tables: Sequence[Shown], t: Translator) -> str:
    title = t.gettext("The numbers behind the page")
    each = t.gettext("Each of these tables is there as CSV and as Parquet:")
    lists = "\n".join(_line(table, t) for table in tables)
    read = "\n".join(f"- {t.gettext(sentence)}" for sentence in HOW_TO_READ)
    return "\n\n".join((f"# {title}", each, lists, f"## {t.gettext('How to read them')}", read))


def _line(table: Shown, t: Translator) -> str:
    name, rows = map(t.gettext, TABLES[table.name])
    count = t.ngettext("{n} row", "{n} rows", table.rows)
    return f"- `{table.name}.csv`, `{table.name}.parquet` – **{name}** ({count}): {rows}."
