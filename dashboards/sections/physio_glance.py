"""What a physio asks in the first minute: six numbers, each with when it was."""

from typing import Any

import polars as pl

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import Translator
from dashboards.sections.physio_weeks import (
    HALF_A_YEAR_WEEKS,
    days_so_far,
    mondays,
    weekly_kilometres,
    within,
)
from dashboards.wording import physio_glance as wording
from dashboards.wording.physio_glance import Told


def glance(marts: Marts, t: Translator) -> list[dict[str, Any]]:
    """Return name, number and what goes with it, in the order of asking.

    Parameters
    ----------
    marts
        One athlete's rows of `dashboards.physio.MARTS`.
    t
        The language.
    """
    return [
        {"name": name, "number": number, "note": note}
        for name, number, note in (
            *_pain(marts, t),
            _painkillers(marts, t),
            _week(marts, t),
            _programme(marts, t),
            _capability(marts, t),
        )
    ]


def _pain(marts: Marts, t: Translator) -> list[Told]:
    today = facts.athlete(marts)["today"]
    scores = facts.back_pain(marts)
    logged = within(scores, today)
    worst = facts.one_row(logged.sort("pain_nrs", "local_date").tail(1))
    return [
        wording.newest_pain(facts.one_row(scores.tail(1)), t),
        wording.worst_pain(worst, logged.height, len(days_so_far(marts)), t),
    ]


def _painkillers(marts: Marts, t: Translator) -> Told:
    logged = within(facts.back_pain(marts), facts.athlete(marts)["today"], HALF_A_YEAR_WEEKS)
    return wording.painkillers(
        logged.filter("is_medicated").height, logged.height, HALF_A_YEAR_WEEKS, t
    )


def _week(marts: Marts, t: Translator) -> Told:
    *_, last, _ = mondays(facts.athlete(marts)["today"])
    row = weekly_kilometres(marts).get(last)
    return wording.last_week(row if row and row["is_complete"] else None, t)


def _programme(marts: Marts, t: Translator) -> Told:
    newest = facts.one_row(marts["fct_programmes"].sort("started_on").tail(1))
    return wording.programme(newest, facts.athlete(marts)["today"], t)


def _capability(marts: Marts, t: Translator) -> Told:
    means = marts["fct_run_capability"].filter(pl.col("activity_number").is_null())
    return wording.capability(facts.one_row(means.sort("local_date").tail(1)), t)
