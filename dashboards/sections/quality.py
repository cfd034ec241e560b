"""What is missing or not trusted: files, diary rows, days, sports, folders."""

from itertools import groupby
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.sections.chart_tables import unknown_names
from dashboards.tables import Cell, Table, typed
from dashboards.wording.files import quality_sentence
from pipeline.errors import Reason
from pipeline.home import ME

DIARY_DAYS: Final = 28
SHOWN: Final = 200


def quality_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the counts, and a table of everything that was refused or is odd."""
    return {
        "lines": [
            _files_line(marts, t),
            _refused_line(marts, t),
            _diary_line(marts, t),
            _entries_line(marts, t),
            _unknown_line(marts, t),
            _sport_line(marts, t),
            _folder_line(marts, t),
        ],
        "details": [table for table in _details(marts, t) if table.rows],
    }


def _line(tone: str, name: str, value: str, note: str) -> dict[str, str]:
    icon = {"ok": "✓", "careful": "▲", "none": "?"}[tone]
    return {"tone": tone, "icon": icon, "name": name, "value": value, "note": note}


def _with_status(marts: Marts, status: str) -> pl.DataFrame:
    return marts["raw_files"].filter(pl.col("status") == status).sort("name")


def _files_line(marts: Marts, t: Translator) -> dict[str, str]:
    files = marts["raw_files"]
    loaded = _with_status(marts, "loaded").filter(pl.col("kind").ne_missing("archive")).height
    note = t.gettext(
        "{duplicates} known already, {ignored} without an activity",
        duplicates=_with_status(marts, "duplicate").height,
        ignored=_with_status(marts, "ignored").height,
    )
    tone = "ok" if loaded else "none"
    return _line(tone, t.gettext("Files read"), t.number(loaded, 0), note if files.height else "")


def _refused_line(marts: Marts, t: Translator) -> dict[str, str]:
    count = _with_status(marts, "quarantined").height
    note = t.gettext("Kept in quarantine/, each beside its reason.") if count else ""
    tone = "careful" if count else "ok"
    return _line(tone, t.gettext("Files refused"), t.number(count, 0), note)


def _diary_line(marts: Marts, t: Translator) -> dict[str, str]:
    count = marts["raw_diary_refused"].height
    note = t.gettext("Correct these lines in the diary; the rest was read.") if count else ""
    tone = "careful" if count else "ok"
    return _line(tone, t.gettext("Diary rows refused"), t.number(count, 0), note)


def _entries_line(marts: Marts, t: Translator) -> dict[str, str]:
    today = facts.athlete(marts)["today"]
    count = facts.last_days(facts.back_pain(marts), today, DIARY_DAYS).height
    value = t.gettext("{count} of {days} days", count=count, days=DIARY_DAYS)
    note = "" if count else t.gettext("Without entries nothing can be said about your back.")
    return _line("ok" if count else "none", t.gettext("Pain logged"), value, note)


def _unknown_line(marts: Marts, t: Translator) -> dict[str, str]:
    count = _unknown_days(marts).height
    note = t.gettext("Not counted as rest; a mean over too many of them is not given.")
    tone = "careful" if count else "ok"
    return _line(tone, t.gettext("Unknown days"), t.number(count, 0), note if count else "")


def _sport_line(marts: Marts, t: Translator) -> dict[str, str]:
    count = marts["fct_sessions"].filter("is_sport_assumed").height
    note = t.gettext("The file names no sport; it was taken from the speed.") if count else ""
    tone = "careful" if count else "ok"
    return _line(tone, t.gettext("Sport assumed"), t.number(count, 0), note)


def _folder_line(marts: Marts, t: Translator) -> dict[str, str]:
    athlete_id = facts.athlete(marts)["athlete_id"]
    folder = "inbox/" if athlete_id == ME else f"inbox/{athlete_id}/"
    note = t.gettext(
        "A folder of the inbox becomes an athlete with: backstride athlete add NAME. Any other "
        "folder is read as yours."
    )
    return _line("ok", t.gettext("Folder"), folder, note if athlete_id == ME else "")


# ---------- details


def _details(marts: Marts, t: Translator) -> list[Table]:
    return [
        _file_table(_with_status(marts, "quarantined"), t.gettext("Refused files"), t),
        _row_table(marts, t),
        _odd_table(marts, t),
        _span_table(marts, t),
        _assumed_table(marts, t),
        _file_table(_with_status(marts, "ignored"), t.gettext("Files without an activity"), t),
        _file_table(_with_status(marts, "duplicate"), t.gettext("Files known already"), t),
    ]


def _file_table(files: pl.DataFrame, caption: str, t: Translator) -> Table:
    headers = [t.gettext("File"), t.gettext("Reason")]
    rows = files.head(SHOWN).rows(named=True)
    told = [[typed(row["name"]), _reason(row, t)] for row in rows]
    return Table(caption, headers, told, wordy=(0, 1))


def _reason(row: Row, t: Translator) -> Cell:
    """Tell a stored reason in the page's language; its facts may hold a user's own words."""
    if not row["reason_template"]:
        return typed(row.get("reason") or DASH)
    stored = Reason.stored(row["reason_template"], row["reason_facts"] or "{}")
    has_own_words = any(isinstance(fact, str) for fact in stored.facts.values())
    return Cell(stored.told(t.gettext), is_typed=has_own_words)


def _row_table(marts: Marts, t: Translator) -> Table:
    headers = [t.gettext("Diary"), t.gettext("Line"), t.gettext("Reason")]
    refused = marts["raw_diary_refused"].sort("source", "line").head(SHOWN)
    rows = [
        [typed(row["source"]), Cell(str(row["line"])), _reason(row, t)]
        for row in refused.rows(named=True)
    ]
    return Table(t.gettext("Refused diary rows"), headers, rows, wordy=(0, 2))


def _odd_table(marts: Marts, t: Translator) -> Table:
    odd = _with_status(marts, "loaded").filter(pl.col("quality").list.len() > 0).head(SHOWN)
    rows = [
        [typed(row["name"]), Cell("; ".join(quality_sentence(code, t) for code in row["quality"]))]
        for row in odd.rows(named=True)
    ]
    headers = [t.gettext("File"), t.gettext("What was odd")]
    return Table(t.gettext("Loaded with a remark"), headers, rows, wordy=(0, 1))


def _unknown_days(marts: Marts) -> pl.DataFrame:
    """Return the days whose kilometres are not known, with the reason."""
    days = facts.in_kilometres(marts["int_daily_load"]).filter(pl.col("daily_load").is_null())
    calendar = marts["int_calendar"].select("local_date", "unknown_because")
    reasons = days.select("local_date").join(calendar, on="local_date", how="left")
    return reasons.with_columns(pl.col("unknown_because").fill_null("measure")).sort("local_date")


def _span_table(marts: Marts, t: Translator) -> Table:
    rows = _unknown_days(marts).rows(named=True)
    names = unknown_names(t)
    spans = [list(days) for _, days in groupby(enumerate(rows), key=_span_key)]
    told = [
        [
            Cell(t.date(span[0][1]["local_date"])),
            Cell(t.date(span[-1][1]["local_date"])),
            Cell(names[span[0][1]["unknown_because"]]),
        ]
        for span in spans
    ]
    headers = [t.gettext("From"), t.gettext("To"), t.gettext("Reason")]
    return Table(t.gettext("Unknown days"), headers, told[-SHOWN:], wordy=(2,))


def _span_key(numbered: tuple[int, Row]) -> tuple[str, int]:
    """Return the same key for days that follow each other with one reason."""
    place, row = numbered
    return row["unknown_because"], row["local_date"].toordinal() - place


def _assumed_table(marts: Marts, t: Translator) -> Table:
    assumed = marts["fct_sessions"].filter("is_sport_assumed").sort("local_date").tail(SHOWN)
    rows = [
        [Cell(t.date(row["local_date"])), typed(", ".join(row["source_files"]))]
        for row in assumed.rows(named=True)
    ]
    headers = [t.gettext("Day"), t.gettext("File")]
    return Table(t.gettext("Sessions whose sport was assumed"), headers, rows, wordy=(1,))
