"""Everybody's strength programmes judged, and the group's arms beside each other."""

from collections.abc import Sequence

import polars as pl

from pipeline import tables
from pipeline.programme import evaluate
from pipeline.programme.arms import arms
from pipeline.tables.questions import daily_pain
from pipeline.warehouse import Connection


def evaluate_all(con: Connection, athletes: Sequence[str]) -> None:
    """Judge some athletes' programmes into `fct_programmes`, all into `fct_cohort_programmes`.

    Parameters
    ----------
    con
        A warehouse whose models are built.
    athletes
        Whose programmes are judged anew.
    """
    judged = [
        evaluate(
            tables.read_table(con, "fct_programme_periods", athlete_id),
            daily_pain(con, athlete_id),
        )
        for athlete_id in athletes
    ]
    tables.write_table(con, "fct_programmes", pl.concat(judged), athletes)
    everybody = tables.rows_of(con, "from fct_programmes")
    tables.write_whole_table(con, "fct_cohort_programmes", arms(everybody))
