"""All that is worked out from one athlete's diary and load, table by table."""

from typing import Final

import polars as pl

from pipeline.association.around_runs import around_runs
from pipeline.association.load_features import between_logs, counted_days, load_features
from pipeline.association.own_diary import SCHEMA, associate_counted, is_enough
from pipeline.association.pooled import CELL

COUNTED_DAYS: Final = "fct_pain_counted_days"


def pain_findings(
    daily: pl.DataFrame, diary: pl.DataFrame, longest: pl.DataFrame, entries: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Return the rows of each table of findings.

    Parameters
    ----------
    daily, longest
        As `pipeline.association.associate` takes them.
    diary
        The same with ``is_medicated``: a painkiller was taken that day.
    entries
        As `pipeline.association.around_runs.around_runs` takes them.

    Returns
    -------
    dict
        By table. `fct_pain_association_unmedicated` is about the same days, those with a
        painkiller taken for days without an entry; it has no rows where there are none.
        `fct_pain_counted_days` holds what is pooled, of diaries long enough: ``acute_7d``, the
        load of the week up to the day before in the runner's mean days, and ``pain_nrs``.
    """
    counted = counted_days(load_features(daily, longest), diary)
    pooled = counted if is_enough(counted) else counted.clear()
    return {
        "fct_pain_association": associate_counted(counted),
        "fct_pain_association_unmedicated": _unmedicated(counted, diary),
        "fct_pain_around_runs": around_runs(entries),
        COUNTED_DAYS: pooled.select("local_date", acute_7d=CELL, pain_nrs="pain"),
    }


def _unmedicated(counted: pl.DataFrame, diary: pl.DataFrame) -> pl.DataFrame:
    """Test the very days once more, as if nothing had been logged on those with a painkiller."""
    days = diary.filter("is_medicated").select(pl.col("local_date").cast(pl.Date))
    medicated = counted.drop_nulls("pain").join(days, on="local_date", how="semi")
    if medicated.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    has_painkiller = pl.col("local_date").is_in(medicated["local_date"].to_list())
    left = pl.when(~has_painkiller).then(pl.col("pain")).alias("pain")
    return associate_counted(between_logs(counted.with_columns(left)))
