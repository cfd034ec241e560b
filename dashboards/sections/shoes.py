"""How worn are my shoes: the pairs in use against their limits, and all pairs as a table."""

from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.tables import Cell, Table, distance, number, typed
from dashboards.wording import shoes as wording

RECENT_DAYS: Final = 28


def shoes_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the answer, a box a pair in use, the table, and how to tell of a pair."""
    rows = _in_order(marts["fct_shoes"]).to_dicts()
    return {
        "answer": wording.answer(rows, t),
        "unknown": _unknown(marts, t) if rows else "",
        "pairs": [_pair(row, t) for row in rows if row["is_worn"]],
        "table": _table(rows, t) if rows else None,
        "convention": wording.convention(t),
        "how_counted": wording.how_counted(t),
        "study": wording.study(t),
        "command": facts.own_command(
            marts, "shoe", "NAME", "--from", "DATE", "--limit", wording.EXAMPLE_LIMITS[t.units]
        ),
    }


def new_pairs(marts: Marts) -> pl.DataFrame:
    """Return the pairs whose first day is known, oldest first: events beside the pain.

    The first pair that is named by files alone is older than anybody can say: a list begins to
    name pairs some day, not with a new one.
    """
    shoes = marts.get("fct_shoes", pl.DataFrame())
    if shoes.is_empty():
        return shoes
    is_told = pl.col("source") == "journal"
    is_later = pl.col("started_on") > pl.col("started_on").filter(~is_told).min()
    is_later = is_later.fill_null(value=False)
    return shoes.filter(is_told | is_later, pl.col("started_on").is_not_null()).sort(
        "started_on", "shoe_id"
    )


def _in_order(shoes: pl.DataFrame) -> pl.DataFrame:
    """Return the current pair first, then the others in use, then what rests."""
    order = ["is_current", "is_worn", "last_run_on", "started_on", "shoe_id"]
    return shoes.sort(order, descending=True, nulls_last=True)


def _unknown(marts: Marts, t: Translator) -> str:
    runs = facts.last_days(facts.runs(marts), facts.athlete(marts)["today"], RECENT_DAYS)
    return wording.unknown_pairs(runs["shoe_id"].null_count(), runs.height, RECENT_DAYS, t)


def _pair(row: Row, t: Translator) -> dict[str, Any]:
    tone, icon, word = wording.state_pill(row, t)
    return {
        "name": row["name"],
        "tone": tone,
        "icon": icon,
        "word": word,
        "km": wording.km_told(row, t),
        "limit": wording.limit_told(row, t),
        "cushioning": wording.cushioning_word(row["cushioning"], t),
        "in_use": wording.in_use(row, t),
        "without_km": wording.without_km(row, t),
        "bar": _bar(row),
    }


def _bar(row: Row) -> dict[str, str]:
    """Return where kilometres and limit stand, in percent of the bar's length."""
    end = max(row["km"], row["limit_to_km"])
    return {
        "km": f"{100 * row['km'] / end:.1f}%",
        "limit_from": f"{100 * row['limit_from_km'] / end:.1f}%",
        "limit_to": f"{100 * row['limit_to_km'] / end:.1f}%",
    }


def _table(rows: list[Row], t: Translator) -> Table:
    return Table(
        t.gettext("All pairs of shoes"),
        _headers(t),
        [_table_row(row, t) for row in rows],
        wordy=(0,),
        is_stacked=True,
    )


def _headers(t: Translator) -> list[str]:
    return [
        t.gettext("Pair"),
        t.gettext("Cushioning"),
        t.gettext("Distance"),
        t.gettext("of these before"),
        t.gettext("Limit"),
        t.gettext("State"),
        t.gettext("Runs"),
        t.gettext("In use since"),
        t.gettext("Last run"),
        t.gettext("Known from"),
    ]


def _table_row(row: Row, t: Translator) -> list[Cell]:
    tone, icon, word = wording.state_pill(row, t)
    return [
        typed(row["name"]),
        Cell(wording.cushioning_word(row["cushioning"], t) or DASH),
        Cell(wording.km_told(row, t)),
        distance(row["km_before"], t, 0),
        Cell(wording.limit_told(row, t)),
        Cell(f"{icon} {word}", mark=tone if tone == "careful" else ""),
        number(row["runs"], t, 0),
        _date(row["started_on"], t),
        _date(row["last_run_on"], t),
        Cell(wording.source_name(row, t)),
    ]


def _date(value: Any, t: Translator) -> Cell:
    return Cell(DASH if value is None else t.date(value))
