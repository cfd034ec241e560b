"""What a physio reads on two sheets of paper: the runner's record, cut to twelve weeks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

import polars as pl

from dashboards import facts, wording
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections import chart_answers
from dashboards.sections.association import association_section
from dashboards.sections.habits import habits_section
from dashboards.sections.physio_density import density
from dashboards.sections.physio_glance import glance
from dashboards.sections.physio_painkillers import painkillers
from dashboards.sections.physio_picture import physio_picture
from dashboards.sections.physio_tables import (
    capability_table,
    runs_table,
    shortened,
    weeks_table,
)
from dashboards.sections.physio_weeks import days_so_far, mondays, within
from dashboards.sections.programme import programme_section
from dashboards.sections.shoes import shoes_section
from dashboards.sections.status import status_section
from dashboards.wording import physio, rest
from dashboards.wording.association_extras import around_runs_notes
from dashboards.wording.red_flags import urgency_told

SHOWN_PAST: Final = 3
MANY_SIGNS: Final = 6
"""With more open, they stand in one paragraph, and of the past only the newest is told."""
SHOWN_RESTS: Final = 2
SHOWN_SHOES: Final = 3
SHOWN_NOTES: Final = 6
NOTE_LETTERS: Final = 140
PROGRAMME_ROWS: Final = 3
"""Pain, capability and kilometres; how many entries they come from stands on the page."""
SHARED: Final = {
    "status": status_section,
    "association": association_section,
    "habits": habits_section,
    "programme": programme_section,
    "shoes": shoes_section,
}
"""Sections the page has too, by its names for them."""
STATES: Final = ("run", "other_sport", "rest", "unknown")


def physio_section(
    marts: Marts, t: Translator, page: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return everything on the two sheets.

    Parameters
    ----------
    marts
        One athlete's rows of `dashboards.physio.MARTS`.
    t
        The language.
    page
        What the page says in this language, where it has been made already.
    """
    told = page or {name: section(marts, t) for name, section in SHARED.items()}
    person = facts.athlete(marts)
    coverage = facts.one_row(marts["fct_diary_coverage"])
    signs, back = _signs(marts, t), _back(marts, t)
    unknown = _unknown(marts, coverage, t)
    is_silent = not facts.last_days(
        facts.back_pain(marts), person["today"], facts.SILENT_DAYS
    ).height
    sheet = {
        "preface": physio.preface(mondays(person["today"])[0], person["today"], t),
        "spans": physio.spans(person, coverage, t),
        "status": told["status"],
        "signs": signs,
        "silence": physio.silence(person, is_silent, t),
        "next": {
            "run": wording.next_run(facts.plan(marts), t),
            "week": wording.next_week(facts.plan(marts), t),
        },
        "glance": glance(marts, t),
        "lasting": physio.lasting_facts(person, t),
        **back,
        "association": [told["association"]["sentence"], *told["association"]["unmedicated"]],
        **_running(marts, t),
        "programme": _programme(told["programme"]),
        "habits": told["habits"],
        "shoes": _shoes(told["shoes"], t),
        "notes": _notes(marts, t),
        "unknown": unknown,
    }
    return sheet | {"density": density(sheet)}


# ---------- warning signs


def _signs(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return all open signs under how soon somebody has to look, and the newest of the past."""
    person = facts.athlete(marts)
    rows = marts["fct_red_flags"]
    still_open = facts.open_signs(rows, person, person["today"])
    past = rows.filter(pl.col("closed_on") <= person["today"])
    newest = past.sort("seen_on", "reported_on", "sign", "cause", descending=True)
    shown = 1 if len(still_open) > MANY_SIGNS else SHOWN_PAST
    return {
        "are_many": len(still_open) > MANY_SIGNS,
        "open": [
            {
                "urgency": urgency_told(urgency, person["country"], t),
                "signs": [physio.open_since(row, t) for row in of_urgency],
            }
            for urgency, of_urgency in groupby(still_open, key=lambda row: str(row["urgency"]))
        ],
        "past": [physio.once_open(row, t) for row in newest.head(shown).to_dicts()],
        "more": physio.more(max(0, past.height - shown), t),
    }


# ---------- the back


def _back(marts: Marts, t: Translator) -> dict[str, Any]:
    return {
        "pain": _pain_told(marts, t),
        "around": around_runs_notes(marts["fct_pain_around_runs"].to_dicts(), t),
        "picture": physio_picture(marts, t),
        "capability": capability_table(marts, t),
        "capability_rule": physio.capability_rule(t),
        "painkillers": painkillers(marts, t),
        "rests": _rests(marts, t),
    }


def _pain_told(marts: Marts, t: Translator) -> str:
    today = facts.athlete(marts)["today"]
    scores = within(facts.back_pain(marts), today)
    entries = within(marts["fct_pain_entries"], today)
    counts = {
        "logged": scores.height,
        "sharp": scores.filter("is_sharp").height,
        "stride": scores.filter("is_stride_altered").height,
        "leg": entries.filter("has_leg_pain")["local_date"].n_unique(),
        "medicated": scores.filter("is_medicated").height,
    }
    return physio.pain_days(counts, t)


def _rests(marts: Marts, t: Translator) -> list[str]:
    """Return the rests asked for in half a year, newest first."""
    today = facts.athlete(marts)["today"]
    asked_on = pl.col("asked_on")
    blocks = marts["fct_rest_blocks"].filter(
        asked_on.is_between(today - timedelta(chart_answers.HALF_A_YEAR_DAYS), today)
    )
    newest = blocks.sort("asked_on", descending=True).head(SHOWN_RESTS)
    return [_rest(row, marts, today, t) for row in newest.to_dicts()]


def _rest(block: Row, marts: Marts, today: date, t: Translator) -> str:
    run_days = facts.run_days_in(marts, block)
    so_far = [rest.so_far(block, t), rest.broken(run_days, t)]
    over = [rest.how_it_ended(block, run_days, t), rest.pain_back(block, t)]
    told = [rest.asked(block, t), *(so_far if today <= block["rest_until"] else over)]
    return " ".join(sentence for sentence in told if sentence)


# ---------- the running


def _running(marts: Marts, t: Translator) -> dict[str, Any]:
    runs = facts.runs(marts)
    today = facts.athlete(marts)["today"]
    return {
        "weeks": weeks_table(marts, t),
        "longest": t.gettext("No run yet.")
        if runs.is_empty()
        else chart_answers.longest(runs, today, t),
        "runs": runs_table(marts, t),
    }


def _programme(programme: Mapping[str, Any]) -> dict[str, Any]:
    """Return what became of the newest programme, and its first numbers."""
    table = programme["tables"][0] if programme["tables"] else None
    return {
        "answer": programme["answer"],
        "told": [programme["caveat"], *programme["missing"], *programme["beside"]],
        "table": table and replace(table, rows=table.rows[:PROGRAMME_ROWS]),
    }


def _shoes(shoes: Mapping[str, Any], t: Translator) -> dict[str, Any]:
    pairs = [pair | {"name": shortened(pair["name"])} for pair in shoes["pairs"]]
    return {
        "answer": shoes["answer"],
        "pairs": pairs[:SHOWN_SHOES],
        "more": physio.more(max(0, len(pairs) - SHOWN_SHOES), t),
    }


# ---------- said and unsaid


def _notes(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return what the runner wrote, newest first."""
    entries = within(marts["fct_pain_entries"], facts.athlete(marts)["today"])
    told = entries.filter(pl.col("note").str.strip_chars() != "")
    newest = told.sort("local_date", "local_time", "line", descending=True).head(SHOWN_NOTES)
    return {
        "shown": [
            (t.date(row["local_date"]), shortened(row["note"], NOTE_LETTERS))
            for row in newest.to_dicts()
        ],
        "more": physio.more(max(0, told.height - SHOWN_NOTES), t),
    }


def _unknown(marts: Marts, coverage: Row | None, t: Translator) -> list[str]:
    """Return what the sheets cannot tell."""
    today = facts.athlete(marts)["today"]
    days, days_of = days_so_far(marts), within(marts["fct_days"], today)
    logged = within(facts.back_pain(marts), today).height
    counts = {state: days_of.filter(day_state=state).height for state in STATES}
    status = facts.latest_status(marts)
    return [
        physio.unlogged(len(days) - logged, len(days), t),
        *([physio.kinds_of_days(counts, t)] if days_of.height else []),
        *wording.missing_halves(status, facts.athlete(marts), t, facts.latest_signals(marts)),
        *wording.coverage_notes(coverage, t),
    ]
