"""The count of `pain_calibration` in words and per cents."""

import polars as pl
from rich.table import Table

from tests.benchmarks.pain_cells import POWER_PERCENT, Cell
from tests.benchmarks.pain_groups import GROUP

POOLED_AT_MOST, CELL_AT_MOST, POWER_POINTS = 0.055, 0.08, 10
GROUP_INTERVAL_AT_MOST = 0.08
SHARES = ("naive_one", "naive_any", "primary", "more_pain", "family", "interval")
GROUP_SHARES = ("naive_one", "primary", "interval")
OF_GROUPS = pl.col("situation").str.starts_with(GROUP)


def whole(count: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of all diaries of a cell, without those of its first few."""
    is_whole = pl.col("last_seed") == pl.col("last_seed").max().over(list(Cell._fields))
    return count.filter(is_whole)


def pooled(count: pl.DataFrame) -> pl.DataFrame:
    """Return alarms and tested diaries over all cells without a link."""
    nulls = whole(count).filter(~OF_GROUPS, r=0)
    return nulls.select(pl.col("tested", *SHARES).sum(), cells=pl.len())


def table(count: pl.DataFrame) -> Table:
    """Return the false alarms in per cent of the tested diaries, cell by cell and over all."""
    title = (
        f"False alarms in per cent at nominal 5 %; wanted: primary and family {POOLED_AT_MOST:.1%} "
        f"over all, {CELL_AT_MOST:.0%} in any cell"
    )
    heads = ["naive", "naive, any of 18", "primary", "(more pain)", "family of 18", "interval"]
    made = Table("situation", "days", "logged", "phi", "tested", *heads, title=title)
    for row in whole(count).filter(~OF_GROUPS, r=0).to_dicts():
        facts = (row["situation"], row["days"], f"{row['logged_pct']} %", row["phi"], row["tested"])
        made.add_row(*map(str, facts), *_shares(row))
    everything = pooled(count).row(0, named=True)
    made.add_row("all", "", "", "", str(everything["tested"]), *_shares(everything))
    return made


def _shares(row: dict[str, int]) -> list[str]:
    return [f"{100 * row[name] / row['tested']:.1f}" for name in SHARES]


def power_table(count: pl.DataFrame) -> Table:
    """Return in how many of 100 diaries a link was seen, beside C.2's figure."""
    title = f"Links seen in per cent; wanted: at most {POWER_POINTS} points below C.2"
    made = Table("r", "days", "logged", "tested", "primary", "C.2", "family of 18", title=title)
    for row in whole(count).filter(~OF_GROUPS, pl.col("r") > 0).to_dicts():
        cell = Cell(*(row[name] for name in Cell._fields))
        primary, family = (
            f"{100 * row[name] / row['tested']:.0f}" for name in ("primary", "family")
        )
        facts = (cell.r, cell.days, f"{cell.logged_pct} %", row["tested"])
        made.add_row(*map(str, facts), primary, str(POWER_PERCENT[cell]), family)
    return made


def group_table(count: pl.DataFrame) -> Table:
    """Return how often groups without and with a link are told of one."""
    title = "Groups told of a link in per cent; without one at nominal 5 %"
    made = Table("group", "r", "tested", "naive", "p", "interval", title=title)
    for row in whole(count).filter(OF_GROUPS).to_dicts():
        shares = (f"{100 * row[name] / row['tested']:.1f}" for name in GROUP_SHARES)
        made.add_row(row["situation"], str(row["r"]), str(row["tested"]), *shares)
    return made
