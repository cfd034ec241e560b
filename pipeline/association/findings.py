"""All that is worked out from one athlete's diary and load, table by table."""

import polars as pl

from pipeline.association import associate_counted
from pipeline.association.around_runs import around_runs
from pipeline.association.load_features import counted_days, load_features


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
        As `pipeline.around_runs.around_runs` takes them.

    Returns
    -------
    dict
        By table. `fct_pain_association_unmedicated` leaves the days with a painkiller out and
        has no rows where there are none.
    """
    features = load_features(daily, longest)
    everything = associate_counted(counted_days(features, diary))
    without = everything.clear()
    if diary["is_medicated"].any():
        without = associate_counted(counted_days(features, diary.filter(~pl.col("is_medicated"))))
    return {
        "fct_pain_association": everything,
        "fct_pain_association_unmedicated": without,
        "fct_pain_around_runs": around_runs(entries),
    }
