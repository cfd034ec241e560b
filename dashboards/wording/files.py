"""How the oddities of a file are told; the codes are those of what read it in `pipeline`."""

from typing import Final

from dashboards.i18n import Translator
from pipeline.errors import N_

KINDS: Final = {
    "monitoring a": N_("monitoring"),
    "monitoring b": N_("monitoring"),
    "monitoring daily": N_("monitoring"),
    "exd configuration": N_("settings"),
    "device": N_("device"),
    "sport": N_("sport settings"),
    "workout": N_("workout plan"),
    "course": N_("course"),
    "schedules": N_("schedule"),
    "weight": N_("weight"),
    "totals": N_("totals"),
    "goals": N_("goals"),
    "sleep": N_("sleep"),
    "segment": N_("segment"),
    "segment list": N_("segments"),
}
"""FIT's kinds of files that are no activities; others are called as FIT calls them."""


def file_kind(kind: str) -> str:
    """Return what a file without an activity is, in a phrase the catalog knows."""
    return KINDS.get(kind, kind)


def quality_sentence(code: str, t: Translator) -> str:
    """Return what was odd about a file, the code itself where nobody has put it in words.

    A code may carry a number: `listed_without_file:3`.
    """
    name, _, number = code.partition(":")
    if name == "listed_without_file" and number.isdigit():
        return t.ngettext(
            "one activity of this list has no file and is not loaded",
            "{n} activities of this list have no file and are not loaded",
            int(number),
        )
    return {
        "truncated": t.gettext("the file ends early; everything before is loaded"),
        "crc_mismatch": t.gettext("the checksum does not fit; what could be read is loaded"),
        "no_data_size": t.gettext(
            "the watch did not finish the file: its header gives no length; nothing was lost"
        ),
        "trailing_bytes": t.gettext("something that is no FIT follows the data; nothing was lost"),
        "chained": t.gettext("several FIT files in one; all are loaded, nothing was lost"),
        "damaged": t.gettext(
            "the data stop making sense before the end; everything before is loaded"
        ),
        "odd_field_size": t.gettext("fields whose size does not fit their type were left out"),
        "too_long": t.gettext("longer than any activity; only the first part is loaded"),
        "no_session_message": t.gettext(
            "no summary; the session is built from its records, nothing was lost"
        ),
        "no_time": t.gettext("records without a time; they are kept"),
        "bad_time": t.gettext(
            "records dated before 1990 or after tomorrow; their time is left out"
        ),
        "unsorted": t.gettext(
            "records were not in the order of time; they were put in order, nothing was lost"
        ),
        "local_clock": t.gettext("dates follow the watch's local clock; its time zone is unknown"),
        "wrong_date": t.gettext("a session with an impossible date was left out"),
        "archive_cut": t.gettext(
            "the archive ends early or its contents list is damaged; the files that were whole "
            "are loaded"
        ),
        "archive_over_limit": t.gettext(
            "the archive holds more than is allowed; what lies behind that point was not read"
        ),
        "damaged_xml": t.gettext("the XML has faults; what could be read is loaded"),
    }.get(code, code)
