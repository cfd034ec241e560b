"""One run, told: why it was flagged, its length, how it began, the diary, its three lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboards import wording
from dashboards.facts import Row
from dashboards.figures.longest_run import spike_names
from dashboards.i18n import Translator
from dashboards.runs import has_pain, is_flagged
from dashboards.sections.why import TONES
from dashboards.wording import runs as told
from dashboards.wording.loads import heart_rate_trouble
from dashboards.wording.run_lines import end_told, no_lines_told, trace_told
from dashboards.wording.warm_up import warm_up_told, warm_up_word

Line = tuple[str, str]
"""What Backstride tells, and what a user typed, beside it or alone; each may be empty."""

Fact = tuple[str, list[Line]]


def run_detail(run: Row, traces: Sequence[Row], t: Translator) -> dict[str, Any]:
    """Return what is told of one run.

    Parameters
    ----------
    run
        One of `runs.run_rows`.
    traces
        Its rows of `pipeline.traces`.
    t
        The language.
    """
    return {
        "anchor": run["anchor"],
        "kinds": _kinds(run),
        "date": t.date(run["local_date"]),
        "name": run["name"],
        "numbers": " · ".join(filter(None, _numbers(run, t))),
        "flags": [_flag(flag, t) for flag in run["flags"]],
        "first": _known(_first_facts(run, t)),
        "more": _known(_more_facts(run, t)),
        "traces": [_trace(trace, t) for trace in _in_order(traces)],
        "end": end_told(run, traces[0]["span_s"], t) if traces else "",
        "no_lines": "" if traces else no_lines_told(run, t),
    }


def _kinds(run: Row) -> list[str]:
    """Return the filters that a run stays in sight of."""
    kinds = {"signal": is_flagged(run), "pain": has_pain(run)}
    return [kind for kind, is_so in kinds.items() if is_so]


def _numbers(run: Row, t: Translator) -> Iterator[str]:
    yield told.km_told(run, t)
    yield told.time_told(run)
    yield told.pace_told(run, t)
    yield told.beyond_told(run, t)


def _flag(flag: Row, t: Translator) -> dict[str, str]:
    icon, word = wording.flag_word(flag, t)
    return {
        "tone": TONES[flag["level"]],
        "icon": icon,
        "word": word,
        "name": wording.family_name(flag["family"], t),
        "sentence": wording.reason_sentence(flag, t),
        "limit": wording.limit_text(flag, t),
        "letter": flag["evidence"],
    }


def _first_facts(run: Row, t: Translator) -> Iterator[Fact]:
    """Yield what is asked first of a run: whether it was too long, begun warm, and hurt."""
    name = spike_names(t)[run["spike_class"]]
    yield t.gettext("Length"), _lines(told.length_told(run, name, run["limit"], t))
    yield t.gettext("Warm-up"), _lines(warm_up_word(run["warm_up"], t), warm_up_told(run, t))
    yield t.gettext("Back pain"), told.pain_told(run, t)


def _more_facts(run: Row, t: Translator) -> Iterator[Fact]:
    """Yield what else is known of a run."""
    yield t.gettext("Effort"), _lines(told.effort_told(run, t))
    trouble = heart_rate_trouble(run["heart_rate_problem"], t)
    yield t.gettext("Heart rate"), _lines(told.heart_rate_told(run, t), trouble)
    yield t.gettext("Climb"), _lines(told.climb_told(run, t))
    yield t.gettext("Shoes"), [("", run["shoe"])] if run["shoe"] else []
    yield t.gettext("Files"), [("", file) for file in run["source_files"]]


def _known(facts: Iterable[Fact]) -> list[Fact]:
    return [(name, lines) for name, lines in facts if lines]


def _lines(*texts: str) -> list[Line]:
    return [(text, "") for text in texts if text]


def _in_order(traces: Sequence[Row]) -> list[Row]:
    order = ("pace", "heart_rate", "altitude")
    return sorted(traces, key=lambda trace: order.index(trace["measure"]))


def _trace(trace: Row, t: Translator) -> dict[str, str]:
    name, ends = trace_told(trace, t)
    return {"name": name, "ends": ends, "kind": trace["measure"], "row": trace}
