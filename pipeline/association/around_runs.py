"""Is the back better or worse after a run than before it? A simple extra, no test of load.

A runner who feels the same all day but rates the evening higher would show a difference here
without any run having done anything; the sentence beside the number says so.
"""

from typing import Any, Final

import polars as pl

from pipeline.student import student_limit

MIN_PAIRS: Final = 5
COMPARISONS: Final = {"after_before": "after", "next_morning_before": "next_morning"}
SCHEMA: Final = {
    "comparison": pl.String,
    "n": pl.Int64,
    "mean_difference_nrs": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "status": pl.String,
}
_MOMENTS: Final = ("before", *COMPARISONS.values())


def around_runs(entries: pl.DataFrame) -> pl.DataFrame:
    """Compare pain after each run, and on the next morning, with pain before it.

    Parameters
    ----------
    entries
        One runner's entries of one body site: ``session_id``, ``relation`` (``before``,
        ``after``, ``next_morning``; others are left aside), ``pain_nrs``. Entries that belong to
        no run or hold no score count nowhere; of several of one run and relation the worst does.

    Returns
    -------
    pl.DataFrame
        Two rows, ``COMPARISONS``, with the columns ``SCHEMA``: mean of later minus earlier over
        the ``n`` runs that have both, one pair a run, with its 95 % interval by Student's t; the
        interval is null where all differences are the same, for they show no spread to judge by.
        Below 5 pairs [P] ``status`` is ``not_enough_data`` and there are no numbers.

    Notes
    -----
    The interval takes runs as independent. Objection: only runs with both entries are seen, and
    pain may change with the hour of day as well as with the run.
    """
    worst = [
        pl.col("pain_nrs").filter(pl.col("relation") == moment).max().alias(moment)
        for moment in _MOMENTS
    ]
    runs = entries.drop_nulls("session_id").group_by("session_id").agg(worst)
    rows = [
        {"comparison": name} | _mean_with_interval((runs[later] - runs["before"]).drop_nulls())
        for name, later in COMPARISONS.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _mean_with_interval(differences: pl.Series) -> dict[str, Any]:
    n, values = differences.len(), differences.cast(pl.Float64).sort().to_numpy()
    if n < MIN_PAIRS:
        return {"n": n, "status": "not_enough_data"}
    if values[0] == values[-1]:
        return {"n": n, "mean_difference_nrs": values[0], "status": "ok"}
    mean, half = values.mean(), student_limit(n - 1) * values.std(ddof=1) / n**0.5
    return {
        "n": n,
        "mean_difference_nrs": mean,
        "ci_low": mean - half,
        "ci_high": mean + half,
        "status": "ok",
    }
