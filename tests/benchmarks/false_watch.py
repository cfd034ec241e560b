"""How often steady runners are told to take care, and how often a real change is caught.

`python -m tests.benchmarks.false_watch [--write]`: 200 made-up runners of each template
(`steady`) go through the real models; `--write` keeps what is printed in `false_watch.csv`,
which README quotes. A share is the mean over runners, its standard error that of such a mean.
A change counts as caught if a load family is at watch or higher in its fortnight by a flag
raised on the change's first day or later; beside it stands what the same runner would have
been told in the same fortnight without any change.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from pipeline.models import run_models
from tests.benchmarks.steady import (
    CHANGED_FOR_DAYS,
    DAYS,
    TEMPLATES,
    athletes,
    day_of,
    longer,
    more,
    sessions,
    steady,
    until_the_change_ends,
)

RUNNERS = 200
FEW = 12
"""Of these first runners of each template a test finds the very same shares again."""
PORTION = 20
"""So many runners of each template are asked at once."""
WIDTH = 120
KEPT = Path(__file__).with_suffix(".csv")

LOAD_FAMILIES = ("F1", "F2", "F3", "F5", "return")
ANY, HIGH = "any", "level high"
FROM_DAYS = (90, 35)
"""How many days of history come before the first judged day."""
CHANGES: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "no change": lambda runs: runs,
    "runs 50 % longer": lambda runs: longer(runs, 1.5),
    "50 % more runs": more,
    "runs twice as long": lambda runs: longer(runs, 2.0),
}
AT_MOST = {(ANY, 90): 0.15, ("F2", 90): 0.06}
AT_LEAST = {"runs 50 % longer": 0.80, "runs twice as long": 0.99}
RUNNER = ["athlete_id", "runs_a_week", "terrain", "seed"]


def flags_and_levels(runs: pl.DataFrame, today: pl.Expr) -> pl.DataFrame:
    """Return one row per runner, day and what is at watch or higher on it, raised on which day."""
    marts = run_models(
        ["fct_flags", "fct_status"], raw_sessions=sessions(runs), raw_athletes=athletes(runs, today)
    )
    families = marts["fct_flags"].filter(
        pl.col("family").is_in(LOAD_FAMILIES), pl.col("level").is_in(["watch", "high"])
    )
    flags = families.select(
        "athlete_id",
        day_of("local_date").alias("day"),
        pl.col("family").alias("what"),
        day_of("raised_on").alias("raised"),
    )
    high = marts["fct_status"].filter(level="high")
    levels = high.select("athlete_id", day_of("local_date").alias("day"), what=pl.lit(HIGH))
    return pl.concat([flags, flags.with_columns(what=pl.lit(ANY)), levels], how="diagonal")


def watched(runs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Return each runner's share of days with each family at watch or higher."""
    told = flags_and_levels(runs, pl.lit(DAYS - 1))
    asked = runs.select(RUNNER).unique(maintain_order=True)
    whats = pl.DataFrame({"what": [ANY, *LOAD_FAMILIES, HIGH]})
    for from_day in FROM_DAYS:
        judged = told.filter(pl.col("day") >= from_day).unique(["athlete_id", "day", "what"])
        counts = judged.group_by("athlete_id", "what").agg(days=pl.len())
        yield (
            asked.join(whats, how="cross")
            .join(counts, on=["athlete_id", "what"], how="left")
            .select(
                *RUNNER,
                pl.lit("watch").alias("measured"),
                "what",
                pl.lit(from_day).alias("from_day"),
                (pl.col("days").fill_null(0) / (DAYS - from_day)).alias("share"),
            )
        )


def caught(runs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Return 1 for each runner whose change raises a flag within its fortnight, else 0."""
    for change, changed in CHANGES.items():
        history = until_the_change_ends(changed(runs))
        told = flags_and_levels(history, pl.col("changed_on") + CHANGED_FOR_DAYS - 1).filter(
            what=ANY
        )
        asked = runs.select(*RUNNER, "changed_on").unique(maintain_order=True)
        since = told.join(asked, on="athlete_id").filter(pl.col("raised") >= pl.col("changed_on"))
        yield asked.select(
            *RUNNER,
            pl.lit("caught").alias("measured"),
            pl.lit(change).alias("what"),
            pl.lit(None, pl.Int32).alias("from_day"),
            pl.col("athlete_id")
            .is_in(since["athlete_id"].implode())
            .cast(pl.Float64)
            .alias("share"),
        )


def measured(runners: int) -> pl.DataFrame:
    """Return all shares, one row per runner, in portions that fit into memory."""
    portions = (
        pl.concat(
            steady(runs_a_week, range(first, min(first + PORTION, runners)))
            for runs_a_week in TEMPLATES
        )
        for first in range(0, runners, PORTION)
    )
    return pl.concat(frame for runs in portions for frame in (*watched(runs), *caught(runs)))


def summary(shares: pl.DataFrame) -> pl.DataFrame:
    """Return mean share and its standard error by template, terrain and over all runners."""
    first = pl.format("seeds 0 to {}", pl.lit(FEW - 1))
    groups: Iterable[tuple[pl.Expr, pl.Expr]] = [
        (pl.format("{} runs", "runs_a_week"), pl.lit(True)),
        (pl.col("terrain"), pl.lit(True)),
        (first, pl.col("seed") < FEW),
        (pl.lit("all"), pl.lit(True)),
    ]
    return pl.concat(
        shares.filter(is_in)
        .group_by("measured", "what", "from_day", name.alias("group"), maintain_order=True)
        .agg(
            pl.len().alias("runners"),
            pl.col("share").mean(),
            (pl.col("share").std() / pl.len().sqrt()).alias("standard_error"),
        )
        for name, is_in in groups
    )


def limit(what: str, from_day: int | None) -> str:
    """Return what must be reached, in words."""
    if (what, from_day) in AT_MOST:
        return f"<= {AT_MOST[what, from_day]:.0%}"
    return f">= {AT_LEAST[what]:.0%}" if what in AT_LEAST else ""


def table(counted: pl.DataFrame) -> Table:
    """Return the shares in per cent, families and changes down, groups across."""
    shown = counted.filter(~pl.col("group").str.starts_with("seeds"))
    groups = shown["group"].unique(maintain_order=True).to_list()
    title = (
        f"{RUNNERS} steady runners a template, seeds 0 to {RUNNERS - 1}: per cent of days "
        "(watch) and of runners (caught), ± standard error"
    )
    made = Table("measured", "what", *groups, "wanted", title=title)
    for (kind, what, from_day), rows in shown.group_by(
        "measured", "what", "from_day", maintain_order=True
    ):
        cells = {row["group"]: _cell(row) for row in rows.to_dicts()}
        since = "" if from_day is None else f", day {from_day} on"
        made.add_row(f"{kind}{since}", what, *map(cells.get, groups), limit(what, from_day))
    return made


def _cell(row: Mapping[str, Any]) -> str:
    error = f" ± {100 * row['standard_error']:.1f}" if row["group"] == "all" else ""
    return f"{100 * row['share']:.1f}{error}"


def found() -> pl.DataFrame:
    """Return the whole count."""
    return summary(measured(RUNNERS))


def main() -> None:
    """Measure, print and keep."""
    counted = found()
    Console(width=WIDTH).print(table(counted))
    if "--write" in sys.argv:
        counted.write_csv(KEPT, float_precision=6)


if __name__ == "__main__":
    main()
