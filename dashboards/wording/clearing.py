"""What would clear a signal."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.amounts import in_unit
from dashboards.wording.red_flags import signs_of
from pipeline.commands import own_command

Row = Mapping[str, Any]


def clearing_sentence(flag: Row, t: Translator) -> str:
    """Return what has to happen for a signal to go, and when it goes by itself.

    Parameters
    ----------
    flag
        A row of `fct_flags`.
    t
        The language.
    """
    if flag["family"] == "red_flag":
        return _closes_tomorrow(flag, t) or f"{_stays_told(flag, t)} {_until_seen(flag, t)}"
    date = t.day(flag["clears_on"])
    if flag["family"] == "F6":
        return _pain_now(flag, date, t)
    if flag["family"] == "F7":
        return _pain_stays(flag, date, t)
    return t.gettext("It goes on {date} if no new run raises it.", date=date)


def _closes_tomorrow(flag: Row, t: Translator) -> str:
    """Return that a visit of the same day closes all open signs from the next on, if it does."""
    signs = signs_of(flag)
    closing = [day for row in signs if (day := row.get("closed_on"))]
    if not signs or len(closing) < len(signs):
        return ""
    return t.gettext(
        "A visit to a doctor is noted; from {date} on the sign is closed. It always shows on its "
        "own day.",
        date=t.day(max(closing)),
    )


def _until_seen(flag: Row, t: Translator) -> str:
    return t.gettext(
        "It stays open until you record a visit to a doctor, for example: {command}",
        command=own_command(flag["athlete_id"], "mark", "seen_by_doctor", str(flag["local_date"])),
    )


def _stays_told(flag: Row, t: Translator) -> str:
    return t.gettext(
        "A later entry without the sign does not close it; {command} takes a slip back.",
        command=own_command(flag["athlete_id"], "diary", "undo"),
    )


def _pain_now(flag: Row, date: str, t: Translator) -> str:
    by_cause = {
        "sharp": t.gettext(
            "It goes with a newer entry without sharp pain and below the limits, or on {date} "
            "when the entry is a week old.",
            date=date,
        ),
        "morning_after": t.gettext(
            "It goes with a newer entry below the limits, or on {date} when the entry is a week "
            "old.",
            date=date,
        ),
        "stride": t.gettext(
            "It goes with a newer entry that leaves the stride as it is, or on {date} when the "
            "entry is a week old.",
            date=date,
        ),
        "strong": t.gettext(
            "It weakens with a newer entry below {limit}, and goes on {date} when the entry is a "
            "week old.",
            limit=in_unit(flag["threshold"], "nrs", t),
            date=date,
        ),
    }
    return by_cause.get(flag["cause"] or "") or t.gettext(
        "It goes with a newer entry below {limit}, or on {date} when the entry is a week old.",
        limit=in_unit(flag["threshold"], "nrs", t),
        date=date,
    )


def _pain_stays(flag: Row, date: str, t: Translator) -> str:
    by_cause = {
        "after_rest": t.gettext(
            "It goes with a newer entry without a painkiller, at least 2 points lower than before "
            "the rest, or on {date} when the entry is a week old.",
            date=date,
        ),
        "of_ten": t.gettext(
            "It goes when fewer than {limit} of the last 10 days with an entry reach the limit, or "
            "on {date} when the newest entry is a week old.",
            limit=t.number(flag["threshold"] or 0, 0),
            date=date,
        ),
    }
    return by_cause.get(flag["cause"] or "") or t.gettext(
        "It goes with a newer entry below the limit, or on {date} when the entry is a week old.",
        date=date,
    )
