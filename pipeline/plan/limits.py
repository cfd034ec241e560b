"""What the answers allow: which candidate adds a flag, and where the ceilings are."""

import polars as pl

from pipeline.plan.asking import Answers

RANKS = {"no_data": 0, "ok": 0, "info": 1, "watch": 2, "high": 3, "see_doctor": 4}
"""Levels of flags and days by weight; that a run brings fresh data raises no level."""

SAME_TO_DIGITS = 6
"""Sums are added up in any order: what differs beyond is the same."""

OF_CANDIDATE = ("kind", "km")


def candidates(answers: Answers, added: pl.DataFrame) -> pl.DataFrame:
    """Return each candidate's worst day, and whether it may be run.

    Parameters
    ----------
    answers
        What the models say.
    added
        `added_flags` of it.
    """
    days = answers.said["fct_status"].with_columns(rank=_rank())
    raising = _beyond_rest(days, ["local_date"]).select(OF_CANDIDATE)
    refused = pl.concat([added.select(OF_CANDIDATE), raising]).unique()
    worst = days.sort("kind", "km", -pl.col("rank"), "local_date").group_by(
        OF_CANDIDATE, maintain_order=True
    )
    return (
        worst.agg(pl.col("level", "headline_family").first())
        .join(refused.with_columns(is_allowed=False), on=OF_CANDIDATE, how="left")
        .with_columns(pl.col("is_allowed").fill_null(value=True))
    )


def added_flags(answers: Answers) -> pl.DataFrame:
    """Return the flags a candidate has and a rest has not, the strongest of each family.

    A flag that is alive must not excuse the next run that would raise it, so what a made-up run
    raises counts by itself. What only informs counts where it is new: else a high ratio
    alone would forbid any run.
    """
    alive = answers.said["fct_flags"].with_columns(rank=_rank())
    raised = answers.raised.with_columns(rank=_rank())
    informs = pl.col("level") == "info"
    value = pl.col("value").round(SAME_TO_DIGITS)
    of_day = ["athlete_id", "local_date", "family"]
    new = [
        _beyond_rest(alive.filter(informs), ["family"]),
        _beyond_rest(alive.filter(~informs), ["family", "local_date"]),
        raised.filter(~informs).join(alive.select(*of_day, "evidence"), on=of_day),
    ]
    return (
        pl.concat(new, how="diagonal_relaxed")
        .sort("kind", "km", "family", -pl.col("rank"), -value, "cause", "local_date")
        .unique([*OF_CANDIDATE, "family"], keep="first", maintain_order=True)
    )


def _rank() -> pl.Expr:
    return pl.col("level").replace_strict(RANKS, return_dtype=pl.Int8)


def _beyond_rest(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return rows of a higher rank than the one that 0 km of the same kind has."""
    at_rest = rows.filter(pl.col("km") == 0).group_by("kind", *keys).agg(rest_rank=pl.max("rank"))
    compared = rows.join(at_rest, on=["kind", *keys], how="left")
    return compared.filter(pl.col("rank") > pl.col("rest_rank").fill_null(-1))


def ceiling_km(found: pl.DataFrame, kind: str) -> float | None:
    """Return the largest candidate up to which all are allowed; null where none was refused.

    The candidates reach beyond what the rules let through: not to refuse one is not to judge.
    """
    refused_km = _first_refused_km(found, kind)
    if refused_km is None:
        return None
    quiet = found.filter(pl.col("kind") == kind, pl.col("km") < refused_km)
    return max(quiet["km"].to_list(), default=None)


def limited_by(found: pl.DataFrame, added: pl.DataFrame, kind: str) -> str | None:
    """Return the family of the most pressing flag just beyond the ceiling; null where none is."""
    refused_km = _first_refused_km(found, kind)
    if refused_km is None:
        return None
    beyond = added.filter(kind=kind, km=refused_km)
    pressing = beyond.sort(-pl.col("rank"), "family")["family"]
    return pressing[0] if len(pressing) else None


def _first_refused_km(found: pl.DataFrame, kind: str) -> float | None:
    refused = found.filter(pl.col("kind") == kind, ~pl.col("is_allowed"))
    return min(refused["km"].to_list(), default=None)


def judged_kinds(answers: Answers) -> list[str]:
    """Return the kinds of which every made-up run is judged; silence is no leave.

    The return rule judges the first weeks after a break. Else the run has to be comparable with
    those before it, and a week also with the weeks before it.
    """
    of_day = ["athlete_id", "local_date"]
    runs = answers.runs.filter(pl.col("distance_km") > 0)
    steps = answers.said["int_volume_steps"]
    steady = runs.join(steps.filter(~pl.col("has_gap")), on=of_day, how="semi")
    comparable = steady.join(answers.said["int_spikes"], on="session_id", how="semi")
    by_week = steps.filter(pl.col("week_not_judged").is_null())
    judged = pl.concat(
        [
            runs.join(_limited(answers), on=of_day, how="semi"),
            comparable.filter(pl.col("kind") == "run"),
            comparable.join(by_week, on=of_day, how="semi"),
        ]
    )
    silent = runs.join(judged, on=of_day, how="anti")
    return sorted(set(runs["kind"]) - set(silent["kind"]))


def week_not_judged(answers: Answers) -> str | None:
    """Return why the kilometres of a week ahead are not judged; None where they are."""
    of_day = ["athlete_id", "local_date"]
    runs = answers.runs.filter(pl.col("kind") == "week", pl.col("distance_km") > 0)
    weeks = answers.said["int_volume_steps"].join(runs, on=of_day, how="semi")
    why = weeks.drop_nulls("week_not_judged").sort("local_date", "km")["week_not_judged"]
    return why[0] if len(why) else None


def return_of(answers: Answers) -> dict[str, object] | None:
    """Return what a return after a break asks of tomorrow's run; None where there is none.

    The limits are null where the weeks before the break cannot tell.
    """
    is_tomorrow = (pl.col("kind") == "run") & (pl.col("km") > 0)
    returns = _limited(answers).filter(is_tomorrow)
    if returns.height:
        limits = {f"return_{name}": name for name in ("week_limit_km", "run_limit_km")}
        return returns.select("returned_on", "days_off", **limits).row(0, named=True)
    steps = answers.said["int_volume_steps"].filter(is_tomorrow)
    return {} if steps["has_gap"].any() else None


def _limited(answers: Answers) -> pl.DataFrame:
    """Return the days after a break whose limits are known."""
    return answers.said["int_returns"].drop_nulls(["week_limit_km", "run_limit_km"])
