"""What may be said about load and one's own pain: the sentences of SCIENCE C.5, no others."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import DASH, Translator
from pipeline.association import ALPHA, MIN_DAYS, MIN_LOGS, power_percent
from pipeline.association.load_features import FAMILY, MAX_UNKNOWN_SHARE, WARM_UP_DAYS

Row = Mapping[str, Any]

FEW_DAYS: Final = 120
UNEVEN_LOGGING: Final = 2.0
UNEVEN_SCORES_NRS: Final = 1.0


def feature_name(feature: str, t: Translator) -> str:
    """Return what a load feature measures."""
    names = {
        "acute_7d": t.gettext("Distance in 7 days"),
        "week_log_change": t.gettext("Change of 7 days against the 7 before"),
        "acwr_uncoupled": t.gettext("Ratio of 7 days to the 21 before"),
        "acwr_ewma": t.gettext("Ratio of weighted means, 7 to 28 days"),
        "two_week_log_change": t.gettext("Change of 14 days against the 14 before"),
        "spike_7d": t.gettext("Longest run of 7 days against the 30 days before it"),
    }
    return names.get(feature, feature)


def lag_name(lag_days: int, t: Translator) -> str:
    """Return how long after the load the pain was looked at."""
    return t.ngettext("pain one day later", "pain {n} days later", lag_days)


def association_sentence(rows: Sequence[Row], t: Translator) -> str:
    """Return the one sentence about load and pain, as SCIENCE C.5 words it.

    Parameters
    ----------
    rows
        One athlete's rows of `fct_pain_association`; none where nothing was tested.
    t
        The language.
    """
    primary = next((row for row in rows if row["is_primary"]), None)
    if primary is None or primary["status"] == "not_enough_data":
        return _not_enough(primary, t)
    if primary["status"] == "reverse_suspected":
        return t.gettext(
            "Pain seems to change your running; the other direction cannot be separated from it."
        )
    if primary["p_value"] is None:
        return t.gettext(
            "Load or pain does nothing but follow a straight line in these days: there is nothing "
            "to compare."
        )
    return (_found if primary["p_value"] < ALPHA else _nothing)(primary, t)


def _not_enough(primary: Row | None, t: Translator) -> str:
    days, logs = (0, 0) if primary is None else (primary["days"], primary["logs"])
    missing_days, missing_logs = max(0, MIN_DAYS - days), max(0, MIN_LOGS - logs)
    if not days:
        return _nothing_counted(t)
    if missing_days or missing_logs:
        return _missing(missing_days, missing_logs, t)
    return t.gettext(
        "Not enough data yet: the entries hardly differ. At least 3 different scores are needed, "
        "none of them on more than 9 of 10 days."
    )


def _nothing_counted(t: Translator) -> str:
    return t.gettext(
        "Not enough data yet: {warm_up} days of running come first, then {days} days with at "
        "least {entries} entries are needed.",
        warm_up=WARM_UP_DAYS,
        days=MIN_DAYS,
        entries=MIN_LOGS,
    )


def _missing(days: int, logs: int, t: Translator) -> str:
    if days and logs:
        return t.gettext(
            "Not enough data yet: {days} more days and {entries} more days with an entry are "
            "needed.",
            days=t.number(days, 0),
            entries=t.number(logs, 0),
        )
    if days:
        return t.ngettext(
            "Not enough data yet: one more day is needed.",
            "Not enough data yet: {n} more days are needed.",
            days,
        )
    return t.ngettext(
        "Not enough data yet: one more day with an entry is needed.",
        "Not enough data yet: {n} more days with an entry are needed.",
        logs,
    )


def _found(primary: Row, t: Translator) -> str:
    rho, low, high = primary["rho"], primary["ci_low"], primary["ci_high"]
    spans_zero = rho is None or low is None or low <= 0 <= high
    if spans_zero or rho * primary["rho_partial"] < 0:
        return t.gettext("A link beyond the last entry's pain; its size cannot be given.")
    facts = {"r": t.number(rho, 2), "low": t.number(low, 2), "high": t.number(high, 2)}
    if primary["rho_partial"] > 0:
        return t.gettext(
            "In your diary, weeks with more load were followed by somewhat more pain (r = {r}, "
            "range {low} to {high}). This is one person's correlation, not proof.",
            **facts,
        )
    return t.gettext(
        "In your diary, weeks with more load were followed by somewhat less pain (r = {r}, "
        "range {low} to {high}). This is one person's correlation, not proof.",
        **facts,
    )


def _nothing(primary: Row, t: Translator) -> str:
    days, logs = primary["days"], primary["logs"]
    return t.gettext(
        "No clear link in {days} days ({entries} entries). With this much data a moderate link "
        "(r = .3) would have been seen in about {percent} of 100 such diaries.",
        days=t.number(days, 0),
        entries=t.number(logs, 0),
        percent=power_percent(days, logs / days),
    )


def association_notes(rows: Sequence[Row], t: Translator) -> list[str]:
    """Return what stands beside the sentence: hits of the family, the direction, the limits."""
    primary = next((row for row in rows if row["is_primary"]), None)
    if primary is None or primary["status"] == "not_enough_data":
        return [
            t.gettext(
                "Counted are the days from the first to the last entry whose {days} days before "
                "them are known.",
                days=WARM_UP_DAYS,
            )
        ]
    notes = []
    if primary["status"] == "ok":
        notes += [_family_hit(row, t) for row in family_hits(rows)]
        notes.append(t.gettext("Direction check: pain did not go with the load after it."))
    if primary["days"] < FEW_DAYS:
        notes.append(t.gettext("With so few days only very strong links could show."))
    notes.append(
        t.gettext(
            "Entries on {percent} of {days} days. Finding nothing does not show that load does "
            "not matter.",
            percent=t.percent(100 * primary["logs"] / primary["days"]),
            days=t.number(primary["days"], 0),
        )
    )
    return notes


def coverage_notes(coverage: Row | None, t: Translator) -> list[str]:
    """Return what the diary's gaps and the load's unknown days do to the numbers.

    Parameters
    ----------
    coverage
        The athlete's row of `fct_diary_coverage`.
    t
        The language.
    """
    if coverage is None:
        return []
    notes = []
    run, other = coverage["run_days_logged_pct"], coverage["other_days_logged_pct"]
    if run is not None and other is not None:
        rates = {"run": t.percent(run), "other": t.percent(other)}
        notes.append(
            t.gettext("Entries on {run} of running days and {other} of the others.", **rates)
        )
        if run > UNEVEN_LOGGING * other:
            notes.append(
                t.gettext(
                    "Running days are logged more than twice as often: sizes and means may be off. "
                    "An entry a day, zeros too, mends that."
                )
            )
    difference = coverage["after_gap_difference_nrs"]
    if difference is not None and abs(difference) > UNEVEN_SCORES_NRS:
        notes.append(
            t.gettext(
                "Scores after a gap differ by {points} points from the others: what happened on "
                "days without an entry is not known.",
                points=t.signed(difference),
            )
        )
    if coverage["unknown_days"] and coverage["unknown_days_pct"] <= 100 * MAX_UNKNOWN_SHARE:
        notes.append(
            t.ngettext(
                "One unknown day of load was filled with the mean of the 28 days before.",
                "{n} unknown days of load were filled with the mean of the 28 days before.",
                coverage["unknown_days"],
            )
        )
    return notes


def family_hits(rows: Sequence[Row]) -> list[Row]:
    """Return the exploratory rows that held up after the correction for all comparisons."""
    return [row for row in rows if not row["is_primary"] and is_clear(row)]


def _family_hit(row: Row, t: Translator) -> str:
    facts = {"feature": feature_name(row["feature"], t), "count": len(FAMILY)}
    if row["rho_partial"] > 0:
        return t.ngettext(
            "Exploratory: more pain one day after high values of “{feature}” held up after "
            "correcting for {count} comparisons.",
            "Exploratory: more pain {n} days after high values of “{feature}” held up after "
            "correcting for {count} comparisons.",
            row["lag_days"],
            **facts,
        )
    return t.ngettext(
        "Exploratory: less pain one day after high values of “{feature}” held up after "
        "correcting for {count} comparisons.",
        "Exploratory: less pain {n} days after high values of “{feature}” held up after "
        "correcting for {count} comparisons.",
        row["lag_days"],
        **facts,
    )


def p_text(row: Row, t: Translator) -> str:
    """Return the p that counts for a row: its own for the primary one, the family's else."""
    p = row["p_value"] if row["is_primary"] else row["p_family"]
    return DASH if p is None else t.number(p, 3)


def is_clear(row: Row) -> bool:
    """Tell whether a row held up: the primary by its p, the others after the correction."""
    p = row["p_value"] if row["is_primary"] else row["p_family"]
    return row["status"] == "ok" and p is not None and p < ALPHA
