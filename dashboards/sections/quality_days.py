"""Days: run, other sport, rest or unknown, and why."""

from itertools import groupby

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.chart_tables import unknown_names
from dashboards.sections.quality_line import SHOWN, line
from dashboards.tables import Cell, Table

RECENT_DAYS = 56

Kind = tuple[str, dict[str, object]]
"""A kind of day in words, and the values of its row."""


def states_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell what the last eight weeks' days were."""
    days = _recent(marts)
    counts = {state: _count(days, day_state=state) for state in days["day_state"].unique()}
    note = t.gettext(
        "{run} with a run, {other} with other sport only, {rest} rest, {unknown} unknown",
        run=counts.get("run", 0),
        other=counts.get("other_sport", 0),
        rest=counts.get("rest", 0),
        unknown=counts.get("unknown", 0),
    )
    tone = "careful" if counts.get("unknown") else "ok"
    tone = tone if days.height else "none"
    value = t.ngettext("one day", "{n} days", days.height)
    return line(tone, t.gettext("Last 8 weeks"), value, note if days.height else "")


def _recent(marts: Marts) -> pl.DataFrame:
    return facts.last_days(_days(marts), facts.athlete(marts)["today"], RECENT_DAYS)


def _days(marts: Marts) -> pl.DataFrame:
    """Return the days up to the athlete's today."""
    return marts["fct_days"].filter(pl.col("local_date") <= facts.athlete(marts)["today"])


def _count(days: pl.DataFrame, **where: object) -> int:
    return days.filter(**where).height


def states_table(marts: Marts, t: Translator) -> Table:
    """Return how many days were what, lately and since the first file."""
    recent, ever = _recent(marts), _days(marts)
    rows = [
        [Cell(name), *(Cell(t.number(_count(days, **where), 0)) for days in (recent, ever))]
        for name, where in _kinds(t)
        if _count(ever, **where)
    ]
    headers = [t.gettext("Kind of day"), t.gettext("Last 8 weeks"), t.gettext("Since the start")]
    note = t.gettext(
        "A day without a session is rest, unless it is unknown. Mark days as unknown, ill or "
        "injured with:"
    )
    caption = t.gettext("Days by kind")
    return Table(
        caption,
        headers,
        rows,
        wordy=(0,),
        note=note,
        note_command=facts.own_command(marts, "mark", "ill", "FROM", "TO"),
        total=ever.height,
    )


def _kinds(t: Translator) -> list[Kind]:
    why = unknown_names(t)
    unknown: list[Kind] = [
        (why[reason], {"day_state": "unknown", "unknown_because": reason})
        for reason in ("marked", "gap", "tail")
    ]
    return [
        (t.gettext("run"), {"day_state": "run"}),
        (t.gettext("other sport only"), {"day_state": "other_sport"}),
        (t.gettext("rest"), {"day_state": "rest"}),
        *unknown,
        (t.gettext("among them marked ill"), {"is_ill": True}),
        (t.gettext("among them marked injured"), {"is_injured": True}),
    ]


def unknown_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many days' kilometres are not known."""
    count = _unknown_days(marts).height
    note = t.gettext("Not counted as rest; a mean over too many of them is not given.")
    tone = "careful" if count else "ok"
    return line(tone, t.gettext("Unknown days"), t.number(count, 0), note if count else "")


def _unknown_days(marts: Marts) -> pl.DataFrame:
    """Return the days whose kilometres are not known, with the reason."""
    days = facts.in_kilometres(marts["int_daily_load"]).filter(pl.col("daily_load").is_null())
    calendar = marts["fct_days"].select("local_date", "unknown_because")
    reasons = days.select("local_date").join(calendar, on="local_date", how="left")
    return reasons.with_columns(pl.col("unknown_because").fill_null("measure")).sort("local_date")


def unknown_table(marts: Marts, t: Translator) -> Table:
    """Return the spans of such days, each with its reason."""
    days = _unknown_days(marts).rows(named=True)
    spans = [[row for _, row in span] for _, span in groupby(enumerate(days), key=_span_key)]
    rows = [_span(span[0], span[-1], unknown_names(t), t) for span in spans]
    headers = [t.gettext("From"), t.gettext("To"), t.gettext("Reason")]
    caption = t.gettext("Unknown days")
    return Table(caption, headers, rows[-SHOWN:], wordy=(2,), total=len(days))


def _span_key(numbered: tuple[int, Row]) -> tuple[str, int]:
    """Return the same key for days that follow each other with one reason."""
    place, row = numbered
    return row["unknown_because"], row["local_date"].toordinal() - place


def _span(first: Row, last: Row, names: dict[str, str], t: Translator) -> list[Cell]:
    return [
        Cell(t.date(first["local_date"])),
        Cell(t.date(last["local_date"])),
        Cell(names[first["unknown_because"]]),
    ]
