"""How has my back been? Scores, and in panels of their own what was told beside them."""

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts
from dashboards.figures.pain import PainRows, pain_drawing
from dashboards.figures.pain_strips import SEVERITY_SIGNS, severity_names
from dashboards.i18n import Translator
from dashboards.runs import run_links
from dashboards.sections import chart_answers, pain_tables
from dashboards.sections.shoes import new_pairs

A_LITTLE: Final = timedelta(days=2)
LOW_BACK: Final = "low_back_pain"
TAGS: Final = ("sitting_h", "sleep_h", "lifting")
NO_ROWS: Final = pl.DataFrame()


def pain_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the chart of pain with its answers, keys and tables."""
    rows = pain_rows(marts)
    today = facts.athlete(marts)["today"]
    told = {
        "answer": _answer(rows.days, today, facts.own_command(marts, "log", "0"), t),
        "symptoms": chart_answers.symptoms(rows.symptoms, t),
        "around": pain_tables.around(_of(marts, "fct_pain_entries"), _around(marts), t),
    }
    dates = [day for frame in (rows.days, rows.diary, rows.symptoms) for day in _dates(frame)]
    if not dates:
        return told | {"figure": None, "table": None}
    figure = pain_drawing(rows, t)
    return told | {
        "figure": figure,
        "height": figure["layout"]["height"],
        "first": str(min(dates) - A_LITTLE),
        "last": str(rows.until + A_LITTLE),
        "shows": _shows(rows, t),
        "table": pain_tables.days(rows, t, run_links(marts, t.language)),
    }


def pain_rows(marts: Marts) -> PainRows:
    """Return what there is to draw; a table that was never written is empty."""
    days, diary = facts.back_pain(marts), _of(marts, "fct_diary_days")
    symptoms = _of(marts, "fct_symptoms")
    if symptoms.height:
        symptoms = symptoms.filter(symptom=LOW_BACK)
    newest = [day for frame in (days, diary, symptoms) for day in _dates(frame)]
    marked = marts["fct_corrections"].filter(kind="seen_by_doctor").sort("from_date")
    return PainRows(
        until=max([*newest, facts.athlete(marts)["today"]]),
        days=days,
        diary=diary,
        symptoms=symptoms,
        programmes=_of(marts, "fct_programmes", by="started_on"),
        rest_blocks=_of(marts, "fct_rest_blocks", by="rest_from"),
        shoes=new_pairs(marts),
        seen_on=tuple(marked["from_date"].unique(maintain_order=True)),
    )


def _of(marts: Marts, name: str, by: str = "local_date") -> pl.DataFrame:
    rows = marts.get(name, NO_ROWS)
    return rows.sort(by) if rows.height else NO_ROWS


def _around(marts: Marts) -> pl.DataFrame:
    return marts.get("fct_pain_around_runs", NO_ROWS)


def _dates(rows: pl.DataFrame) -> list[date]:
    return rows["local_date"].to_list() if rows.height else []


def _answer(days: pl.DataFrame, today: date, command: str, t: Translator) -> str:
    if days.height:
        return chart_answers.pain(days, today, t)
    return t.gettext(
        "No entry yet. One number from 0 to 10 a day is enough; 0 is an answer too: {command}",
        command=command,
    )


def _shows(rows: PainRows, t: Translator) -> dict[str, Any]:
    """Return what the picture shows, so that its key names nothing else."""
    days, diary = rows.days, rows.diary
    names = severity_names(t)
    told = set(rows.symptoms["severity"]) if rows.symptoms.height else set()
    return {
        "scores": days.height > 0,
        "hollow": days.height > 0 and days["is_medicated"].any(),
        "sharp": days.height > 0 and days["is_sharp"].any(),
        "rest": rows.rest_blocks.height > 0,
        "programme": rows.programmes.height > 0,
        "shoes": rows.shoes.height > 0,
        "seen": bool(rows.seen_on),
        "words": [
            {"sign": SEVERITY_SIGNS[word], "name": name, "is_pain": word != "not_present"}
            for word, name in names.items()
            if word in told
        ],
        "lifting": diary.height > 0 and diary["lifting"].is_not_null().any(),
        "tags": any(diary[tag].is_not_null().any() for tag in TAGS) if diary.height else False,
    }
