"""What may be run next, by asking the very models that raise the flags.

Made-up athletes share the runner's last 100 days; each runs another distance tomorrow (or
another total over the next week). The plan is the largest distance up to which no made-up
run raises a flag. No second set of formulas.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import polars as pl

from pipeline import models, schemas

LOOK_BACK_DAYS = 100
LONGEST_DAYS = 30
MIN_HISTORY_DAYS = 30
MIN_RUNS = 3
STEP_KM = 0.5
WEEK_STEP_KM = 1.0
HEADROOM = 2.2
USUAL_SHARE = 0.8
STOP_AT_NRS = 4
WEEK_DAYS = 7

PLAN: schemas.Schema = {
    "athlete_id": pl.String,
    "next_run_max_km": pl.Float64,
    "week_low_km": pl.Float64,
    "week_high_km": pl.Float64,
    "longest_30d_km": pl.Float64,
    "plan_state": pl.String,
}
"""One row per athlete; plan_state in ok, too_little_history, returning, pain_first."""


LOAD_FLAGS = ("int_flags_session_spike", "int_flags_volume_step")
"""What raises a level, run by run."""

PLAN_INPUTS = (
    "fct_sessions",
    "fct_flags",
    "fct_training_load",
    "raw_athletes",
    "raw_diary",
    "raw_marks",
)


def plan(marts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one athlete's plan from tomorrow on.

    Parameters
    ----------
    marts
        The athlete's rows of `PLAN_INPUTS`.

    Returns
    -------
    pl.DataFrame
        One row after `PLAN`: kilometres; 0 is a day of rest, null cannot be computed.
    """
    athlete_id = marts["raw_athletes"]["athlete_id"].item()
    today = marts["raw_athletes"]["today"].item()
    runs = marts["fct_sessions"].filter(
        pl.col("sport") == "running", ~pl.col("is_excluded"), pl.col("distance_m") > 0
    )
    recent = runs.filter(pl.col("local_date") > today - timedelta(LONGEST_DAYS))
    longest_km = _km(recent["distance_m"].max())
    state = _state(runs, recent, marts, today)
    limits: dict[str, float | None] = {}
    if state == "ok" and longest_km:
        limits = _limits(runs, marts, today, longest_km, _usual_week_km(marts, today))
    elif state == "pain_first":
        limits = {"next_run_max_km": 0.0}
    row = {"athlete_id": athlete_id, "longest_30d_km": longest_km, "plan_state": state} | limits
    return schemas.conform(pl.DataFrame([row]), PLAN)


def _state(
    runs: pl.DataFrame, recent: pl.DataFrame, marts: Mapping[str, pl.DataFrame], today: date
) -> str:
    """Return whether a limit can be computed, and why not."""
    flags = marts["fct_flags"].filter(
        pl.col("local_date") == today, pl.col("family").is_in(["F6", "F7", "red_flag"])
    )
    if _asks_to_stop(flags):
        return "pain_first"
    first = marts["fct_sessions"].filter(~pl.col("is_excluded"))["local_date"].min()
    if not isinstance(first, date) or (today - first).days + 1 < MIN_HISTORY_DAYS:
        return "too_little_history"
    if _distance_state(marts, today) == "returning_from_break":
        return "returning"
    return "ok" if recent.height >= MIN_RUNS else "too_little_history"


def _asks_to_stop(pain_flags: pl.DataFrame) -> bool:
    """Tell pain that asks for rest (4 of 10 or more, sharp, a red flag) from the rest."""
    return not pain_flags.filter(
        pl.col("level").is_in(["high", "see_doctor"])
        | ((pl.col("family") == "F6") & (pl.col("value") >= STOP_AT_NRS))
    ).is_empty()


def _today_of_distance(marts: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    return marts["fct_training_load"].filter(
        pl.col("load_measure") == "distance_km", pl.col("local_date") == today
    )


def _distance_state(marts: Mapping[str, pl.DataFrame], today: date) -> str | None:
    rows = _today_of_distance(marts, today)
    return rows["load_state"].item() if rows.height else None


def _usual_week_km(marts: Mapping[str, pl.DataFrame], today: date) -> float | None:
    """Return the 28-day weekly mean."""
    chronic = _today_of_distance(marts, today)["chronic_load"]
    mean = chronic.item() if chronic.len() else None
    return None if mean is None else WEEK_DAYS * mean


def _limits(
    runs: pl.DataFrame,
    marts: Mapping[str, pl.DataFrame],
    today: date,
    longest_km: float,
    usual_week_km: float | None,
) -> dict[str, float | None]:
    """Return the limits of the next run and the next week, found in one pass."""
    shares = _weekday_shares(runs, today)
    largest_week = HEADROOM * max(_largest_week_km(runs, today), longest_km)
    candidates = pl.concat(
        [
            _next_run_candidates(longest_km, today),
            _week_candidates(largest_week, shares, today),
        ]
    )
    raised = _raised_by(candidates, marts, today)
    next_km = _largest_quiet(candidates, raised, "run")
    week_km = _largest_quiet(candidates, raised, "week")
    low = None if usual_week_km is None or week_km is None else USUAL_SHARE * usual_week_km
    return {
        "next_run_max_km": next_km,
        "week_high_km": week_km,
        "week_low_km": None if low is None or week_km is None else round(min(week_km, low), 1),
    }


def _steps(largest_km: float, step_km: float) -> list[float]:
    return [step_km * count for count in range(int(largest_km / step_km) + 1)]


def _next_run_candidates(longest_km: float, today: date) -> pl.DataFrame:
    """Return one made-up run tomorrow per candidate."""
    return pl.DataFrame(
        {"total_km": _steps(HEADROOM * longest_km, STEP_KM)}, schema={"total_km": pl.Float64}
    ).select(
        kind=pl.lit("run"),
        total_km="total_km",
        local_date=pl.lit(today + timedelta(1)),
        distance_km="total_km",
    )


def _week_candidates(largest_km: float, shares: Mapping[int, float], today: date) -> pl.DataFrame:
    """Return a made-up week per candidate, spread over weekdays like the last four."""
    days = [today + timedelta(ahead) for ahead in range(1, WEEK_DAYS + 1)]
    spread = pl.DataFrame(
        {"local_date": days, "share": [shares.get(day.isoweekday(), 0.0) for day in days]}
    )
    totals = pl.DataFrame({"total_km": _steps(largest_km, WEEK_STEP_KM)})
    return totals.join(spread, how="cross").select(
        kind=pl.lit("week"),
        total_km="total_km",
        local_date="local_date",
        distance_km=pl.col("total_km") * pl.col("share"),
    )


def _weekday_shares(runs: pl.DataFrame, today: date) -> dict[int, float]:
    """Return ISO weekday -> share of the kilometres of the last 28 days."""
    by_day = (
        runs.filter(pl.col("local_date") > today - timedelta(28))
        .group_by(weekday=pl.col("local_date").dt.weekday())
        .agg(pl.col("distance_m").sum())
        .with_columns(pl.col("distance_m") / pl.col("distance_m").sum())
        .sort("weekday")
    )
    return dict(by_day.iter_rows())


def _largest_week_km(runs: pl.DataFrame, today: date) -> float:
    """Return the kilometres of the fullest seven days among the last 35."""
    window = runs.filter(pl.col("local_date") > today - timedelta(35))
    sums = (
        window.sort("local_date")
        .rolling(index_column="local_date", period="7d")
        .agg(pl.col("distance_m").sum())
    )
    return _km(sums["distance_m"].max()) or 0.0


def _raised_by(
    candidates: pl.DataFrame, marts: Mapping[str, pl.DataFrame], today: date
) -> pl.DataFrame:
    """Return who of the made-up athletes raises a flag, by the models themselves.

    What counts is what the made-up runs raise: a flag still alive from the runner's last
    spike must not excuse the next one.
    """
    people = candidates.select("kind", "total_km").unique(maintain_order=True)
    people = people.with_columns(person=_person())
    first = today - timedelta(LOOK_BACK_DAYS)
    history = marts["fct_sessions"].filter(
        ~pl.col("is_excluded"), pl.col("started_at") >= _noon(first)
    )
    diary = marts["raw_diary"].filter(pl.col("local_date") >= first)
    sessions = pl.concat(
        [
            _for_everyone(history, people).with_columns(
                session_id=pl.format("{}/{}", "athlete_id", "session_id")
            ),
            _made_up_sessions(candidates),
        ],
        how="diagonal_relaxed",
    )
    athletes = _for_everyone(marts["raw_athletes"], people).with_columns(
        today=pl.lit(today + timedelta(WEEK_DAYS)), is_looking_back=True
    )
    found = models.run_models(
        [*LOAD_FLAGS, "fct_flags"],
        raw_sessions=sessions,
        raw_athletes=athletes,
        raw_diary=_for_everyone(diary, people),
        raw_marks=_for_everyone(marts["raw_marks"], people),
    )
    ahead = pl.col("local_date") > today
    return pl.concat(
        [
            *(found[name].filter(ahead).select("athlete_id") for name in LOAD_FLAGS),
            _new_information(found["fct_flags"].filter(ahead)).select("athlete_id"),
        ]
    )


def _new_information(flags: pl.DataFrame) -> pl.DataFrame:
    """Return flags that only inform, where rest would not have them.

    One that is alive weighs no more for another run, or a high ratio alone would forbid any.
    """
    informing = flags.filter(pl.col("level") == "info")
    kind = pl.col("athlete_id").str.split(" ").list.first()
    at_rest = informing.filter(pl.col("athlete_id").str.ends_with(" 0.0")).select(
        "local_date", "family", kind=kind
    )
    return informing.with_columns(kind=kind).join(
        at_rest, on=["kind", "local_date", "family"], how="anti"
    )


def _person() -> pl.Expr:
    return pl.format("{} {}", "kind", "total_km")


def _for_everyone(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the athlete's rows once per made-up athlete."""
    return rows.join(people.select(pl.col("person")), how="cross").with_columns(athlete_id="person")


def _made_up_sessions(candidates: pl.DataFrame) -> pl.DataFrame:
    """Return the runs the made-up athletes do; none where the distance is 0."""
    return candidates.filter(pl.col("distance_km") > 0).select(
        session_id=pl.format("{} {}", _person(), "local_date"),
        sha256=pl.lit("made up"),
        athlete_id=_person(),
        session_index=pl.lit(0, pl.Int32),
        sport=pl.lit("running"),
        started_at=pl.col("local_date").dt.combine(time(12)).dt.replace_time_zone("UTC"),
        utc_offset_s=pl.lit(0, pl.Int32),
        distance_m=1000 * pl.col("distance_km"),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _largest_quiet(candidates: pl.DataFrame, raised: pl.DataFrame, kind: str) -> float | None:
    """Return the largest total up to which no made-up run raises a flag.

    Null if not even one far beyond the runner's longest does: the rules cannot judge then, just
    after a break or among unknown days, and their silence is no leave.
    """
    of_kind = pl.col("athlete_id").str.starts_with(f"{kind} ")
    totals = candidates.filter(pl.col("kind") == kind)["total_km"].unique().sort()
    flagged = raised.filter(of_kind)["athlete_id"].str.strip_prefix(f"{kind} ")
    limit = flagged.cast(pl.Float64).min()
    quiet = totals.filter(totals < limit) if limit is not None else totals.clear()
    return float(quiet[-1]) if quiet.len() else None


def _km(distance_m: object) -> float | None:
    return distance_m / 1000 if isinstance(distance_m, int | float) else None
