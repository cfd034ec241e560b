"""Every entry of an athlete as it stands now, with what became of it.

The live diary and the journal are read as they are; dropped diaries are taken from the published
warehouse. What counts is what `stg_diary` will say after the next run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline import schemas, tables, warehouse
from pipeline.diary import MOMENTS, diaries, parse_diary
from pipeline.diary.reading import KEY
from pipeline.errors import FileProblem
from pipeline.files import sha256_of
from pipeline.home import Home
from pipeline.journal import read_journal
from pipeline.said import said_at
from pipeline.settings import load_settings

Row = dict[str, Any]

DROPPED = """
    select * exclude (athlete_id)
    from raw.diary
    where athlete_id = ? and not starts_with(source, ?)
"""
CONTENT = tuple(column for column in schemas.DIARY if column != "line")


@dataclass(frozen=True)
class Kept:
    """One entry.

    Attributes
    ----------
    number
        In the order of days; earlier entries that come later move it.
    row
        Columns of `schemas.DIARY`, with `source` and `imported_at`.
    state
        Whether it counts, and if not, why.
    replaced_by
        The number of the entry that counts in its place.
    """

    number: int
    row: Row
    state: Literal["counts", "replaced", "taken back"]
    replaced_by: int | None

    @property
    def counts(self) -> bool:
        """Whether it is in the numbers of the next run."""
        return self.state == "counts"

    @property
    def place(self) -> str:
        """Its file, as it is called below the home folder or in the inbox, and its line there."""
        return f"{self.row['source'].removeprefix('../')}:{self.row['line']}"


def kept_entries(home: Home, athlete_id: str, *, with_dropped: bool = True) -> list[Kept]:
    """Return all entries by day; one that two files hold in the same words stands once.

    Parameters
    ----------
    home, athlete_id
        Whose.
    with_dropped
        Ask the warehouse for dropped diaries, too.

    Raises
    ------
    BackstrideError
        If the warehouse cannot be read.
    """
    rows = [*(_dropped(home, athlete_id) if with_dropped else []), *_live(home, athlete_id)]
    rows.sort(key=lambda row: (row["imported_at"], row["source"], row["line"]))
    retracted = _retracted(home, athlete_id)
    winners = {key_of(row): row for row in rows if scored_key(row) not in retracted}
    distinct = {tuple(row[column] for column in CONTENT): row for row in rows}
    by_day = sorted(distinct.values(), key=_by_day)
    numbers = {id(row): number for number, row in enumerate(by_day, 1)}
    kept = []
    for row in by_day:
        winner = winners.get(key_of(row))
        is_gone = scored_key(row) in retracted
        state: Literal["counts", "replaced", "taken back"] = (
            "taken back" if is_gone else "counts" if winner is row else "replaced"
        )
        by = numbers[id(winner)] if winner is not None and winner is not row else None
        kept.append(Kept(numbers[id(row)], row, state, by))
    return kept


def key_of(row: Row) -> tuple[str, ...]:
    """Return what tells an entry from others of its athlete; an empty time is a time, too."""
    return tuple(str(row[column] or "") for column in KEY)


def scored_key(row: Row) -> tuple[Any, ...]:
    """Return what a retraction names: the key, and the score it gave."""
    return (*key_of(row), row["pain_nrs"])


def _by_day(row: Row) -> tuple[Any, ...]:
    moment = MOMENTS.index(row["moment"]) if row["moment"] in MOMENTS else -1
    when = (row["local_date"], row["local_time"] or "", moment)
    return (*when, row["imported_at"], row["source"], row["line"])


def _dropped(home: Home, athlete_id: str) -> list[Row]:
    if not home.warehouse.exists():
        return []
    with warehouse.reading(home) as con:
        rows = tables.rows_of(con, DROPPED, athlete_id, tables.LIVE)
    return schemas.conform(rows, schemas.RAW["diary"]).to_dicts()


def _live(home: Home, athlete_id: str) -> Iterator[Row]:
    """Yield what the live diary and copies of it say; what is no diary says nothing."""
    today = load_settings(home).today(athlete_id)
    for diary in diaries(home):
        owner, path = diary
        if owner != athlete_id:
            continue
        data = path.read_bytes()
        try:
            read = parse_diary(data, today)
        except FileProblem:
            continue
        facts = {
            "source": f"{tables.LIVE}{path.name}",
            "imported_at": said_at(home, diary, sha256_of(data)),
        }
        yield from (row | facts for row in read.entries.to_dicts())


def _retracted(home: Home, athlete_id: str) -> set[tuple[Any, ...]]:
    return {scored_key(row) for row in read_journal(home, athlete_id).retractions.to_dicts()}
