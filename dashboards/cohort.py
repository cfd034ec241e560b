"""The group overview: who needs a look today, who has gone quiet, who is steady."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from dashboards import facts, wording
from dashboards.facts import Marts
from dashboards.i18n import Language, Translator, translator
from dashboards.rendering import other_language, render, static_text
from dashboards.sections.cohort_person import ORDER, cohort_person
from dashboards.sections.cohort_programmes import cohort_programmes_section
from dashboards.sections.status import TONES
from dashboards.wording.cohort import filter_word, headline, seven
from pipeline.files import write_atomically

MARTS: Final = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_red_flags",
    "fct_sessions",
    "fct_weekly_load",
    "fct_pain_days",
    "fct_plan",
    "fct_habits",
    "fct_programmes",
)
"""What the overview reads of each athlete."""

GROUP_MARTS: Final = ("fct_pooled_association", "fct_cohort_programmes")
"""What it reads of the whole group: rows of `NOBODY`."""
NOBODY: Final = ""


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
    people = [cohort_person(one, t) for one in athletes.values()]
    people.sort(key=lambda person: (person["rank"], person["name"].casefold(), person["id"]))
    words = {level: filter_word(level, t) for level in ORDER}
    counts = {level: sum(person["level"] == level for person in people) for level in ORDER}
    return {
        "people": people,
        "filters": [
            {"tone": TONES[level], "icon": words[level][0], "word": words[level][1], "count": n}
            for level, n in counts.items()
            if n
        ],
        "headline": headline(counts, t),
        "seven": seven(t),
        "today": max((person["today"] for person in people), default=None),
        "note": wording.signal_note(t),
    }


def _pooled(group: Marts, t: Translator) -> dict[str, str | None]:
    """Return what all diaries say together, and how that was worked out."""
    row = facts.one_row(group["fct_pooled_association"])
    return {"sentence": wording.pooled_sentence(row, t), "note": wording.pooled_note(row, t)}
