"""An explained day as lines of plain text, aligned, no wider than 100 columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboards import facts, wording
from dashboards.i18n import Translator
from dashboards.wording import loads
from dashboards.wording.families import FAMILIES
from dashboards.wording.sports import sport_told
from flows.explaining import Explained
from flows.sessions_found import SHORT_ID
from flows.status import headline, signal_lines, wrapped

Row = dict[str, Any]

RATIOS_OF = ("distance_km", "internal_load")
MODEL_OF = ("rtss", "hrtss")


def explained_lines(found: Explained, t: Translator) -> Iterator[str]:
    """Return the day: its level, every rule, the signals, the loads, the sessions."""
    day = found.day
    yield headline(day, t)
    rule = wording.deciding_rule(day.status, day.flags)
    yield from wrapped(wording.deciding_sentence(rule, day.flags, t))
    for sentence in wording.missing_halves(day.status, day.athlete, t, day.signals):
        yield from wrapped(sentence)
    yield from _titled(t.gettext("Rules: value, limit and where it comes from"), _rules(found, t))
    yield from _titled(t.gettext("Signals alive on this day"), _signals(found, t))
    yield from _titled(t.gettext("Load up to this day"), _loads(found, t))
    yield from _titled(t.gettext("Sessions of this day"), _sessions(found, t))
    if day.plan is not None:
        yield from _titled(t.gettext("Plan from here"), _plan(day.plan, t))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Return lines under their title; nothing where there are none."""
    body = list(lines)
    if body:
        yield from ("", title, *body)


def _rules(found: Explained, t: Translator) -> Iterator[str]:
    signals = found.day.signals
    widths = (
        max((len(wording.rule_name(row["rule"], t)) for row in signals), default=0),
        max((len(wording.rule_value(row, t)) for row in signals), default=0),
    )
    days = facts.history_days(found.day.athlete)
    for family in FAMILIES:
        rows = [row for row in signals if row["family"] == family]
        if family != "red_flag":
            yield from _family(family, rows, widths, days, t)
            yield from _still_alive(found, family, rows, t)


def _family(
    family: str, rows: Sequence[Row], widths: tuple[int, int], days: int, t: Translator
) -> Iterator[str]:
    """Return a family's rules; in one line where none of them is judged."""
    letter = t.gettext("evidence {letter}", letter=wording.evidence_letter(family))
    name = f"{wording.family_name(family, t)} ({letter})"
    if all(row["is_over"] is None for row in rows):
        why = " ".join(wording.family_not_judged(rows, t, days))
        yield from wrapped(f"? {name}: {why}", hanging=4)
        return
    yield f"  {name}"
    for row in rows:
        if row["is_over"] is None:
            title = wording.rule_name(row["rule"], t).ljust(widths[0])
            why = wording.not_judged_sentence(row["not_judged"], t, row["rule"], days)
            yield from wrapped(f"? {title}  {why}", indent=4, hanging=6)
        else:
            yield from _rule(row, widths, t)


def _still_alive(
    found: Explained, family: str, rows: Sequence[Row], t: Translator
) -> Iterator[str]:
    """Return since when a signal lives whose rules are under their limits again."""
    for flag in found.day.flags:
        if flag["family"] == family and not facts.is_over(family, rows):
            told = t.gettext("a signal of {day} is still alive", day=t.day(flag["raised_on"]))
            yield from wrapped(f"{wording.flag_word(flag, t)[0]} {told}", indent=4)


def _rule(row: Row, widths: tuple[int, int], t: Translator) -> Iterator[str]:
    """Return a judged rule: its value, its limits, and below them where it comes from."""
    name = wording.rule_name(row["rule"], t).ljust(widths[0])
    value = wording.rule_value(row, t).rjust(widths[1])
    high = wording.rule_high(row["rule"], t)
    limits = "; ".join(filter(None, (wording.rule_limit(row, t), high)))
    formula = wording.working(row, t)
    head = f"{'▲' if row['is_over'] else '✓'} {name}  {value}  "
    yield from wrapped(head + (limits or formula), indent=4, hanging=4 + len(head))
    if limits:
        yield from wrapped(f"= {formula}", indent=8, hanging=10)


def _signals(found: Explained, t: Translator) -> Iterator[str]:
    if not found.day.flags:
        yield t.gettext("  none")
    for flag in found.day.flags:
        yield from signal_lines(flag, t)


def _loads(found: Explained, t: Translator) -> Iterator[str]:
    measures = [name for name in RATIOS_OF if _is_known(found, name)]
    yield from _table(found, measures, loads.QUANTITIES, t)
    for name in measures:
        yield f"  {loads.measure_name(name, t)}: {loads.state_told(found.loads[name], t)}"
    model = [name for name in MODEL_OF if _is_known(found, name)][:1]
    if model:
        yield ""
        yield from _table(found, model, loads.MODEL, t)


def _is_known(found: Explained, measure: str) -> bool:
    """Tell whether a measure says anything of this day."""
    row = found.loads.get(measure)
    return row is not None and any(
        row[column] is not None for column in ("daily_load", "acute_load", "chronic_load")
    )


def _table(
    found: Explained, measures: Sequence[str], quantities: Sequence[Sequence[str]], t: Translator
) -> Iterator[str]:
    """Return one line a quantity: its name, its value in each measure, its formula."""
    if not measures:
        return
    heads = [loads.measure_name(measure, t) for measure in measures]
    names = [t.gettext(name) for _, name, _, _ in quantities]
    wide = max(map(len, names))
    cells = [max(10, len(head)) for head in heads]
    yield "  ".join(
        ["  " + " " * wide, *(head.rjust(cell) for head, cell in zip(heads, cells, strict=True))]
    )
    for name, (column, _, formula, unit) in zip(names, quantities, strict=True):
        values = [
            loads.load_number(found.loads[measure][column], unit, t, measure).rjust(cell)
            for measure, cell in zip(measures, cells, strict=True)
        ]
        line = "  ".join([name.ljust(wide), *values, ""])
        yield from wrapped(line + t.gettext(formula), hanging=2 + len(line))


def _sessions(found: Explained, t: Translator) -> Iterator[str]:
    for row in found.sessions:
        yield from _session(row, t)


def _session(row: Row, t: Translator) -> Iterator[str]:
    km, minutes = row["distance_km"], row["duration_min"]
    told = (
        sport_told(row["sport"], row["sub_sport"], t),
        "" if km is None else t.distance(km, 2),
        "" if minutes is None else f"{t.number(minutes, 1)}\u00a0min",
        "" if row["rpe"] is None else f"RPE {t.number(row['rpe'], 0)}",
        row["session_id"][:SHORT_ID],
        t.gettext("excluded") if row["is_excluded"] else "",
    )
    yield f"  {row['local_time'] or ''}  {', '.join(filter(None, told))}"
    sentences = (
        _longest_told(row, t),
        _fast_told(row, t),
        _load_told(row, t),
        _settings_told(row, t),
        loads.heart_rate_trouble(row["heart_rate_problem"], t),
    )
    for sentence in sentences:
        yield from wrapped(sentence, indent=4)


def _longest_told(row: Row, t: Translator) -> str:
    if row["spike_ratio"] is None:
        return ""
    return t.gettext(
        "{ratio} times the longest run of the 30 days before ({longest}).",
        ratio=t.number(row["spike_ratio"], 2),
        longest=t.distance(row["longest_before_km"], 2),
    )


def _fast_told(row: Row, t: Translator) -> str:
    if row["over_90_pct_min"] is None:
        return ""
    minutes = t.number(row["over_90_pct_min"], 1)
    return t.gettext("{minutes} min above 90% of the highest heart rate.", minutes=minutes)


def _load_told(row: Row, t: Translator) -> str:
    if row["internal_load"] is None:
        return t.gettext("Internal load: unknown.")
    return t.gettext(
        "Internal load: {load}, from {source}, times {factor} to the scale of the main source.",
        load=t.number(row["internal_load"], 1),
        source=loads.source_of_load(row["load_source"], t),
        factor=t.number(row["load_factor"], 3),
    )


def _settings_told(row: Row, t: Translator) -> str:
    """Return the settings a session's load was computed with, each with its source."""
    bpm = (
        (t.gettext("highest heart rate {bpm}"), "athlete_max_bpm", "max_heart_rate_source"),
        (t.gettext("resting {bpm}"), "athlete_resting_bpm", "resting_heart_rate_source"),
        (t.gettext("threshold {bpm}"), "athlete_threshold_bpm", "threshold_heart_rate_source"),
    )
    told = [
        words.format(bpm=t.number(row[column], 0)) + _from(row[source], t)
        for words, column, source in bpm
        if row[column] is not None
    ]
    if row["threshold_speed_mps"] is not None:
        pace = t.gettext("threshold pace {pace}", pace=t.pace(1000 / row["threshold_speed_mps"]))
        told.append(pace + _from(row["threshold_speed_source"], t))
    if row["sex_source"] == "assumed" and row["trimp_banister"] is not None:
        told.append(t.gettext("sex not known, taken as male"))
    return t.gettext("Judged with: {settings}.", settings="; ".join(told)) if told else ""


def _from(source: str | None, t: Translator) -> str:
    return f" ({loads.source_of_setting(source, t)})" if source else ""


def _plan(plan: Row, t: Translator) -> Iterator[str]:
    yield from wrapped(t.gettext("  Next run: {km}", km=wording.next_run(plan, t)))
    yield from wrapped(wording.next_run_note(plan, t), indent=4)
    yield from wrapped(t.gettext("  Next 7 days: {km}", km=wording.next_week(plan, t)))
    yield from wrapped(wording.next_week_note(plan, t), indent=4)
