"""What a run has to say of diaries: rows it could not read, and entries that are gone.

A live diary is a file that spreadsheets, phones and sync programs write. What it held before
lies in the archive, so nothing is lost; but somebody has to hear that it is missing.
"""

from collections.abc import Iterator

import polars as pl

from pipeline import tables, warehouse
from pipeline.diary.reading import KEY
from pipeline.errors import N_, Reason
from pipeline.home import Home

SHOWN = 3
"""So many reasons, or days, are told; the rest is counted."""

REFUSED = """
    select athlete_id, source, line, reason, reason_template, reason_facts
    from raw.diary_refused
    order by source, line
"""
LIVE_ENTRIES = f"""
    select athlete_id, sha256, {", ".join(KEY)}, pain_nrs
    from raw.diary
    where starts_with(source, '{tables.LIVE}')
"""
ENTRIES = f"select athlete_id, sha256, {', '.join(KEY)}, pain_nrs from raw.diary"
RETRACTED = f"select athlete_id, {', '.join(KEY)}, pain_nrs from raw.retractions"

NOT_READ = N_("{file}: diary rows that were not read: {count}. The first of them:")
TO_FIND = N_(
    "Correct these lines in the diary; in a dropped file, and drop it again. The page lists all of "
    "them, and so does: {command}"
)
GONE = N_(
    "{athlete}: entries that the diary held before and holds no more: {count}, the first of "
    "{days}. If that was not meant, the diary as it was lies in {path}"
)
COMMAND = 'backstride query "from raw.diary_refused"'


def refused_rows(home: Home) -> pl.DataFrame:
    """Return the rows of diaries that could not be read so far."""
    return _asked(home, REFUSED)


def live_entries(home: Home) -> pl.DataFrame:
    """Return what live diaries have come to so far."""
    return _asked(home, LIVE_ENTRIES)


def since(home: Home, refused_before: pl.DataFrame, live_before: pl.DataFrame) -> list[Reason]:
    """Return what is to be told of diaries since then, sentence by sentence."""
    refused = refused_rows(home)
    new = refused.join(refused_before, on=refused.columns, how="anti", nulls_equal=True)
    gone = _gone(live_before, _asked(home, ENTRIES), _asked(home, RETRACTED))
    return [*_told_refused(new), *_told_gone(home, gone)]


def _asked(home: Home, sql: str) -> pl.DataFrame:
    with warehouse.writing(home) as con:
        return tables.rows_of(con, sql)


def _gone(before: pl.DataFrame, entries: pl.DataFrame, retracted: pl.DataFrame) -> pl.DataFrame:
    """Return the entries of diaries that have changed which no diary of their athlete holds now.

    One that was taken back does not count anyway.
    """
    key = ["athlete_id", *KEY]
    changed = before.join(entries, on=["athlete_id", "sha256"], how="anti")
    return (
        changed.join(entries, on=key, how="anti", nulls_equal=True)
        .join(retracted, on=[*key, "pain_nrs"], how="anti", nulls_equal=True)
        .unique(key, keep="first", maintain_order=True)
        .sort("athlete_id", "local_date")
    )


def _told_refused(rows: pl.DataFrame) -> Iterator[Reason]:
    for (source,), of_file in rows.group_by(["source"], maintain_order=True):
        file = str(source).removeprefix("../")
        yield Reason(NOT_READ, {"file": file, "count": of_file.height})
        for row in of_file.head(SHOWN).rows(named=True):
            yield Reason.stored(row["reason_template"], row["reason_facts"])
    if rows.height:
        yield Reason(TO_FIND, {"command": COMMAND})


def _told_gone(home: Home, rows: pl.DataFrame) -> Iterator[Reason]:
    for (athlete_id,), of_athlete in rows.group_by(["athlete_id"], maintain_order=True):
        days = [day.isoformat() for day in of_athlete["local_date"].unique().sort().head(SHOWN)]
        sha256 = of_athlete["sha256"][0]
        path = home.archive / sha256[:2] / f"{sha256}.csv"
        facts = {"athlete": str(athlete_id), "days": ", ".join(days), "path": str(path)}
        yield Reason(GONE, {**facts, "count": of_athlete.height})
