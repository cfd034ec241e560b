"""One run, told: why it was flagged, how it was begun, what the diary says, its three lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboards import wording
from dashboards.facts import Row
from dashboards.figures.longest_run import spike_names
from dashboards.i18n import Translator
from dashboards.sections.why import TONES
from dashboards.tables import Cell, typed
from dashboards.wording import runs as told
from dashboards.wording.warm_up import warm_up_told, warm_up_word

Fact = tuple[str, list[Cell]]


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
    tone, sign = told.spike_told(run, t)
    return {
        "anchor": run["anchor"],
        "date": t.date(run["local_date"]),
        "name": run["name"],
        "numbers": " · ".join(filter(None, _numbers(run, t))),
        "tone": tone,
        "sign": sign,
        "flags": [_flag(flag, t) for flag in run["flags"]],
        "facts": [(name, cells) for name, cells in _facts(run, t) if cells],
        "traces": [_trace(trace, t) for trace in _in_order(traces)],
        "time": told.clock(traces[0]["span_s"]) if traces else "",
    }


def _numbers(run: Row, t: Translator) -> Iterator[str]:
    yield told.km_told(run, t)
    yield told.time_told(run)
    yield told.pace_told(run)


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


def _facts(run: Row, t: Translator) -> Iterator[Fact]:
    """Yield the names of what is known of a run, and what that is."""
    name = spike_names(t)[run["spike_class"]]
    yield t.gettext("Length"), _cells(told.length_told(run, name, run["limit"], t))
    yield t.gettext("Warm-up"), _cells(warm_up_word(run["warm_up"], t), warm_up_told(run, t))
    pain = told.pain_told(run, t)
    yield t.gettext("Back pain"), [*_cells(pain), *_notes(run["entries"])]
    yield t.gettext("Effort"), _cells(told.effort_told(run, t))
    yield t.gettext("Heart rate"), _cells(told.heart_rate_told(run, t))
    yield t.gettext("Climb"), _cells(told.climb_told(run, t))
    yield t.gettext("Shoes"), [typed(run["shoe"])] if run["shoe"] else []
    yield t.gettext("Files"), [typed(file) for file in run["source_files"]]


def _cells(*texts: str) -> list[Cell]:
    return [Cell(text) for text in texts if text]


def _notes(entries: Sequence[Row]) -> list[Cell]:
    return [typed(entry["note"]) for entry in entries if entry["note"]]


def _in_order(traces: Sequence[Row]) -> list[Row]:
    order = ("pace", "heart_rate", "altitude")
    return sorted(traces, key=lambda trace: order.index(trace["measure"]))


def _trace(trace: Row, t: Translator) -> dict[str, str]:
    name, ends = told.trace_told(trace, t)
    return {"name": name, "ends": ends, "kind": trace["measure"], "row": trace}
