"""My runs: the last days' and all that raised a signal, as many as the page has room for."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.rendering import part, static_text
from dashboards.runs import (
    ENDINGS,
    RECENT_DAYS,
    by_month,
    by_year,
    is_flagged,
    is_recent,
    run_rows,
    shown_runs,
    traces_of,
    year_link,
    years_folder,
)
from dashboards.sections.runs_detail import run_detail
from dashboards.wording import runs as wording

ROOM: Final = Markup("<!--runs-->")
"""Where the runs go, once it is known how large the rest of the page is."""

PAGE_BYTES: Final = 1_395_000
BYTES_A_YEAR: Final = 25_000
"""What a page may hold with two years of data, and more with each further one up to ten."""

END_BYTES: Final = 300
"""Kept for the sentence about the runs that are left out."""

YEAR_DAYS: Final = 365.25


def runs_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the answer, the runs to be shown one by one, and the pages of all years.

    `shown` are told of from the newest on until the page is full, see `with_runs`.
    """
    person, runs = facts.athlete(marts), run_rows(marts)
    recent = [run for run in runs if is_recent(run, person["today"])]
    flagged = sum(is_flagged(run) for run in recent)
    judged = sum(run["spike_class"] != "unknown" for run in recent)
    return {
        "answer": wording.answer(len(recent), flagged, judged, RECENT_DAYS, t) if runs else "",
        "shown": list(_drawn(shown_runs(runs, person["today"]), marts, t)),
        "head": part("run.html", "head", t)(),
        "room": ROOM,
        "left": lambda count: wording.left_told(count, t),
        "page_bytes": page_bytes(facts.history_days(person)),
        "years": [
            {
                "year": str(year),
                "link": year_link(person["athlete_id"], year, t.language),
                "told": wording.year_told(len(of_year), sum(map(is_flagged, of_year)), t),
            }
            for year, of_year in by_year(runs).items()
        ],
        "pages": years_folder(person["athlete_id"]),
        "ending": ENDINGS[t.language],
        "script": Markup(static_text("runs.js")) if runs else "",
    }


def _drawn(runs: list[Row], marts: Marts, t: Translator) -> Iterator[str]:
    """Yield each run; a month's first with what opens its month, and shuts the one before."""
    lines, of_today = traces_of(marts), {flag["session_id"] for flag in facts.latest_flags(marts)}
    draw, opened = part("run.html", "run", t), part("run.html", "month", t)
    for month, of_month in by_month(runs):
        opening = opened(t.month(month), is_first=of_month[0] is runs[0])
        for run in of_month:
            detail = run_detail(run, lines[run["session_id"]], t)
            yield opening + draw(detail, is_of_today=run["session_id"] in of_today)
            opening = Markup()


def page_bytes(history_days: int) -> int:
    """Return how large a page may be: ten years of charts take more room than two."""
    years_beyond = min(max(history_days / YEAR_DAYS - 2, 0), 8)
    return PAGE_BYTES + round(BYTES_A_YEAR * years_beyond)


def with_runs(page: str, runs: Mapping[str, Any]) -> str:
    """Return a page with as many runs, the newest first, as it has room for.

    Parameters
    ----------
    page
        The page, with `ROOM` where its runs go.
    runs
        What `runs_section` returns.
    """
    left = runs["page_bytes"] - len(page.encode()) - len(runs["head"].encode()) - END_BYTES
    told: list[str] = []
    for one in runs["shown"]:
        left -= len(one.encode())
        if left < 0:
            break
        told.append(one)
    head = [runs["head"], *told, "</div>"] if told else []
    missing = len(runs["shown"]) - len(told)
    end = [f'<p class="muted">{runs["left"](missing)}</p>'] if missing else []
    return page.replace(ROOM, "".join([*head, *end]), 1)
