"""What the runner has corrected, and how to take it back."""

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.sections.quality_line import SHOWN, line
from dashboards.sections.quality_matches import short
from dashboards.sections.quality_sessions import session_cell
from dashboards.tables import Cell, Table, typed
from dashboards.wording.sports import sport_name

MINUTE_S = 60


def line_of(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how much was corrected, and that what was taken out counts nowhere."""
    count = marts["fct_corrections"].height + _overruled(marts).height
    out = marts["fct_sessions"].filter("is_excluded").height
    note = t.ngettext(
        "One session taken out: it counts nowhere on this page.",
        "{n} sessions taken out: they count nowhere on this page.",
        out,
    )
    return line("ok", t.gettext("Corrected by you"), t.number(count, 0), note if out else "")


def _overruled(marts: Marts) -> pl.DataFrame:
    is_done = pl.col("verdict") != "possible"
    matches = marts["fct_matches"].filter(is_done, because="overruled")
    return matches.sort("local_date", "session_a", "session_b", descending=True)


def table_of(marts: Marts, t: Translator) -> Table:
    """Return everything the runner said of sessions and days, the newest day first."""
    order = ["from_date", "kind", "session_id", "written_at"]
    said = marts["fct_corrections"].sort(order, descending=True, nulls_last=True)
    dated = [(row["from_date"], _correction(row, t)) for row in said.rows(named=True)]
    dated += [(row["local_date"], _overrule(row, t)) for row in _overruled(marts).to_dicts()]
    dated.sort(key=lambda each: each[0], reverse=True)
    headers = [
        t.gettext("Day"),
        t.gettext("What"),
        t.gettext("Session"),
        t.gettext("As you said"),
        t.gettext("In your words"),
    ]
    return Table(
        t.gettext("Corrected by you"),
        headers,
        [row for _, row in dated[:SHOWN]],
        wordy=(1, 2, 3, 4),
        note=t.gettext("Originals are untouched. What you said last is taken back with:"),
        note_command=facts.own_command(marts, "undo"),
        total=len(dated),
        is_stacked=True,
    )


def _correction(row: Row, t: Translator) -> list[Cell]:
    is_span = row["session_id"] is None
    named = row | {"sport": row["file_sport"] or row["sport"]}
    named |= {"distance_m": row["file_distance_m"] or row["distance_m"]}
    return [
        Cell(_days(row, t)),
        Cell(_kind(row["kind"], t)),
        Cell(DASH) if is_span else session_cell(named, t),
        Cell(_as_said(row, t) or DASH),
        typed(row["note"] or DASH),
    ]


def _days(row: Row, t: Translator) -> str:
    first, last = t.date(row["from_date"]), t.date(row["to_date"])
    return first if first == last else f"{first} {DASH} {last}"


def _kind(kind: str, t: Translator) -> str:
    return {
        "edit": t.gettext("corrected"),
        "exclude": t.gettext("taken out"),
        "add": t.gettext("added"),
        "ill": t.gettext("marked ill"),
        "injured": t.gettext("marked injured"),
        "unknown": t.gettext("marked unknown"),
        "seen_by_doctor": t.gettext("seen by a doctor"),
        "same": t.gettext("told as one run"),
        "apart": t.gettext("told as two"),
    }.get(kind, kind)


def _as_said(row: Row, t: Translator) -> str:
    """Return what was corrected, and whether it counts at all."""
    changes = _changes(row, t) if row["kind"] in ("edit", "add") else ""
    if row["has_effect"]:
        return changes
    without = t.gettext(
        "Without effect: other recordings tell of this session, its file is gone, or its day is "
        "still to come."
    )
    return f"{changes}. {without}" if changes else without


def _changes(row: Row, t: Translator) -> str:
    """Return each corrected value, and what the file says instead."""
    changes = [
        _against(_km(row["distance_m"], t), _km(row["file_distance_m"], t), t),
        _against(_minutes(row["timer_s"], t), _minutes(row["file_timer_s"], t), t),
        _against(_sport(row["sport"], t), _sport(row["file_sport"], t), t),
        t.gettext("effort {rpe} of 10", rpe=t.number(row["rpe"], 0))
        if row["rpe"] is not None
        else "",
        t.gettext("moved to {day}", day=t.date(row["edited_date"])) if row["edited_date"] else "",
    ]
    return "; ".join(change for change in changes if change)


def _against(said: str, recorded: str, t: Translator) -> str:
    if not said or not recorded or said == recorded:
        return said
    return t.gettext("{said} instead of {recorded}", said=said, recorded=recorded)


def _km(metres: float | None, t: Translator) -> str:
    return "" if metres is None else t.distance(metres / 1000)


def _minutes(seconds: float | None, t: Translator) -> str:
    if seconds is None:
        return ""
    return t.gettext("{minutes} min", minutes=t.number(seconds / MINUTE_S, 0))


def _sport(sport: str | None, t: Translator) -> str:
    return sport_name(sport, t) if sport else ""


def _overrule(row: Row, t: Translator) -> list[Cell]:
    files = [row[f"file_{side}"] or short(row[f"session_{side}"]) for side in ("a", "b")]
    return [
        Cell(t.date(row["local_date"])),
        Cell(_kind(row["verdict"], t)),
        typed(" + ".join(files)),
        Cell(DASH),
        Cell(DASH),
    ]
