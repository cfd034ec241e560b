"""How the plan is told: a ceiling for the next run, a range for the next 7 days."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.families import family_name
from dashboards.wording.plan_rest import (
    is_after_rest,
    on_condition,
    run_after_rest,
    waits_for_entry,
    week_after_rest,
)
from dashboards.wording.rest import nothing_lost, rest_day_told

Row = Mapping[str, Any]

LIMITED: Final = ("ok", "returning")
"""States of a plan whose limits come from signals."""


def waits_for_the_back(plan: Row | None) -> bool:
    """Tell whether the next run waits: for pain to ease, or for a rest to end."""
    return _state(plan) in ("pain_first", "resting")


def next_run(plan: Row | None, t: Translator) -> str:
    """Return the ceiling of the next run: kilometres, rest, or that no number is known."""
    if plan and _state(plan) == "resting":
        return t.gettext("rest until {day}", day=t.day(plan["rest_until"]))
    ceiling = _first(plan, "next_run_max_km", "return_run_limit_km")
    if ceiling == 0:
        return t.gettext("rest day")
    if ceiling is None:
        return _bound(t.gettext("short and easy") if _is_returning(plan) else "", plan, t)
    return _bound(_at_most(ceiling, t), plan, t)


def _bound(told: str, plan: Row | None, t: Translator) -> str:
    """Return a limit with its conditions; where there is none, why."""
    if told:
        return on_condition(told, plan or {}, t)
    if _state(plan) == "silent":
        return t.gettext("no number without fresh data")
    if waits_for_entry(plan):
        return t.gettext("none before an entry says that the pain has eased")
    return t.gettext("no number yet")


def next_run_note(plan: Row | None, t: Translator) -> str:
    """Return where the ceiling comes from, or why there is none."""
    if _state(plan) == "silent":
        return _silent(t)
    if _has_red_flag(plan):
        return t.gettext("A warning sign is open: no run is planned before a doctor has seen it.")
    if _state(plan) == "pain_first":
        return t.gettext("The back comes first: walk or rest until the pain has eased.")
    if plan and _state(plan) == "resting":
        return f"{rest_day_told(plan, t)} {nothing_lost(t)}"
    note = _returning_run(plan or {}, t) if _is_returning(plan) else _ceiling_told(plan, t)
    if plan and is_after_rest(plan):
        note = run_after_rest(plan, t)
    return _with_limit(note, plan, "next_run_limited_by", t)


def _silent(t: Translator) -> str:
    return t.gettext(
        "The newest file or entry is more than 10 days old: what may be run next depends on what "
        "was run since. After weeks off begin short and easy."
    )


def _has_red_flag(plan: Row | None) -> bool:
    return _state(plan) == "pain_first" and bool((plan or {}).get("has_red_flag"))


def _ceiling_told(plan: Row | None, t: Translator) -> str:
    ceiling, longest = _first(plan, "next_run_max_km"), _first(plan, "longest_30d_km")
    if ceiling is None or longest is None:
        return f"{_no_limit(t)} {_stay_near(longest, t)}"
    if ceiling == 0:
        return t.gettext("Any run tomorrow would add a signal.")
    return t.gettext(
        "The longest that adds no signal. Your longest run of the last 30 days was {km}.",
        km=t.distance(longest),
    )


def _no_limit(t: Translator) -> str:
    return t.gettext(
        "No limit can be computed yet: it takes 30 days of known history and 3 runs in the last 30."
    )


def _stay_near(longest_km: float | None, t: Translator) -> str:
    if longest_km is None:
        return t.gettext("Begin with distances you are used to.")
    return t.gettext(
        "Stay near your longest run of the last 30 days, {km}.", km=t.distance(longest_km)
    )


def _returning_run(plan: Row, t: Translator) -> str:
    rule = t.gettext(
        "After a break: in the first week at most half of the longest run before it, then 10 to "
        "20% more a week; no two running days in a row, and only with pain of 3 or less that does "
        "not rise."
    )
    return " ".join(filter(None, [_return_told(plan, t), rule]))


def _return_told(plan: Row, t: Translator) -> str:
    if plan.get("returned_on") is None or plan.get("days_off") is None:
        return ""
    return t.gettext(
        "Return on {day} after {days} days without a run.",
        day=t.day(plan["returned_on"]),
        days=plan["days_off"],
    )


def next_week(plan: Row | None, t: Translator) -> str:
    """Return the range of the next 7 days."""
    if _has_red_flag(plan):
        return t.gettext("once a doctor has seen it")
    if _state(plan) == "pain_first":
        return t.gettext("once the pain has eased")
    if _state(plan) == "resting":
        return t.gettext("after the rest")
    high = _first(plan, "week_high_km", "return_week_limit_km")
    low = _first(plan, "week_low_km")
    if high is None:
        return _bound(t.gettext("a share of before") if _is_returning(plan) else "", plan, t)
    if high == 0:
        return t.gettext("rest")
    return _bound(_range(low or 0.0, high, t), plan, t)


def next_week_note(plan: Row | None, t: Translator) -> str:
    """Return where the range comes from."""
    if waits_for_the_back(plan):
        return t.gettext("Then begin with short runs; a range is given again from there.")
    if _state(plan) == "silent":
        return t.gettext("A range is given again once there is a new file or entry.")
    high = _first(plan, "week_high_km")
    told = week_after_rest(high, t) if is_after_rest(plan) else _week_told(plan, t)
    return _with_limit(told, plan, "week_limited_by", t)


def _week_told(plan: Row | None, t: Translator) -> str:
    if _is_returning(plan):
        return t.gettext(
            "First week back: at most 80% of your former weeks after 2 to 3 weeks off, 50% after "
            "3 to 4, 30% after longer; then 10 to 20% more a week."
        )
    if _first(plan, "week_high_km") is not None:
        return t.gettext(
            "From a little under your usual up to the most that adds no signal, spread over the "
            "weekdays as in a middle one of your last four weeks."
        )
    if _first(plan, "next_run_max_km") is not None:
        return _no_range((plan or {}).get("week_not_judged"), t)
    return _no_limit(t)


def _no_range(why: str | None, t: Translator) -> str:
    """Return why there is no range of a week, though there is a limit of a run."""
    return {
        "building": t.gettext(
            "No range can be computed yet: it takes 5 weeks from the first run on."
        ),
        "unknown_days": t.gettext("No range can be computed: the last weeks hold unknown days."),
        "returning_from_break": t.gettext(
            "No range can be computed: in the 28 days after days marked ill or injured, weeks are "
            "not compared with those before."
        ),
    }.get(why or "") or t.gettext(
        "No range can be computed: there is too little to compare the weeks with."
    )


def _with_limit(note: str, plan: Row | None, name: str, t: Translator) -> str:
    """Return a note, and the family of signals that sets the limit where one is known."""
    family = (plan or {}).get(name)
    if family is None or _state(plan) not in LIMITED:
        return note
    limit = t.gettext("What sets the limit: {family_name}.", family_name=family_name(family, t))
    return f"{note} {limit}"


def _state(plan: Row | None) -> str:
    return str(plan["plan_state"]) if plan else "too_little_history"


def _is_returning(plan: Row | None) -> bool:
    return _state(plan) == "returning"


def _first(plan: Row | None, *names: str) -> float | None:
    """Return the first of some numbers that the plan knows."""
    known = ((plan or {}).get(name) for name in names)
    return next((number for number in known if number is not None), None)


def _range(low_km: float, high_km: float, t: Translator) -> str:
    """Return a range, its upper end alone where both would read alike or the lower one as 0."""
    bottom, top, _ = t.range_ends(low_km, high_km)
    return t.distance_range(low_km, high_km) if 0 < bottom < top else _at_most(high_km, t)


def _at_most(km: float, t: Translator) -> str:
    return t.gettext("up to {km}", km=t.distance_at_most(km))
