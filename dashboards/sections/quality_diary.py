"""What the diary lacks, and which of its rows were refused."""

from typing import Final

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import Translator
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
