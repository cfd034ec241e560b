"""How the oddities of a file are told; the codes are `pipeline.decode.activity`'s."""

from dashboards.i18n import Translator


def quality_sentence(code: str, t: Translator) -> str:
    """Return what was odd about a file, the code itself where nobody has put it in words."""
    return {
        "truncated": t.gettext("the file ends early; everything before is loaded"),
        "crc_mismatch": t.gettext("the checksum does not fit"),
        "no_data_size": t.gettext("the watch did not finish the file: its header gives no length"),
        "trailing_bytes": t.gettext("something that is no FIT follows the data"),
        "chained": t.gettext("several FIT files in one"),
        "damaged": t.gettext(
            "the data stop making sense before the end; everything before is loaded"
        ),
        "odd_field_size": t.gettext("fields whose size does not fit their type were left out"),
        "too_long": t.gettext("longer than any activity; only the first part is loaded"),
        "no_session_message": t.gettext("no summary; the session is built from its records"),
        "no_time": t.gettext("records without a time"),
        "bad_time": t.gettext(
            "records dated before 1990 or after tomorrow; their time is left out"
        ),
        "unsorted": t.gettext("records were not in the order of time"),
        "local_clock": t.gettext("dates follow the watch's local clock; its time zone is unknown"),
        "wrong_date": t.gettext("a session with an impossible date was left out"),
        "damaged_xml": t.gettext("the XML has faults; what could be read is loaded"),
    }.get(code, code)
