"""Which runs there are to tell of, each with all that is told of it, whatever the language."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Language
from dashboards.wording.families import LOAD_FAMILIES, most_pressing_first
from pipeline.traces import TRACES

ONE_DAY: Final = timedelta(days=1)
NTH_OF_DAY: Final = pl.col("session_id").cum_count().over("local_date").alias("nth_of_day")
"""Which run of its day one is, where all runs stand oldest first."""

RECENT_DAYS: Final = 60
MOST_SHOWN: Final = 250
"""No page has room for more, however many runs raised a signal."""

COLUMNS: Final = (
    "session_id",
    "name",
    "local_date",
    "distance_m",
    "timer_s",
    "ascent_m",
    "descent_m",
    "avg_heart_rate_bpm",
    "max_heart_rate_bpm",
    "rpe",
    "longest_before_m",
    "spike_ratio",
    "spike_class",
    "warm_up",
    "warm_up_because",
    "warm_up_judged_by",
    "is_heart_rate_usable",
    "heart_rate_problem",
    "is_added",
    "shoe_id",
    "source_files",
)
ENDINGS: Final[dict[Language, str]] = {"en": ".html", "de": ".de.html"}

RELATIONS: Final = ("before", "during", "after", "next_morning")
ENTRY: Final = ("relation", "pain_nrs", "is_medicated", "note")


def run_rows(marts: Marts) -> list[Row]:
    """Return all runs that count, newest first, with flags, diary entries and pair of shoes.

    Each has an `anchor`, which names its day, and which run of it this one is.
    """
    flags, entries = _flags(marts), _entries(marts)
    shoes = dict(marts["fct_shoes"].select("shoe_id", "name").iter_rows())
    worst = dict(facts.back_pain(marts).select("local_date", "pain_nrs").iter_rows())
    limit = _limit(marts["fct_signals"])
    runs = facts.runs(marts)
    of_day = _places(runs)
    rows = []
    for run in runs.select(COLUMNS).iter_rows(named=True):
        rows.append(
            run
            | {
                "anchor": anchor(*of_day[run["session_id"]]),
                "flags": flags.get(run["session_id"], []),
                "entries": entries.get(run["session_id"], []),
                "worst": worst.get(run["local_date"]),
                "worst_after": worst.get(run["local_date"] + ONE_DAY),
                "shoe": shoes.get(run["shoe_id"]),
                "limit": limit,
            }
        )
    return rows[::-1]


def anchor(day: date, nth: int = 1) -> str:
    """Return the name of a day's first run on a page, or of a later one."""
    return f"run-{day}" if nth == 1 else f"run-{day}-{nth}"


def years_folder(athlete_id: str) -> str:
    """Return where, seen from the athlete's page, the pages of years lie."""
    return f"runs/{quote(athlete_id)}/"


def year_page(year: int, language: Language) -> str:
    """Return the file name of a year's page."""
    return f"{year}{ENDINGS[language]}"


def year_link(athlete_id: str, year: int, language: Language) -> str:
    """Return where, seen from the athlete's page, all runs of a year stand."""
    return years_folder(athlete_id) + year_page(year, language)


def run_link(athlete_id: str, day: date, language: Language, nth: int = 1) -> str:
    """Return where, seen from the athlete's page, a day's first run or a later one stands."""
    return f"{year_link(athlete_id, day.year, language)}#{anchor(day, nth)}"


def run_links(marts: Marts, language: Language) -> Callable[[date], str]:
    """Return what tells where the runs of a day stand, empty of a day without any."""
    athlete_id = facts.athlete(marts)["athlete_id"]
    days = set(facts.runs(marts)["local_date"])
    return lambda day: run_link(athlete_id, day, language) if day in days else ""


def session_links(marts: Marts, language: Language) -> Callable[[str | None], str]:
    """Return what tells where a session is told of, empty of one that is no run that counts."""
    athlete_id, places = facts.athlete(marts)["athlete_id"], _places(facts.runs(marts))

    def link(session_id: str | None) -> str:
        if session_id not in places:
            return ""
        day, nth = places[session_id]
        return run_link(athlete_id, day, language, nth)

    return link


def _places(runs: pl.DataFrame) -> dict[str, tuple[date, int]]:
    """Return session_id -> its day, and which of its runs this one is."""
    placed = runs.select("session_id", "local_date", NTH_OF_DAY)
    return {session_id: (day, nth) for session_id, day, nth in placed.iter_rows()}


def is_flagged(run: Row) -> bool:
    """Tell whether a run raised a signal that has weight for the status."""
    return any(flag["level"] != "info" for flag in run["flags"])


def has_pain(run: Row) -> bool:
    """Tell whether the diary holds pain around a run, or at worst on its day or the day after."""
    scores = (run["worst"], run["worst_after"], *(entry["pain_nrs"] for entry in run["entries"]))
    return any(score is not None and score > 0 for score in scores)


def is_recent(run: Row, today: date) -> bool:
    """Tell whether a run is of the last days."""
    return bool((today - run["local_date"]).days < RECENT_DAYS)


def shown_runs(runs: Iterable[Row], today: date) -> list[Row]:
    """Return the runs that a page tells of while it has room: the last days', and all flagged."""
    shown = [run for run in runs if is_recent(run, today) or is_flagged(run)]
    return shown[:MOST_SHOWN]


def by_year(runs: Iterable[Row]) -> dict[int, list[Row]]:
    """Return the runs of each year, the newest year first."""
    years: dict[int, list[Row]] = defaultdict(list)
    for run in runs:
        years[run["local_date"].year].append(run)
    return dict(years)


def by_month(runs: Iterable[Row]) -> list[tuple[date, list[Row]]]:
    """Return the first day of each month with its runs, in the order of the runs."""
    months = groupby(runs, key=lambda run: run["local_date"].replace(day=1))
    return [(first, list(of_month)) for first, of_month in months]


def traces_of(marts: Marts) -> dict[str, list[Row]]:
    """Return session_id -> its lines; nothing where none were read."""
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in marts.get("traces", pl.DataFrame(schema=TRACES)).iter_rows(named=True):
        lines[row["session_id"]].append(row)
    return lines


def _flags(marts: Marts) -> dict[str, list[Row]]:
    """Return session_id -> the flags its run raised, each with the signals behind it."""
    alive = marts["fct_flags"].filter(
        pl.col("family").is_in(LOAD_FAMILIES), pl.col("session_id").is_not_null()
    )
    raised = alive.sort("local_date").unique(("session_id", "family"), keep="first")
    runs = marts["fct_sessions"].select(
        "session_id",
        distance_km=pl.col("distance_m") / 1000,
        longest_before_km=pl.col("longest_before_m") / 1000,
    )
    behind = _signals(marts["fct_signals"], raised)
    found: dict[str, list[Row]] = defaultdict(list)
    for flag in raised.join(runs, on="session_id", how="left").iter_rows(named=True):
        signals = behind[flag["family"], flag["raised_on"]]
        found[flag["session_id"]].append(flag | {"signals": signals})
    return {session_id: most_pressing_first(flags) for session_id, flags in found.items()}


def _signals(signals: pl.DataFrame, raised: pl.DataFrame) -> dict[tuple[str, date], dict[str, Row]]:
    """Return family and day -> rule -> the row of `fct_signals` of the day a flag was raised."""
    days = raised.select("family", local_date="raised_on").unique()
    behind: dict[tuple[str, date], dict[str, Row]] = defaultdict(dict)
    for row in signals.join(days, on=("family", "local_date"), how="semi").iter_rows(named=True):
        behind[row["family"], row["local_date"]][row["rule"]] = row
    return behind


def _entries(marts: Marts) -> dict[str, list[Row]]:
    """Return session_id -> what the diary says of the back around its run."""
    told = marts["fct_pain_entries"].filter(
        pl.col("session_id").is_not_null(), body_site="low_back"
    )
    in_order = told.sort(pl.col("relation").cast(pl.Enum(RELATIONS)), "local_time")
    found: dict[str, list[Row]] = defaultdict(list)
    for session_id, *entry in in_order.select("session_id", *ENTRY).iter_rows():
        found[session_id].append(dict(zip(ENTRY, entry, strict=True)))
    return found


def _limit(signals: pl.DataFrame) -> Any:
    """Return from where on a long run raises a signal, None where none was ever judged."""
    return signals.filter(rule="session_spike")["threshold"].drop_nulls().first()
