"""A rest block in words: the days without a run that the back asked for, and what follows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dashboards.i18n import Translator
from pipeline.plan.rests import REST_DAYS

Row = Mapping[str, Any]


def rest_rule(t: Translator) -> str:
    """Return when the back asks for a rest, and for how long."""
    return t.gettext(
        "Sharp pain, or pain that 3 full days of rest do not settle: no running for at least 7 "
        "days. If it stays after that or returns at once, see a doctor or physiotherapist."
    )


def relief_advice(t: Translator) -> str:
    """Return what eases the back while somebody does not run."""
    return t.gettext(
        "Keep walking and stretching, and do not lie in bed; first cold, then warmth; pain killers "
        "without prescription only after advice in a pharmacy. Strong pain that rest does not "
        "improve is for a doctor to see."
    )


def rest_day_told(plan: Row, t: Translator) -> str:
    """Return which day of its rest an athlete has come to.

    Parameters
    ----------
    plan
        A row of `fct_plan` of somebody whose rest lasts until today or longer.
    t
        The language.
    """
    until = t.day(plan["rest_until"])
    if not plan["rest_day"]:
        return t.gettext(
            "The {days} days of rest begin tomorrow and last until {day}.",
            days=REST_DAYS,
            day=until,
        )
    return t.gettext(
        "Day {n} of the {days} days of rest, which last until {day}.",
        n=plan["rest_day"],
        days=REST_DAYS,
        day=until,
    )


def nothing_lost(t: Translator) -> str:
    """Return that a rest leaves no debt."""
    return t.gettext(
        "Walking and stretching are welcome; what is not run now is nothing to catch up on."
    )


def rest_in_week(t: Translator) -> str:
    """Return what stands beside a week with less distance because the back asked for it."""
    return t.gettext(
        "The back asked for rest in this week: running less belongs to it, and nothing has to "
        "be caught up on."
    )


def asked(block: Row, t: Translator) -> str:
    """Return when and why a rest was asked for."""
    facts = {"day": t.day(block["asked_on"])}
    if block["pain_asked_nrs"] is None:
        return t.gettext(
            "On {day} the pain was sharp or shooting: a rest from running of at least a week.",
            **facts,
        )
    facts["pain"] = t.number(block["pain_asked_nrs"], 0)
    if block["because"] == "sharp":
        return t.gettext(
            "On {day} the pain was sharp or shooting ({pain} of 10): a rest from running of at "
            "least a week.",
            **facts,
        )
    return t.gettext(
        "On {day} at least 3 full days of rest had not settled the pain ({pain} of 10): a rest "
        "from running of at least a week.",
        **facts,
    )


def so_far(block: Row, t: Translator) -> str:
    """Return what has been done in a rest; what is not known to be rest is not counted."""
    days = block["rest_days"]
    told = [t.ngettext("So far one day without a run", "So far {n} days without a run", days)]
    if block["walk_days"]:
        told.append(t.ngettext("one day with a walk", "{n} days with a walk", block["walk_days"]))
    if block["other_sport_days"]:
        told.append(
            t.ngettext(
                "one day with another sport",
                "{n} days with another sport",
                block["other_sport_days"],
            )
        )
    return f"{', '.join(told)}."


def broken(days: Sequence[date], t: Translator) -> str:
    """Return on which days of a rest there was a run, nothing where there was none."""
    if not days:
        return ""
    return t.ngettext(
        "There was a run in it on {days}; the rest lasts as long all the same.",
        "There were runs in it on {days}; the rest lasts as long all the same.",
        len(days),
        days=_days_named(days, t),
    )


def _days_named(days: Sequence[date], t: Translator) -> str:
    return ", ".join(t.day(day) for day in days)


def how_it_ended(block: Row, run_days: Sequence[date], t: Translator) -> str:
    """Return whether a rest that is over was kept, else each day of it with a run."""
    dates = {"first": t.day(block["rest_from"]), "last": t.day(block["rest_until"])}
    if block["state"] == "kept":
        return t.gettext("The rest from {first} to {last} was kept.", **dates)
    if block["state"] == "broken":
        return t.ngettext(
            "In the rest from {first} to {last} there was a run on {days}.",
            "In the rest from {first} to {last} there were runs on {days}.",
            len(run_days),
            days=_days_named(run_days, t),
            **dates,
        )
    return t.gettext(
        "The rest from {first} to {last} is over; of some of its days nobody knows whether there "
        "was a run.",
        **dates,
    )


def back_again(block: Row, t: Translator) -> str:
    """Return what the first 7 days back were, measured against those before the rest."""
    if block["returned_on"] is None:
        return t.gettext(
            "There has been no run since: begin with short and easy ones once the pain has eased."
        )
    day = t.day(block["returned_on"])
    if block["week_km_since"] is None:
        return t.gettext(
            "The first run since was on {day}; the first 7 days back are not over or not all "
            "known.",
            day=day,
        )
    week = _share(block["week_km_since"], block["week_share_pct"], t)
    longest = _share(block["longest_km_since"], block["longest_share_pct"], t)
    if block["week_share_pct"] is None:
        return t.gettext(
            "The first 7 days back, from {day} on: {week}, longest run {longest}.",
            day=day,
            week=week,
            longest=longest,
        )
    return t.gettext(
        "The first 7 days back, from {day} on: {week} of a usual week before, longest run "
        "{longest} of the longest before.",
        day=day,
        week=week,
        longest=longest,
    )


def _share(km: float | None, share_pct: float | None, t: Translator) -> str:
    """Return kilometres, and their share of what was usual before where that is known."""
    told = t.distance(km or 0.0)
    return told if share_pct is None else f"{told}, {t.percent(share_pct)}"


def pain_since(block: Row, t: Translator) -> str:
    """Return how the back was in the first 7 days back, nothing where they are not over."""
    if block["week_km_since"] is None:
        return ""
    if block["pain_since_nrs"] is None:
        return t.gettext("There is no entry about the back from these days.")
    pain = t.number(block["pain_since_nrs"], 0)
    if block["pain_asked_nrs"] is None:
        return t.gettext("The worst pain in these days was {pain} of 10.", pain=pain)
    return t.gettext(
        "The worst pain in these days was {pain} of 10; it was {before} when the rest was asked "
        "for.",
        pain=pain,
        before=t.number(block["pain_asked_nrs"], 0),
    )


def pain_back(block: Row, t: Translator) -> str:
    """Return that the pain came back, nothing where it did not."""
    return t.gettext("The pain has come back.") if block["is_pain_back"] else ""


def see_a_doctor(t: Translator) -> str:
    """Return what follows where a rest has not helped."""
    return t.gettext(
        "The pain outlasted a week of rest or came back at once: see a doctor or physiotherapist."
    )


def day_told(state: str, sports: Collection[str], t: Translator) -> str:
    """Return how one day of a rest stands.

    Parameters
    ----------
    state
        `rest`, `run`, `unknown`, `today` or `ahead`.
    sports
        `walk` and `other`, where there was such a session.
    t
        The language.
    """
    told = {
        "rest": t.gettext("no run"),
        "run": t.gettext("a run"),
        "unknown": t.gettext("not known"),
        "today": t.gettext("today"),
        "ahead": t.gettext("to come"),
    }[state]
    names = {"walk": t.gettext("a walk"), "other": t.gettext("another sport")}
    return ", ".join([told, *(name for kind, name in names.items() if kind in sports)])
