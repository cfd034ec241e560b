"""What was on a day: the calendar's days as rows, a folded table a month, the newest first.

A year of them has to stay small: a row is a day, what was run on it and the worst pain.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.runs import run_links
from dashboards.wording.calendar import day_named, done_told, score_told


def months_of_days(days: Iterable[Row], marts: Marts, t: Translator) -> list[dict[str, Any]]:
    """Return the months with their days, the newest month first, its days as they came.

    Parameters
    ----------
    days
        Rows of `fct_calendar`, oldest first.
    marts
        One athlete's rows, for where a run is told of.
    t
        The language.
    """
    link, weekdays = run_links(marts, t.language), t.short_weekdays()
    months = []
    for first, of_month in groupby(days, key=lambda day: day["local_date"].replace(day=1)):
        months.append(
            {
                "id": f"{first:%Y-%m}",
                "name": t.month(first),
                "rows": [_told(row, link(row["local_date"]), weekdays, t) for row in of_month],
            }
        )
    return months[::-1]


def _told(row: Row, link: str, weekdays: list[str], t: Translator) -> dict[str, str]:
    return {
        "day": day_named(row["local_date"], weekdays, t),
        "link": link if row["day_state"] == "run" else "",
        "done": done_told(row, t),
        "score": score_told(row, t),
    }
