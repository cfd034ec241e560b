"""The group overview: who needs a look today, who has gone quiet, who is steady."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from dashboards import facts, wording
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Language, Translator, translator
from dashboards.rendering import other_language, render, static_text
from dashboards.sections.cohort_programmes import cohort_programmes_section
from dashboards.sections.status import TONES
from pipeline.files import write_atomically
from pipeline.home import SHEET

MARTS: Final = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_red_flags",
    "fct_sessions",
    "fct_weekly_load",
    "fct_pain_days",
    "fct_plan",
)
"""What the overview reads of each athlete."""

GROUP_MARTS: Final = ("fct_pooled_association", "fct_cohort_programmes")
"""What it reads of the whole group: rows of `NOBODY`."""
NOBODY: Final = ""

ORDER: Final = ("high", "watch", "no_data", "ok")
WEEKS: Final = 12
FRESH_PAIN_DAYS: Final = 7
BAR: Final = 10
"""Width of one week in the little picture."""


def write_cohort(
    athletes: Mapping[str, Marts],
    group: Marts,
    *,
    language: Language,
    path: Path,
    made_at: datetime,
) -> Path:
    """Write the group overview in one language.

    Parameters
    ----------
    athletes
        Each one's rows of `MARTS`, by name.
    group
        The group's rows of `GROUP_MARTS`, by name.
    language
        `en` or `de`.
    path
        `index.html` for English, `index.de.html` for German; athletes' pages lie beside it.
    made_at
        An instant; shown at the end of the page in the first athlete's time, and nowhere else.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    HomeUnwritable
        If the disk refuses.
    """
    t = translator(language)
    other = other_language(language, path)
    script = static_text("cohort.js")
    context = {
        **_context(athletes, t),
        "pooled": _pooled(group, t),
        "programmes": cohort_programmes_section(group["fct_cohort_programmes"], t),
        "made_at": _in_their_time(made_at, athletes),
        "other": other,
        "links": {"other": quote(other.file_name)},
        "script": Markup(script),
        "scripts": [script],
    }
    write_atomically(path, render("cohort.html", t, context).encode())
    return path


def _in_their_time(instant: datetime, athletes: Mapping[str, Marts]) -> datetime:
    """Return an instant in the time zone of the athlete whose name comes first."""
    if not athletes:
        return instant
    return instant.astimezone(ZoneInfo(facts.athlete(athletes[min(athletes)])["timezone"]))


def _context(athletes: Mapping[str, Marts], t: Translator) -> dict[str, Any]:
    people = [_athlete(one, t) for one in athletes.values()]
    people.sort(key=lambda person: (person["rank"], person["name"].casefold(), person["id"]))
    words = {level: wording.cohort_word(level, t, is_silent=True) for level in ORDER}
    counts = {level: sum(person["level"] == level for person in people) for level in ORDER}
    return {
        "people": people,
        "filters": [
            {"tone": TONES[level], "icon": words[level][0], "word": words[level][1], "count": n}
            for level, n in counts.items()
            if n
        ],
        "headline": _headline(counts, t),
        "today": max((person["today"] for person in people), default=None),
        "note": wording.signal_note(t),
    }


def _athlete(marts: Marts, t: Translator) -> dict[str, Any]:
    person, status, flags = facts.athlete(marts), facts.latest_status(marts), _raised(marts)
    plan = facts.plan(marts)
    level = "no_data" if status is None else status["level"]
    icon, word = wording.cohort_word(level, t, is_silent=facts.is_silent(person))
    return {
        "id": person["athlete_id"],
        "today": person["today"],
        "name": person["display_name"],
        "href": quote(_file_name(person["athlete_id"], t)),
        "physio": quote(_file_name(f"{person['athlete_id']}{SHEET}", t)),
        "level": level,
        "rank": (ORDER.index(level), 0 if _has_red_flag(flags) else 1),
        "tone": TONES[level],
        "icon": icon,
        "word": word,
        "why": _why(status, flags, person, plan, t),
        "next_run": wording.next_run(plan, t),
        "pain": _latest_pain(marts, person, t),
        "age": _age(person, t),
        "weeks": _weeks(marts),
    }


def _pooled(group: Marts, t: Translator) -> dict[str, str | None]:
    """Return what all diaries say together, and how that was worked out."""
    row = facts.one_row(group["fct_pooled_association"])
    return {"sentence": wording.pooled_sentence(row, t), "note": wording.pooled_note(row, t)}


def _file_name(athlete_id: str, t: Translator) -> str:
    return f"{athlete_id}.html" if t.language == "en" else f"{athlete_id}.{t.language}.html"


def _raised(marts: Marts) -> list[Row]:
    return [flag for flag in facts.latest_flags(marts) if flag["level"] != "info"]


def _has_red_flag(flags: list[Row]) -> bool:
    return any(flag["family"] == "red_flag" for flag in flags)


def _why(
    status: Row | None, flags: list[Row], person: Row, plan: Row | None, t: Translator
) -> list[str]:
    """Return the reasons, and what cannot be judged where that is news to the reader."""
    sentences = wording.status_sentences(status, flags, person, t, plan)
    if status is None or status["level"] == "no_data":
        return sentences
    return sentences + wording.missing_halves(status, person, t)


def _latest_pain(marts: Marts, person: Row, t: Translator) -> str:
    days = facts.last_days(facts.back_pain(marts), person["today"], FRESH_PAIN_DAYS)
    return DASH if days.is_empty() else t.number(days["pain_nrs"].tail(1).item(), 0)


def _age(person: Row, t: Translator) -> str:
    newest = facts.newest_data(person)
    if newest is None:
        return t.gettext("never")
    days = (person["today"] - newest).days
    if days <= 0:
        return t.gettext("today")
    return t.ngettext("one day ago", "{n} days ago", days)


def _weeks(marts: Marts) -> list[dict[str, float | bool]]:
    """Return the bars of the last weeks' kilometres; a week that is not complete is hollow."""
    weeks = facts.in_kilometres(marts["fct_weekly_load"]).sort("week_start").tail(WEEKS)
    largest = weeks["weekly_load"].max()
    top = float(str(largest)) if largest else 1.0
    return [
        {
            "x": BAR * place,
            "height": round(26 * (row["weekly_load"] or 0.0) / top, 1),
            "is_complete": row["is_complete"],
        }
        for place, row in enumerate(weeks.rows(named=True))
    ]


def _headline(counts: Mapping[str, int], t: Translator) -> list[str]:
    look = t.ngettext("One athlete needs a look today.", "{n} need a look today.", counts["high"])
    if not counts["high"]:
        look = t.gettext("Nobody needs a look today.")
    if not counts["no_data"]:
        return [look]
    quiet = t.ngettext(
        "Of one athlete there is no fresh data.",
        "Of {n} athletes there is no fresh data.",
        counts["no_data"],
    )
    return [look, quiet]
