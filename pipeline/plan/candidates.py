"""The distances that are asked, as runs of made-up athletes."""

from datetime import date, timedelta
from math import ceil

import polars as pl

MONTH_DAYS = 30
WEEK_DAYS = 7
SPREAD_DAYS = 28
FULLEST_WEEK_DAYS = 35
MIN_RUNS = 3
RUN_STEP_KM = 0.5
WEEK_STEPS = 60
HEADROOM = 2.2
RUN_FLOOR_KM = 1.5
"""So much beyond the longest run is asked at the least: a run of hundreds of metres is no spike
before it is a kilometre longer."""
WEEK_FLOOR_KM = 6.0
"""The same for a week, which steps up by 5 km at the least."""

Spread = dict[date, float]
"""Day ahead -> its share of the week's kilometres."""


def made_up_runs(runs: pl.DataFrame, today: date, *, is_returning: bool) -> pl.DataFrame:
    """Return the runs that are asked, one row per candidate and day.

    Parameters
    ----------
    runs
        The runner's own runs that count: local_date, distance_m, timer_s, descent_m.
    today
        The runner's today.
    is_returning
        Whether a break is open or ended in the last weeks: then there are no usual weekdays,
        and the week is spread over every second day.

    Returns
    -------
    pl.DataFrame
        kind (run, week), km (what is asked), until (the last day its flags count), local_date,
        distance_km, timer_s and descent_m like those of the runner's usual kilometre.
    """
    tomorrow = today + timedelta(1)
    usual = {} if is_returning else _usual_weekdays(runs, today)
    spread = usual or _every_second_day(runs, today)
    return pl.concat(
        [
            _spread_out("run", _run_totals(runs, today), {tomorrow: 1.0}, tomorrow),
            _spread_out("week", _week_totals(runs, today), spread, today + timedelta(WEEK_DAYS)),
        ]
    ).with_columns(**_usual_kilometre(_since(runs, today, SPREAD_DAYS)))


def recent_runs(runs: pl.DataFrame, today: date) -> pl.DataFrame:
    """Return the runs of the last 30 days."""
    return _since(runs, today, MONTH_DAYS)


def longest_km(runs: pl.DataFrame) -> float | None:
    """Return the kilometres of the longest run."""
    metres = max(runs["distance_m"].to_list(), default=None)
    return None if metres is None else float(metres) / 1000


def _since(runs: pl.DataFrame, today: date, days: int) -> pl.DataFrame:
    return runs.filter(pl.col("local_date") > today - timedelta(days))


def _spread_out(kind: str, totals: list[float], spread: Spread, until: date) -> pl.DataFrame:
    """Return each total spread over days; 0 km keeps its days, too."""
    days = pl.DataFrame(
        {"local_date": list(spread), "share": list(spread.values())},
        schema={"local_date": pl.Date, "share": pl.Float64},
    )
    return (
        pl.DataFrame({"km": totals}, schema={"km": pl.Float64})
        .join(days, how="cross")
        .select(
            kind=pl.lit(kind),
            km="km",
            until=pl.lit(until),
            local_date="local_date",
            distance_km=pl.col("km") * pl.col("share"),
        )
    )


def _usual_kilometre(runs: pl.DataFrame) -> dict[str, pl.Expr]:
    """Return time and descent of a made-up run, from the kilometres that have them."""
    return {name: pl.col("distance_km") * _per_km(runs, name) for name in ("timer_s", "descent_m")}


def _per_km(runs: pl.DataFrame, measure: str) -> pl.Expr:
    known = runs.filter(pl.col(measure).is_not_null())
    per_km = pl.col(measure).sum() / pl.col("distance_m").sum() * 1000
    return pl.lit(known.select(per_km).item() if known.height else None, pl.Float64)


def _run_totals(runs: pl.DataFrame, today: date) -> list[float]:
    """Return 0, 0.5, ... km beyond what the longest run of the last 30 days lets through.

    Where there are too few runs in them, one returns from a break, or nothing can be said: then
    the longest run of all.
    """
    recent = recent_runs(runs, today)
    longest = longest_km(recent if recent.height >= MIN_RUNS else runs) or 0.0
    return _steps(max(HEADROOM * longest, longest + RUN_FLOOR_KM), RUN_STEP_KM)


def _week_totals(runs: pl.DataFrame, today: date) -> list[float]:
    """Return at most 60 whole numbers of km, beyond what the fullest seven days let through."""
    has_enough = recent_runs(runs, today).height >= MIN_RUNS
    fullest = _fullest_week_km(_since(runs, today, FULLEST_WEEK_DAYS) if has_enough else runs)
    reach_km = max(HEADROOM * fullest, fullest + WEEK_FLOOR_KM)
    return _steps(reach_km, ceil(reach_km / WEEK_STEPS))


def _steps(reach_km: float, step_km: float) -> list[float]:
    return [step_km * count for count in range(int(reach_km / step_km) + 1)]


def _fullest_week_km(runs: pl.DataFrame) -> float:
    sums = (
        runs.sort("local_date")
        .rolling(index_column="local_date", period="7d")
        .agg(pl.col("distance_m").sum())
    )
    return longest_km(sums) or 0.0


def _usual_weekdays(runs: pl.DataFrame, today: date) -> Spread:
    """Return the next seven days with the shares they had in the middle one of the last four weeks.

    A week that was run: the mean of four would be smoother than any, with runs moved by a day
    seven little ones, and its monotony would forbid what the runner does each week.
    """
    recent = _since(runs, today, SPREAD_DAYS).with_columns(
        weeks_back=(pl.lit(today) - pl.col("local_date")).dt.total_days() // WEEK_DAYS
    )
    by_week = recent.group_by("weeks_back").agg(pl.col("distance_m").sum())
    ordered = by_week.sort("distance_m", "weeks_back")
    middle, whole = ordered.row((ordered.height - 1) // 2)
    week = recent.filter(weeks_back=middle).group_by("local_date").agg(pl.col("distance_m").sum())
    return {
        day + timedelta(WEEK_DAYS * (middle + 1)): metres / whole
        for day, metres in week.sort("local_date").iter_rows()
    }


def _every_second_day(runs: pl.DataFrame, today: date) -> Spread:
    """Return equal shares of every second day, none on the day after a run."""
    first = 2 if today in set(runs["local_date"]) else 1
    days = [today + timedelta(ahead) for ahead in range(first, WEEK_DAYS + 1, 2)]
    return dict.fromkeys(days, 1 / len(days))
