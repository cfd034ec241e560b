"""One athlete's page: one file that asks nobody for anything and opens from a stick."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from dashboards import facts, wording
from dashboards.bundle import bundle, packed
from dashboards.facts import Marts
from dashboards.i18n import Language, Translator, translator
from dashboards.rendering import other_language, render, static_text
from dashboards.sections.association import association_section
from dashboards.sections.balance import balance_section
from dashboards.sections.calendar import calendar_section
from dashboards.sections.charts import chart_sections
from dashboards.sections.first_weeks import first_weeks_section
from dashboards.sections.habits import habits_section
from dashboards.sections.plan import plan_section
from dashboards.sections.programme import programme_section
from dashboards.sections.quality import quality_section
from dashboards.sections.runs import runs_section, with_runs
from dashboards.sections.shoes import shoes_section
from dashboards.sections.status import status_section
from dashboards.sections.why import why_section
from dashboards.template import DARK
from pipeline.files import write_atomically

LETTERS: Final = ("A", "B", "C", "D", "X")

MARTS: Final = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_signals",
    "fct_sessions",
    "int_daily_load",
    "fct_training_load",
    "fct_weekly_load",
    "fct_pain_days",
    "fct_pain_association",
    "fct_pain_association_unmedicated",
    "fct_pain_around_runs",
    "fct_pain_entries",
    "fct_diary_days",
    "fct_symptoms",
    "fct_red_flags",
    "fct_rest_blocks",
    "fct_diary_coverage",
    "fct_programmes",
    "fct_programme_weeks",
    "fct_calendar",
    "fct_calendar_steps",
    "fct_calendar_spans",
    "fct_shoes",
    "fct_habits",
    "fct_form",
    "fct_strength",
    "fct_strength_weeks",
    "fct_plan",
    "fct_plan_candidates",
    "fct_plan_flags",
    "fct_balance",
    "fct_days",
    "fct_matches",
    "fct_suspects",
    "fct_corrections",
    "raw_files",
    "raw_diary_refused",
    "raw_diary_gone",
)
"""What a page reads, each with one athlete's rows; `raw.files` is called `raw_files` here."""


def write_page(
    marts: Marts,
    *,
    language: Language,
    path: Path,
    made_at: datetime,
    overview: str | None = None,
) -> Path:
    """Write one athlete's page in one language.

    Parameters
    ----------
    marts
        One athlete's rows of `MARTS`; more tables do no harm.
    language
        `en` or `de`.
    path
        `NAME.html` for English, `NAME.de.html` for German; the two link each other.
    made_at
        An instant; shown at the end of the page in the athlete's time, and nowhere else.
    overview
        File name of the group overview in this language, where there is one.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    HomeUnwritable
        If the disk refuses.
    """
    return write_content(page_content(marts, language, made_at), language, path, overview)


def write_content(
    content: Mapping[str, Any],
    language: Language,
    path: Path,
    overview: str | None,
    physio: str | None = None,
) -> Path:
    """Write what a page says under one of its names; see `write_page`.

    `physio` is the file name of the sheet for the physio in this language, where there is one.
    """
    other = other_language(language, path)
    links = {
        "other": quote(other.file_name),
        "overview": quote(overview) if overview else None,
        "physio": quote(physio) if physio else None,
    }
    named = {**content, "links": links, "other": other}
    t = translator(language, content["person"]["units"])
    page = with_runs(render("page.html", t, named), content["runs"])
    write_atomically(path, page.encode())
    return path


def page_content(marts: Marts, language: Language, made_at: datetime) -> dict[str, Any]:
    """Return what an athlete's page says in one language, whatever its file is called."""
    person = facts.athlete(marts)
    t = translator(language, person["units"])
    charts = chart_sections(marts, t)
    plan = plan_section(marts, t)
    runs = runs_section(marts, t)
    return {
        "person": person,
        "made_at": made_at.astimezone(ZoneInfo(person["timezone"])),
        "status": status_section(marts, t),
        "why": why_section(marts, t),
        "plan": plan,
        "first_weeks": first_weeks_section(marts, t),
        "balance": balance_section(marts, t),
        "charts": charts,
        "runs": runs,
        "association": association_section(marts, t),
        "habits": habits_section(marts, t),
        "programme": programme_section(marts, t),
        "calendar": calendar_section(marts, t),
        "shoes": shoes_section(marts, t),
        "quality": quality_section(marts, t),
        "numbers": [],  # files beside the page, where it is written with them
        "evidence": [(letter, wording.evidence_sentence(letter, t)) for letter in LETTERS],
        **_scripts(_figures(charts), plan["try_run"], runs["script"], t),
    }


def _figures(charts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the charts there is something to draw in."""
    return {
        name: {part: chart[part] for part in ("figure", "first", "last")}
        for name, chart in charts.items()
        if chart["figure"] is not None
    }


def _scripts(
    figures: Mapping[str, Any], try_run: Mapping[str, Any] | None, of_runs: str, t: Translator
) -> dict[str, Any]:
    """Return what the page's scripts need; of charts, where nothing is drawn or moves, nothing."""
    if not figures and try_run is None:
        return {"payload": None, "scripts": [of_runs] if of_runs else []}
    payload = {
        "figures": figures,
        "try_run": try_run,
        "dark": DARK,
        "language": t.language,
        "locale": t.plotly_locale(),
        "too_old": t.gettext(
            "This browser is too old to draw the charts; each has its table below."
        ),
    }
    script, plotly = static_text("page.js"), bundle()[0] if figures else ""
    return {
        "payload": json_for_script(payload),
        "script": Markup(script),
        "packed": packed() if plotly else "",
        "scripts": [text for text in (script, plotly, of_runs) if text],
    }


def json_for_script(value: object) -> Markup:
    """Return JSON that can stand inside a script element whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
