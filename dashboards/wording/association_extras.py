"""What stands beside the association: the days without painkillers, and pain around runs."""

from collections.abc import Mapping, Sequence

from dashboards.i18n import Translator
from dashboards.wording.association import Row, association_sentence
from pipeline.association.around_runs import MIN_PAIRS


def unmedicated_notes(everything: Sequence[Row], rows: Sequence[Row], t: Translator) -> list[str]:
    """Return what the diary says without the days with a painkiller, where there are any.

    Where pain seems to change the running nothing is said: on fewer days that is seen less often,
    and a link of load with pain would stand beside it.

    Parameters
    ----------
    everything, rows
        One athlete's rows of `fct_pain_association` and `fct_pain_association_unmedicated`.
    t
        The language.
    """
    if not rows or everything[0]["status"] == "reverse_suspected":
        return []
    return [
        t.ngettext(
            "Without the one day with a painkiller: {sentence}",
            "Without the {n} days with a painkiller: {sentence}",
            everything[0]["logs"] - rows[0]["logs"],
            sentence=association_sentence(rows, t),
        )
    ]


def around_runs_notes(rows: Sequence[Row], t: Translator) -> list[str]:
    """Return how pain changed from before runs to after them, and that this tests no load.

    Parameters
    ----------
    rows
        One athlete's rows of `fct_pain_around_runs`.
    t
        The language.
    """
    told = [_around_runs(row, t) for row in rows if row["n"]]
    if not any(row["status"] == "ok" for row in rows):
        return told
    return [*told, t.gettext("A simple comparison of entries, not a test of load.")]


def _around_runs(row: Row, t: Translator) -> str:
    is_after = row["comparison"] == "after_before"
    if row["status"] != "ok":
        return _too_few_runs(row, t, is_after=is_after)
    facts = {"points": t.signed(row["mean_difference_nrs"], 1), "n": t.number(row["n"], 0)}
    if row["ci_low"] is None:
        return _always_the_same(facts, t, is_after=is_after)
    facts |= {"low": t.signed(row["ci_low"], 1), "high": t.signed(row["ci_high"], 1)}
    return _on_average(facts, t, is_after=is_after)


def _too_few_runs(row: Row, t: Translator, *, is_after: bool) -> str:
    if is_after:
        return t.ngettext(
            "To tell how pain changes from before a run to after it, {needed} runs with both "
            "entries are needed; so far there is one.",
            "To tell how pain changes from before a run to after it, {needed} runs with both "
            "entries are needed; so far there are {n}.",
            row["n"],
            needed=MIN_PAIRS,
        )
    return t.ngettext(
        "To tell how pain changes from before a run to the next morning, {needed} runs with both "
        "entries are needed; so far there is one.",
        "To tell how pain changes from before a run to the next morning, {needed} runs with both "
        "entries are needed; so far there are {n}.",
        row["n"],
        needed=MIN_PAIRS,
    )


def _always_the_same(facts: Mapping[str, str], t: Translator, *, is_after: bool) -> str:
    if is_after:
        return t.gettext(
            "From before to after a run, pain changed by {points} points each time ({n} runs).",
            **facts,
        )
    return t.gettext(
        "From before a run to the next morning, pain changed by {points} points each time ({n} "
        "runs).",
        **facts,
    )


def _on_average(facts: Mapping[str, str], t: Translator, *, is_after: bool) -> str:
    if is_after:
        return t.gettext(
            "From before to after a run, pain changed by {points} points on average (range {low} "
            "to {high}, {n} runs).",
            **facts,
        )
    return t.gettext(
        "From before a run to the next morning, pain changed by {points} points on average (range "
        "{low} to {high}, {n} runs).",
        **facts,
    )
