"""How often the wording rule calls a strength programme a clear improvement, and how often rightly.

`python -m tests.benchmarks.programme_rule [--write]`: 2000 made-up diaries a situation (SCIENCE
C.2, C.4: 28 days before, 56 days of programme) go through `judged_by`; `--write` keeps what is
printed in `programme_rule.csv`, which README quotes. 60 % of the days are logged, for which C.4
states its limits; the same with every day logged stands below. The rule's one number that C.4
leaves open (`MOST_PHI`) was chosen on seeds 1 to 2000: none of those is counted here. Beside the
rule stands what two common ways would have said of the same diaries: Mann and Whitney's test, which
takes each log for an independent one, and "a change that matters was reached" (last two weeks
against baseline).
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table
from scipy.stats import mannwhitneyu

from pipeline.programme import ALPHA, is_mcid_reached, judged_by
from tests.simulate import FIRST_DAY, Array, ar1, nrs

SEEDS: Final = range(10_001, 12_001)
FEW: Final = SEEDS[:100]
"""Of these first diaries a test finds the very same shares again."""
BASELINE: Final = 28
PROGRAMME: Final = 56
DAYS: Final = BASELINE + PROGRAMME
LOGGED: Final = (0.6, 1.0)
"""Shares of days with an entry."""
POINT: Final = 1 / 1.9
"""A point on the scale in the units of a latent pain, see `nrs`."""
KEPT: Final = Path(__file__).with_suffix(".csv")
HEADERS: Final = (
    "situation",
    "logged",
    "diaries judged",
    "clear improvement",
    "possible",
    "clearly worse",
    "Mann-Whitney p < .05",
    "MCID alone",
    "wanted",
)


class Situation(NamedTuple):
    """What becomes of pain in a diary: how it lasts, where it begins, how and when it falls."""

    phi: float
    higher: float = 0.0
    fades: float = 0.0
    drops: float = 0.0
    at_most: float | None = None

    def fall(self) -> Array:
        """Return how many points each day lies above the simulator's usual level."""
        day = np.arange(DAYS)
        faded = self.fades * day / (DAYS - 1)
        return self.higher - faded - np.where(day >= BASELINE, self.drops, 0.0)


SITUATIONS: Final = {
    "nothing happens, phi .85": Situation(0.85, at_most=0.04),
    "nothing happens, phi .95": Situation(0.95, at_most=0.07),
    "fades by 1.5 points": Situation(0.85, fades=1.5, at_most=0.07),
    "fades by 1.5 points from 1.5 higher": Situation(0.85, higher=1.5, fades=1.5, at_most=0.07),
    "drops by 2 points, phi .85": Situation(0.85, higher=2.0, drops=2.0),
    "drops by 2 points, phi .95": Situation(0.95, higher=2.0, drops=2.0),
}
PERIOD: Final = {
    "baseline_from": FIRST_DAY,
    "started_on": FIRST_DAY + timedelta(BASELINE),
    "ended_on": None,
    "judged_until": FIRST_DAY + timedelta(DAYS - 1),
    "followed_until": FIRST_DAY + timedelta(DAYS),
    "is_judgeable": True,
}
"""The programme of every diary, as `judged_by` reads it."""


def diary(seed: int, situation: Situation, logged: float) -> pl.DataFrame:
    """Return the days somebody logged, and their scores."""
    rng = np.random.default_rng(seed)
    score = nrs(ar1(rng, DAYS, situation.phi) + POINT * situation.fall())
    is_logged = rng.random(DAYS) < logged
    dates = [FIRST_DAY + timedelta(day) for day in range(DAYS)]
    logs = pl.DataFrame({"local_date": dates, "pain_nrs": score})
    return logs.filter(pl.Series(is_logged))


def judged(name: str, logged: float, seed: int) -> dict[str, Any]:
    """Return what the rule and the two others say of one diary."""
    logs = diary(seed, SITUATIONS[name], logged)
    told = judged_by(PERIOD, logs)["verdict"]
    return {
        "situation": name,
        "logged": logged,
        "seed": seed,
        "is_judged": told != "not_enough_data",
        **{one: told == one for one in ("clear_improvement", "possible", "worse")},
        **_otherwise(logs),
    }


def _otherwise(logs: pl.DataFrame) -> dict[str, bool]:
    """Return what two common ways say of a diary."""
    day = pl.col("local_date")
    before, after, last = (
        logs.filter(days)["pain_nrs"].to_numpy()
        for days in (
            day < PERIOD["started_on"],
            day >= PERIOD["started_on"],
            day > PERIOD["judged_until"] - timedelta(14),
        )
    )
    return {
        "mann_whitney": bool(mannwhitneyu(before, after).pvalue < ALPHA),
        "mcid_alone": _is_better(before, last),
    }


def _is_better(before: Array, last: Array) -> bool:
    if not len(before) or not len(last):
        return False
    return bool(last.mean() < before.mean()) and is_mcid_reached(before.mean(), last.mean())


def measured(seeds: Iterable[int], names: Iterable[str] = tuple(SITUATIONS)) -> pl.DataFrame:
    """Return a row for each diary that is long enough to be judged."""
    numbers = list(seeds)
    rows = [judged(name, logged, seed) for logged in LOGGED for name in names for seed in numbers]
    return pl.DataFrame(rows).filter("is_judged").drop("is_judged")


def summary(diaries: pl.DataFrame) -> pl.DataFrame:
    """Return the share of diaries each way calls changed, of all and of the first few."""
    return pl.concat(_groups(diaries))


def _groups(diaries: pl.DataFrame) -> Iterator[pl.DataFrame]:
    first = f"seeds {FEW[0]} to {FEW[-1]}"
    share = pl.col("clear_improvement").mean()
    for group, is_in in (("all", pl.lit(True)), (first, pl.col("seed") <= FEW[-1])):
        yield (
            diaries.filter(is_in)
            .group_by("situation", "logged", maintain_order=True)
            .agg(
                pl.lit(group).alias("group"),
                pl.len().alias("diaries"),
                pl.col("clear_improvement", "possible", "worse", "mann_whitney", "mcid_alone")
                .cast(pl.Float64)
                .mean(),
                (share * (1 - share) / pl.len()).sqrt().alias("standard_error"),
            )
        )


def table(counted: pl.DataFrame) -> Table:
    """Return the shares in per cent."""
    title = f"Per cent of diaries, seeds {SEEDS[0]} to {SEEDS[-1]}, ± standard error"
    made = Table(*HEADERS, title=title)
    for row in counted.filter(group="all").to_dicts():
        made.add_row(*_line(row))
    return made


def _line(row: dict[str, Any]) -> Iterator[str]:
    yield row["situation"]
    yield f"{row['logged']:.0%}"
    yield str(row["diaries"])
    yield _percent(row["clear_improvement"]) + f" ± {100 * row['standard_error']:.1f}"
    yield from (_percent(row[way]) for way in ("possible", "worse", "mann_whitney", "mcid_alone"))
    most = SITUATIONS[row["situation"]].at_most
    yield f"<= {most:.0%}" if most is not None and row["logged"] == LOGGED[0] else ""


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def main() -> None:
    """Measure, print and keep."""
    counted = summary(measured(SEEDS))
    Console(width=130).print(table(counted))
    if "--write" in sys.argv:
        counted.write_csv(KEPT, float_precision=6)


if __name__ == "__main__":
    main()
