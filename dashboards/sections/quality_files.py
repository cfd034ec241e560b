"""Files: read, refused, odd, without an activity, known already."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.sections.quality_line import SHOWN, line
from dashboards.tables import Cell, Table, typed
from dashboards.wording.files import file_kind, quality_sentence
from pipeline.errors import Reason
from pipeline.home import ME

EXAMPLES: Final = 3
"""A watch's account holds thousands of files that are no activity: some names are enough."""

Told = tuple[Cell, str]
"""A reason, and the file it is about."""


def _with_status(marts: Marts, status: str) -> pl.DataFrame:
    return marts["raw_files"].filter(pl.col("status") == status).sort("name", "sha256")


# ---------- lines


def read_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many files were read, and how many needed no reading."""
    loaded = _with_status(marts, "loaded").filter(pl.col("kind").ne_missing("archive")).height
    note = t.gettext(
        "{duplicates} known already, {ignored} without an activity",
        duplicates=t.number(_with_status(marts, "duplicate").height, 0),
        ignored=t.number(_with_status(marts, "ignored").height, 0),
    )
    tone = "ok" if loaded else "none"
    is_any = marts["raw_files"].height > 0
    return line(tone, t.gettext("Files read"), t.number(loaded, 0), note if is_any else "")


def refused_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many files could not be read."""
    count = _with_status(marts, "quarantined").height
    note = t.gettext("Kept in quarantine/, each beside its reason.") if count else ""
    tone = "careful" if count else "ok"
    return line(tone, t.gettext("Files refused"), t.number(count, 0), note)


def folder_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell where this athlete's files belong."""
    athlete_id = facts.athlete(marts)["athlete_id"]
    folder = "inbox/" if athlete_id == ME else f"inbox/{athlete_id}/"
    note = t.gettext(
        "A folder of the inbox becomes an athlete with: backstride athlete add NAME. Any other "
        "folder is read as yours."
    )
    return line("ok", t.gettext("Folder"), folder, note if athlete_id == ME else "")


# ---------- tables


def refused_table(marts: Marts, t: Translator) -> Table:
    """Return each refused file with its reason."""
    files = _with_status(marts, "quarantined")
    rows = [[typed(row["name"]), reason_cell(row, t)] for row in files.head(SHOWN).rows(named=True)]
    headers = [t.gettext("File"), t.gettext("Reason")]
    caption = t.gettext("Refused files")
    return Table(caption, headers, rows, wordy=(0, 1), total=files.height, is_stacked=True)


def remarks_table(marts: Marts, t: Translator) -> Table:
    """Return what was odd about files that were loaded."""
    odd = _with_status(marts, "loaded").filter(pl.col("quality").list.len() > 0)
    told = ((_remarks(row, t), row["name"]) for row in odd.rows(named=True))
    return _by_reason(told, t.gettext("Loaded with a remark"), t.gettext("What was odd"), t)


def ignored_table(marts: Marts, t: Translator) -> Table:
    """Return the files that are fine and hold no activity, by what they are."""
    caption = t.gettext("Files without an activity")
    return _by_reason(_reasons(marts, "ignored", t), caption, t.gettext("Reason"), t)


def known_table(marts: Marts, t: Translator) -> Table:
    """Return the files that had come before."""
    caption = t.gettext("Files known already")
    return _by_reason(_reasons(marts, "duplicate", t), caption, t.gettext("Reason"), t)


def _reasons(marts: Marts, status: str, t: Translator) -> Iterable[Told]:
    return ((reason_cell(row, t), row["name"]) for row in _with_status(marts, status).to_dicts())


def _remarks(row: Row, t: Translator) -> Cell:
    return Cell("; ".join(quality_sentence(code, t) for code in row["quality"]))


def reason_cell(row: Row, t: Translator) -> Cell:
    """Tell a stored reason in the page's language; its facts may hold a user's own words."""
    if not row["reason_template"]:
        return typed(row.get("reason") or DASH)
    stored = Reason.stored(row["reason_template"], row["reason_facts"] or "{}")
    facts_told = {
        name: file_kind(str(fact)) if name == "kind" else fact
        for name, fact in stored.facts.items()
    }
    has_own_words = any(isinstance(fact, str) for fact in facts_told.values())
    return Cell(Reason(stored.template, facts_told).told(t.gettext), is_typed=has_own_words)


def _by_reason(told: Iterable[Told], caption: str, reason: str, t: Translator) -> Table:
    """Return one row per reason, the most frequent first, with the names of some files."""
    by_text = sorted(told, key=lambda each: each[0].text)
    groups = [list(group) for _, group in groupby(by_text, key=lambda each: each[0].text)]
    groups.sort(key=len, reverse=True)
    rows = [
        [group[0][0], Cell(t.number(len(group), 0)), typed(_examples([n for _, n in group], t))]
        for group in groups[:SHOWN]
    ]
    headers = [reason, t.gettext("Files"), t.gettext("For example")]
    count = sum(len(group) for group in groups)
    return Table(caption, headers, rows, wordy=(0, 2), total=count, is_stacked=True)


def _examples(names: list[str], t: Translator) -> str:
    distinct = list(dict.fromkeys(names))
    some = ", ".join(distinct[:EXAMPLES])
    more = len(distinct) - EXAMPLES
    if more <= 0:
        return some
    return t.ngettext("{names} and one more", "{names} and {n} more", more, names=some)
