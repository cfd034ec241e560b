"""Painkillers of half a year: how often by week, and which."""

from datetime import date
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.physio_tables import shortened
from dashboards.sections.physio_weeks import HALF_A_YEAR_WEEKS, mondays, weekly_pain, within
from dashboards.tables import Cell, Table, number, typed
from dashboards.wording import physio as wording

SHOWN: Final = 3
HEIGHT: Final = 40
ROOM: Final = 13
"""Above a bar of seven days, for its number."""
WIDE: Final = 0.7
"""Of a week's room, a bar's."""
MOST: Final = 7

Mark = dict[str, Any]


def painkillers(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the sentence, the weeks' bars and the table; the latter two where one was taken.

    Parameters
    ----------
    marts
        One athlete's rows of `dashboards.physio.MARTS`.
    t
        The language.
    """
    today = facts.athlete(marts)["today"]
    logged = within(facts.back_pain(marts), today, HALF_A_YEAR_WEEKS)
    days = logged.filter("is_medicated")["local_date"]
    taken = _taken(marts, today)
    newest = max([*days.to_list()[-1:], *taken["last_date"].to_list()], default=None)
    return {
        "weeks": HALF_A_YEAR_WEEKS,
        "told": wording.painkiller_days(days.len(), logged.height, newest, t),
        "picture": _picture(marts, today, t) if days.len() else None,
        "table": _table(taken, t),
    }


# ---------- by week


def _picture(marts: Marts, today: date, t: Translator) -> dict[str, Any]:
    weeks = mondays(today, HALF_A_YEAR_WEEKS)
    rows = weekly_pain(marts)
    width = 100 / len(weeks)
    return {
        "height": HEIGHT,
        "ground": HEIGHT - 1,
        "weeks": [
            _week(place * width, width, rows.get(monday), t) for place, monday in enumerate(weeks)
        ],
        "months": [
            {"x": round(place * width, 2), "label": t.short_month(monday)}
            for place, monday in enumerate(weeks)
            if monday.day <= MOST
        ],
    }


def _week(x: float, width: float, row: Row | None, t: Translator) -> Mark:
    """Return a week's bar; none where nobody logged, which is not none taken."""
    days = None if row is None else row["medicated_days"]
    height = round((HEIGHT - ROOM) * (days or 0) / MOST, 1)
    return {
        "x": round(x + width * (1 - WIDE) / 2, 2),
        "middle": round(x + width / 2, 2),
        "width": round(width * WIDE, 2),
        "y": round(HEIGHT - 1 - height, 1),
        "height": height,
        "number": t.number(days, 0) if days else "",
        "is_logged": days is not None,
    }


# ---------- which


def _table(taken: pl.DataFrame, t: Translator) -> Table | None:
    """Return what was taken on how many days; None where the diary names nothing."""
    if taken.is_empty():
        return None
    headers = [t.gettext("Painkiller"), t.gettext("Days"), t.gettext("Last day")]
    rows = [
        [
            typed(shortened(row["medication"])),
            number(row["days"], t, 0),
            Cell(t.date(row["last_date"])),
        ]
        for row in taken.head(SHOWN).to_dicts()
    ]
    note = wording.more(taken.height - len(rows), t)
    name = t.gettext("Painkillers in {weeks} weeks", weeks=HALF_A_YEAR_WEEKS)
    return Table(name, headers, rows, wordy=(0,), note=note)


def _taken(marts: Marts, today: date) -> pl.DataFrame:
    """Return each painkiller of an entry about the back by the days it was taken, most first."""
    of_back = marts["fct_pain_entries"].filter(body_site="low_back")
    told = within(of_back, today, HALF_A_YEAR_WEEKS).with_columns(
        pl.col("medication").str.strip_chars()
    )
    taken = told.filter(pl.col("medication") != "").group_by("medication")
    counted = taken.agg(days=pl.col("local_date").n_unique(), last_date=pl.col("local_date").max())
    return counted.sort("days", "last_date", "medication", descending=[True, True, False])
