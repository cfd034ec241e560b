"""Whatever somebody has run, the plan never leads to a flag or a level that rest would not."""

from collections.abc import Mapping
from datetime import date, time, timedelta

import polars as pl
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from pipeline.models import run_models
from pipeline.plan import Plan, plan
from pipeline.plan.asking import LOAD_FLAGS
from pipeline.plan.candidates import made_up_runs
from tests.histories import MONDAY, diary
from tests.planned import MARTS, Raw, mark, raw_of

FLAG_LEVELS = ("info", "watch", "high", "see_doctor")
LEVELS = ("no_data", "ok", "watch", "high")
SHOWN = ("fct_flags", "fct_status", *LOAD_FLAGS)

Said = Mapping[str, pl.DataFrame]


@st.composite
def runners(draw: st.DrawFn) -> Raw:
    """Weeks of a habit, then perhaps a break, longer runs, marks and pain."""
    distances = st.sampled_from([0.0, 0.0, 0.0, 3.0, 5.0, 8.0, 12.0, 20.0])
    others = draw(st.lists(distances, min_size=5, max_size=5))
    week = draw(st.permutations([6.0, 9.0, *others]))
    loads = week * draw(st.integers(5, 30))
    loads += [0.0] * draw(st.sampled_from([0, 0, 0, 8, 15, 23, 40]))
    loads += draw(st.lists(st.sampled_from([0.0, 0.0, 4.0, 8.0, 9.0, 15.0]), max_size=16))
    today = MONDAY + timedelta(len(loads) - 1)
    pain = draw(st.lists(st.sampled_from([None, None, None, 0, 0, 1, 2, 3]), max_size=10))
    scores = {today - timedelta(back): nrs for back, nrs in enumerate(pain) if nrs is not None}
    marked = draw(st.sampled_from([None, None, "unknown", "ill"]))
    back = timedelta(draw(st.integers(0, 30)))
    return raw_of(
        [5.0, *loads[1:]],
        entries=diary(scores) if scores else None,
        marks=mark(marked, today - back, today - back + timedelta(2)) if marked else None,
    )


def planned(raw: Raw) -> tuple[Plan, pl.DataFrame]:
    """Return the plan, and the made-up runs it was asked with."""
    marts = run_models(MARTS, **raw) | dict(raw)
    today = today_of(raw)
    days = run_models(["int_break_days"], **raw)["int_break_days"]
    is_returning = days.filter(local_date=today)["is_returning"].item()
    runs = marts["fct_sessions"].filter(pl.col("sport") == "running")
    return plan(marts), made_up_runs(runs, today, is_returning=is_returning)


def today_of(raw: Raw) -> date:
    """Return the runner's today."""
    today: date = raw["raw_athletes"]["today"].item()
    return today


def lived(raw: Raw, ways: Mapping[str, pl.DataFrame]) -> dict[str, Said]:
    """Return what the models say of the next seven days, for each way of running them."""
    today = today_of(raw)
    one_by_one = [_as_runner(raw, name, ran) for name, ran in ways.items()]
    tables = {name: pl.concat([tables[name] for tables in one_by_one]) for name in raw}
    found = {
        name: rows.filter(pl.col("local_date") > today)
        for name, rows in run_models(SHOWN, **tables).items()
    }
    return {
        way: {name: rows.filter(athlete_id=way) for name, rows in found.items()} for way in ways
    }


def _as_runner(raw: Raw, name: str, ran: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the runner's raw tables under a name, with runs that are really run."""
    sessions = ran.filter(pl.col("distance_km") > 0).select(
        session_id=pl.col("local_date").cast(pl.String),
        sha256=pl.col("local_date").cast(pl.String),
        sport=pl.lit("running"),
        started_at=pl.col("local_date").dt.combine(time(12)).dt.replace_time_zone("UTC"),
        utc_offset_s=0,
        distance_m=1000 * pl.col("distance_km"),
        timer_s="timer_s",
        descent_m="descent_m",
    )
    own = {table: rows.with_columns(athlete_id=pl.lit(name)) for table, rows in raw.items()}
    both = pl.concat([raw["raw_sessions"], sessions], how="diagonal_relaxed").with_columns(
        athlete_id=pl.lit(name), session_id=pl.format("{} {}", pl.lit(name), "session_id")
    )
    week_on = pl.lit(today_of(raw) + timedelta(7))
    return own | {
        "raw_sessions": both,
        "raw_athletes": own["raw_athletes"].with_columns(today=week_on),
    }


def alive(said: Said, last: date) -> dict[tuple[date | None, str], int]:
    """Return (day, family) -> level; what only informs speaks of the whole span, not of a day."""
    flags = said["fct_flags"].filter(pl.col("local_date") <= last)
    day = pl.when(pl.col("level") != "info").then("local_date")
    rows = flags.select(day, "family", "level").iter_rows()
    return {(day, family): FLAG_LEVELS.index(level) for day, family, level in rows}


def raised(said: Said, last: date) -> set[str]:
    """Return the families, of those that count, that a run of these days raises."""
    flags = pl.concat([said[name] for name in LOAD_FLAGS], how="diagonal_relaxed")
    return set(flags.filter(pl.col("local_date") <= last, pl.col("level") != "info")["family"])


def levels(said: Said, last: date) -> list[int]:
    """Return the level of each day as a number; no data and nothing to say weigh the same."""
    days = said["fct_status"].filter(pl.col("local_date") <= last).sort("local_date")
    return [max(1, LEVELS.index(level)) for level in days["level"]]


def hold_to_the_plan(raw: Raw) -> None:
    """Run what the plan allows, and compare each day with a rest."""
    found, made_up = planned(raw)
    row = found.plan.row(0, named=True)
    ceilings = {"run": row["next_run_max_km"], "week": row["week_high_km"]}
    ways = {kind: made_up.filter(kind=kind, km=km or 0.0) for kind, km in ceilings.items()}
    said = lived(raw, ways | {"rest": made_up.clear()})
    event(row["plan_state"])

    for kind, days in {"run": 1, "week": 7}.items():
        km = ceilings[kind]
        event(f"{kind}: {'none' if km is None else 'rest' if km == 0 else 'a number'}")
        last = today_of(raw) + timedelta(days)
        at_rest = alive(said["rest"], last)
        assert set() == raised(said[kind], last)
        assert all(now <= at_rest.get(key, -1) for key, now in alive(said[kind], last).items())
        by_day = zip(levels(said[kind], last), levels(said["rest"], last), strict=True)
        assert all(now <= resting for now, resting in by_day)


@settings(max_examples=8, deadline=None)
@given(raw=runners())
def test_running_the_ceiling_flags_nothing_that_rest_would_not(raw: Raw) -> None:
    """The longest run tomorrow, and the fullest week, add no flag and raise no day's level."""
    hold_to_the_plan(raw)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(raw=runners())
def test_running_the_ceiling_flags_nothing_for_many_runners(raw: Raw) -> None:
    """The same for more histories than every change waits for."""
    hold_to_the_plan(raw)
