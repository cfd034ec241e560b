"""The rules of SCIENCE E.1 for load, written a second time in plain Python, slowly.

An oracle for the models: no window function, no SQL, a loop over days. It knows only runners
without unknown days and without a break.
"""

from collections.abc import Mapping, Sequence
from statistics import mean, median, stdev

Flags = dict[tuple[int, str], str]
"""Day and family -> level."""

EPSILON = 1e-9


def spikes(runs: Sequence[tuple[int, float]]) -> Flags:
    """F1: each run (day, km) against the longest of the 30 days before its day."""
    found: Flags = {}
    over_130: list[int] = []
    for day, km in sorted(runs):
        before = [other for on, other in runs if day - 30 <= on < day]
        if len(before) < 3 or day - runs[0][0] < 30:
            continue
        ratio = km / max(before)
        if ratio <= 1.10 + EPSILON or km - max(before) < 1:
            continue
        if ratio > 1.30 + EPSILON:
            over_130.append(day)
        is_second = ratio > 1.30 + EPSILON and sum(day - 13 <= on for on in over_130) >= 2
        level = "high" if ratio > 2 + EPSILON or is_second else "watch"
        found[day, "F1"] = max(level, found.get((day, "F1"), "watch"), key=["watch", "high"].index)
    return found


def volume_steps(km: Sequence[float]) -> Flags:
    """F2: 7 and 14 days up to each running day against the largest such sums before."""
    found: Flags = {}
    for day in range(40, len(km)):
        above = [
            100 * (total / largest - 1)
            for total, largest in (
                _total_and_largest(km, day, 7, range(day - 34, day - 6)),
                _total_and_largest(km, day, 14, range(day - 27, day - 13)),
            )
            if total - largest >= 5
        ]
        if km[day] > 0 and above and max(above) > 30 + EPSILON:
            found[day, "F2"] = "high" if max(above) > 100 + EPSILON else "watch"
    return found


def _total_and_largest(
    km: Sequence[float], day: int, days: int, before: range
) -> tuple[float, float]:
    """Return the km of some days up to one, and the largest such sum of earlier days."""
    totals = {end: sum(km[end - days + 1 : end + 1]) for end in (day, *before)}
    return totals.pop(day), max(totals.values())


def descents(km: Sequence[float], descent_m: Sequence[float]) -> Flags:
    """F5: the week's descent against twice the weekly mean of 28 days, above 300 m."""
    found: Flags = {}
    for day in range(27, len(km)):
        week, month = sum(descent_m[day - 6 : day + 1]), sum(descent_m[day - 27 : day + 1])
        if km[day] > 0 and week > 300 and week > 2 * month / 4 + EPSILON:
            found[day, "F5"] = "watch"
    return found


def shapes(km: Sequence[float]) -> Flags:
    """F3: two of four signs on a running day; the first day of `km` is the history's first."""
    weeks = [km[day - 6 : day + 1] if day >= 6 else [] for day in range(len(km))]
    monotony = [_monotony(week) for week in weeks]
    strain = [None if m is None else sum(week) * m for week, m in zip(weeks, monotony, strict=True)]
    run_days = [sum(run > 0 for run in week) for week in weeks]
    found: Flags = {}
    in_row = 0
    for day in range(90, len(km)):
        hard_from = quantile([run for run in km[day - 90 : day] if run > 0], 0.75)
        in_row = in_row + 1 if km[day] > hard_from + EPSILON else 0
        before = [known for known in strain[max(0, day - 180) : day] if known is not None]
        limit = quantile(before, 0.90) if len(before) >= 90 else float("inf")
        usual = median(run_days[max(6, day - 90) : day])
        signs = (
            (monotony[day] or 0) > 2 + EPSILON,
            (strain[day] or 0) > limit + EPSILON,
            in_row >= 3,
            run_days[day] >= 6 and usual <= 4,
        )
        if km[day] > 0 and sum(signs) >= 2:
            found[day, "F3"] = "watch"
    return found


def _monotony(week: Sequence[float]) -> float | None:
    """Return the mean over the sample deviation, None where there is no week or no deviation."""
    return mean(week) / stdev(week) if len(set(week)) > 1 else None


def quantile(values: Sequence[float], share: float) -> float:
    """Return what a share of some values lies below, between two of them if need be."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def by_day(runs: Sequence[Mapping[str, float]], what: str, days: int) -> list[float]:
    """Return the daily sums of something."""
    sums = [0.0] * days
    for run in runs:
        sums[int(run["day"])] += run[what]
    return sums
