"""Everybody's load against their own diary, then all diaries together, from table to table."""

from collections.abc import Sequence

import polars as pl

from pipeline import tables
from pipeline.association.findings import COUNTED_DAYS, pain_findings
from pipeline.association.pooled import CELL, pooled
from pipeline.progress import Report
from pipeline.warehouse import Connection


def associate_all(con: Connection, athletes: Sequence[str], report: Report) -> None:
    """Test some athletes' diaries; pool all where one of them is, or was, long enough to count.

    Parameters
    ----------
    con
        A warehouse whose models are built, in a transaction: whose diary was pooled before is
        known only until it is tested anew.
    athletes
        Whose diaries are tested anew.
    report
        Told whose turn it is.
    """
    found = []
    for done, athlete_id in enumerate(athletes):
        report("associate", done, len(athletes))
        found.append(pain_findings(**tables.pain_questions(con, athlete_id)))
    is_pooled = tables.is_everyone(con, athletes) or tables.is_counted(con, athletes)
    for table in found[0]:
        tables.write_table(con, table, _of_all(athletes, [one[table] for one in found]), athletes)
    if is_pooled or tables.is_counted(con, athletes):
        pool(con)


def _of_all(athletes: Sequence[str], rows: Sequence[pl.DataFrame]) -> pl.DataFrame:
    named = zip(athletes, rows, strict=True)
    return pl.concat(one.select(pl.lit(name).alias("athlete_id"), pl.all()) for name, one in named)


def pool(con: Connection) -> None:
    """Combine what the athletes' diaries say into `fct_pooled_association`."""
    days = tables.rows_of(con, f"from {COUNTED_DAYS} order by athlete_id, local_date")
    counted = days.rename({"acute_7d": CELL, "pain_nrs": "pain"})
    people = {rows["athlete_id"][0]: rows for rows in counted.partition_by("athlete_id")}
    tables.write_whole_table(con, "fct_pooled_association", pooled(people))
