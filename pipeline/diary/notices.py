"""What a run has to say of diaries: rows it could not read, and entries that are gone.

A live diary is a file that spreadsheets, phones and sync programs write. What it held before
lies in the archive, so nothing is lost; but somebody has to hear that it is missing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from pipeline import tables, warehouse
from pipeline.commands import own_command
from pipeline.diary import gone
from pipeline.diary.reading import KEY
from pipeline.errors import N_, Reason
from pipeline.home import Home

SHOWN = 3
"""So many reasons, or days, are told; the rest is counted."""

Row = tuple[Any, ...]

REFUSED = """
    select source, line, reason_template, reason_facts, athlete_id
    from raw.diary_refused
    order by source, line
"""
SAME_ENTRY = " and ".join(
    f"coalesce(diary.{column}::varchar, '') = coalesce(retractions.{column}::varchar, '')"
    for column in ("athlete_id", *KEY, "pain_nrs")
)
ENTRY = ", ".join(("athlete_id", *KEY, "pain_nrs"))
TAKEN_BACK = f"""
    with counted as (
        select retractions.*, diary.source, count(diary.source) as lines
        from (select distinct {ENTRY} from raw.retractions) as retractions
        left join (from raw.diary where starts_with(source, '{tables.LIVE}')) as diary
            on {SAME_ENTRY}
        group by all
    )

    select {ENTRY}, max(lines) from counted group by all order by all
"""
"""Each entry that was taken back, and how often one live diary says it."""

NOT_READ = N_("{file}: diary rows that were not read: {count}. The first of them:")
TO_FIND = N_(
    "Correct these lines in the diary; in a dropped file, and drop it again. The page lists all of "
    "them, and so does: {command}"
)
GONE = N_(
    "{athlete}: entries that the diary held before and holds no more: {count}, the first of "
    "{days}. If that was not meant, the diary as it was lies in {path}"
)
GONE_STAYS = N_(
    "They stay listed on the page until they are there again. If it was meant: {command}"
)
EQUAL = N_(
    "{athlete}: an entry that was taken back stands in the diary again, so it is not counted: "
    "{entry}. To let it count, take that line of the journal back: {command}"
)
COMMAND = 'backstride query "from raw.diary_refused"'


class Known(NamedTuple):
    """What was to be told of diaries before a run."""

    refused: list[Row]
    gone: list[dict[str, Any]]
    taken_back: dict[Row, int]


def known(home: Home) -> Known:
    """Return what there is to be told of diaries by now."""
    with warehouse.writing(home) as con:
        taken_back = con.sql(TAKEN_BACK).fetchall()
        return Known(
            con.sql(REFUSED).fetchall(),
            gone.rows(con),
            {tuple(entry): lines for *entry, lines in taken_back},
        )


def since(home: Home, before: Known) -> list[Reason]:
    """Return what is to be told of diaries since then, sentence by sentence."""
    now = known(home)
    told_before = Counter(before.refused)
    refused = list((Counter(now.refused) - told_before).elements())
    missing = [row for row in now.gone if row not in before.gone]
    return [*_told_refused(refused), *_told_gone(home, missing), *_told_equal(before, now)]


def _told_refused(rows: list[Row]) -> Iterator[Reason]:
    for source, of_source in groupby(rows, key=lambda row: str(row[0])):
        of_file = list(of_source)
        yield Reason(NOT_READ, {"file": source.removeprefix("../"), "count": len(of_file)})
        for _, _, template, facts, _ in of_file[:SHOWN]:
            yield Reason.stored(template, facts)
    if rows:
        yield Reason(TO_FIND, {"command": COMMAND})


def _told_gone(home: Home, rows: Iterable[dict[str, Any]]) -> Iterator[Reason]:
    for athlete_id, of_athlete in groupby(rows, key=lambda row: str(row["athlete_id"])):
        missing = list(of_athlete)
        days = sorted({row["local_date"].isoformat() for row in missing})
        sha256 = missing[0]["sha256"]
        path = home.archive / sha256[:2] / f"{sha256}.csv"
        facts = {"athlete": athlete_id, "days": ", ".join(days[:SHOWN]), "path": str(path)}
        yield Reason(GONE, {**facts, "count": len(missing)})
        yield Reason(GONE_STAYS, {"command": own_command(athlete_id, "diary", "gone", "--noted")})


def _told_equal(before: Known, now: Known) -> Iterator[Reason]:
    """Tell of entries in the words of one that was taken back: who appended them cannot know."""
    for entry, lines in now.taken_back.items():
        if lines > before.taken_back.get(entry, 1):
            athlete_id, day, *others = entry
            told = " ".join(str(other) for other in (day, *others) if other is not None)
            command = own_command(athlete_id, "journal")
            yield Reason(EQUAL, {"athlete": athlete_id, "entry": told, "command": command})
