"""How often the pain statistics cry wolf, and how often they see a link that is there.

`python -m tests.benchmarks.pain_calibration [--write] [--keep FOLDER]`: 2 000 made-up diaries of
each null situation of SCIENCE C.2 (`tests.simulate`) go through the shipped test, beside ordinary
Spearman correlations of the same diaries; then diaries with a known link, and groups of athletes
whose diaries are pooled. Seeds run from 1 on.
`--write` keeps what is printed in `pain_calibration.csv`, which README quotes; `--keep` remembers
each finished cell in a folder, so that a run broken off goes on where it was.

A diary with too little to say (C.1) is left out and counted. An alarm is p below .05: of the one
hypothesis named before looking, or of any of the 18 after their correction.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from tests.benchmarks.pain_cells import FALSE_ALARMS, OUTCOME, POWER, Cell, outcome
from tests.benchmarks.pain_groups import GROUP, GROUPS, group_outcome
from tests.benchmarks.pain_table import group_table, power_table, table

DIARIES, GROUPS_DRAWN = 2000, 1000
FEW = 4
"""Of these first diaries of each cell a test finds the very same counts again."""
CELLS = (*FALSE_ALARMS, *POWER, *GROUPS)
WIDTH = 140
PROCESSES = 2
KEPT = Path(__file__).with_suffix(".csv")
ALARMS = tuple(name for name, kind in OUTCOME.items() if kind == pl.Boolean)[1:]


def counted(cell: Cell, told: pl.DataFrame) -> pl.DataFrame:
    """Return how many diaries of a cell were tested and how many of them raised which alarm."""
    tested = told.filter("is_tested")
    return tested.select(
        **{fact: pl.lit(value) for fact, value in cell._asdict().items()},
        last_seed=pl.lit(told.height),
        tested=pl.len(),
        **{name: pl.when(pl.count(name) > 0).then(pl.sum(name)) for name in ALARMS},
        mean_p=pl.mean("p_value"),
        mean_p_family=pl.mean("p_family"),
    ).head(1)


def outcomes(cell: Cell, draws: int) -> pl.DataFrame:
    """Return what was said about the diaries, or groups, of the first seeds, one row each."""
    seeds = range(1, draws + 1)
    if cell.situation.startswith(GROUP):
        return pl.DataFrame([group_outcome(cell, seed) for seed in seeds], schema=OUTCOME)
    return pl.DataFrame([outcome(cell.runner(seed)) for seed in seeds], schema=OUTCOME)


def told(cell: Cell, keep: Path | None) -> pl.DataFrame:
    """Return what was said about each diary of a cell, from its folder if it is known there."""
    draws = GROUPS_DRAWN if cell in GROUPS else DIARIES
    if keep is None:
        return outcomes(cell, draws)
    file = keep / f"{cell.name}.parquet"
    if not file.exists():
        outcomes(cell, draws).write_parquet(file.with_suffix(".part"))
        file.with_suffix(".part").rename(file)
    return pl.read_parquet(file)


def found(cells: Sequence[Cell] = CELLS, keep: Path | None = None) -> pl.DataFrame:
    """Return the whole count, and that of the first few diaries of each cell."""
    with get_context("spawn").Pool(PROCESSES) as pool:
        said = pool.map(partial(told, keep=keep), cells, chunksize=1)
    return pl.concat(
        [
            *(counted(cell, rows) for cell, rows in zip(cells, said, strict=True)),
            *(counted(cell, rows.head(FEW)) for cell, rows in zip(cells, said, strict=True)),
        ]
    )


def kept() -> pl.DataFrame:
    """Return the committed count."""
    return pl.read_csv(KEPT)


def tables(count: pl.DataFrame) -> tuple[Table, ...]:
    """Return a count as it is printed."""
    return table(count), power_table(count), group_table(count)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    count = found(keep=asked.keep)
    for shown in tables(count):
        Console(width=WIDTH).print(shown)
    if asked.write:
        count.write_csv(KEPT, float_precision=6)


if __name__ == "__main__":
    main()
