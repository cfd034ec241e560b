"""What the diary lacks, which of its rows were refused, and which are there no more."""

from typing import Final

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import DASH, Translator
from dashboards.sections.quality_files import reason_cell
from dashboards.sections.quality_line import SHOWN, line
from dashboards.tables import Cell, Table, typed

DIARY_DAYS: Final = 28


def refused_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many rows could not be read."""
    count = marts["raw_diary_refused"].height
    note = t.gettext("Correct these lines in the diary; the rest was read.") if count else ""
    tone = "careful" if count else "ok"
    return line(tone, t.gettext("Diary rows refused"), t.number(count, 0), note)


def entries_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell on how many of the last days pain was logged."""
    today = facts.athlete(marts)["today"]
    count = facts.last_days(facts.back_pain(marts), today, DIARY_DAYS).height
    value = t.gettext("{count} of {days} days", count=count, days=DIARY_DAYS)
    note = "" if count else t.gettext("Without entries nothing can be said about your back.")
    return line("ok" if count else "none", t.gettext("Pain logged"), value, note)


def refused_table(marts: Marts, t: Translator) -> Table:
    """Return the refused rows with their reasons."""
    refused = marts["raw_diary_refused"].sort("source", "line")
    rows = [
        [typed(row["source"]), Cell(str(row["line"])), reason_cell(row, t)]
        for row in refused.head(SHOWN).rows(named=True)
    ]
    headers = [t.gettext("Diary"), t.gettext("Line"), t.gettext("Reason")]
    caption = t.gettext("Refused diary rows")
    return Table(caption, headers, rows, wordy=(0, 2), total=refused.height, is_stacked=True)


def gone_lines(marts: Marts, t: Translator) -> list[dict[str, str]]:
    """Tell how many entries a diary held before and holds no more; nothing where none is missing."""
    count = marts["raw_diary_gone"].height
    if not count:
        return []
    note = t.gettext(
        "Put them back from the archive; or if that was meant: {command}",
        command=facts.own_command(marts, "diary", "gone", "--noted"),
    )
    return [line("careful", t.gettext("Diary entries missing"), t.number(count, 0), note)]


def gone_table(marts: Marts, t: Translator) -> Table:
    """Return the missing entries with the diary and the line in which they last stood."""
    gone = marts["raw_diary_gone"].sort("local_date", "local_time", "line")
    rows = [
        [
            Cell(t.date(row["local_date"])),
            Cell(DASH if row["pain_nrs"] is None else str(row["pain_nrs"])),
            typed(f"{row['source'].removeprefix('../')}:{row['line']}"),
        ]
        for row in gone.head(SHOWN).rows(named=True)
    ]
    headers = [t.gettext("Day"), t.gettext("Pain"), t.gettext("Where it stood")]
    caption = t.gettext("Entries that the diary held before and holds no more")
    return Table(caption, headers, rows, wordy=(2,), total=gone.height, is_stacked=True)
