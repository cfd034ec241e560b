"""What the journals say as rows for the warehouse: only what still counts."""

from collections.abc import Callable, Iterable
from datetime import UTC
from typing import Any, NamedTuple

import polars as pl

from pipeline import schemas
from pipeline.decoded import session_id
from pipeline.home import Home
from pipeline.journal.reading import read_entries
from pipeline.journal.statements import MARKS, PAIRS, Exercise, Statement

Row = dict[str, Any]


class Said(NamedTuple):
    """Frames after `RAW`'s tables of the same names; `added` are rows of its sessions, with sets."""

    marks: pl.DataFrame
    edits: pl.DataFrame
    exclusions: pl.DataFrame
    overrules: pl.DataFrame
    retractions: pl.DataFrame
    programmes: pl.DataFrame
    shoes: pl.DataFrame
    exercises: pl.DataFrame
    added: pl.DataFrame
    added_sets: pl.DataFrame


def read_journal(home: Home, athlete_id: str) -> Said:
    """Return what an athlete has said and not taken back, in the order it was said."""
    said = [entry.statement for entry in read_entries(home, athlete_id) if entry.counts]

    def frame(table: str, kinds: Iterable[str], row: Callable[[Statement], Row]) -> pl.DataFrame:
        rows = [
            {"athlete_id": athlete_id, "note": one.note, "written_at": one.written_at, **row(one)}
            for one in said
            if one.kind in kinds
        ]
        return _framed(rows, table)

    return Said(
        marks=frame("marks", MARKS, _mark),
        edits=frame("edits", ("edit",), _edit),
        exclusions=frame("exclusions", ("exclude",), _exclusion),
        overrules=frame("overrules", PAIRS, _overrule),
        retractions=frame("retractions", ("unlog",), _retraction),
        programmes=frame("programmes", ("programme",), _programme),
        shoes=frame("shoes", ("shoe",), _shoe),
        exercises=frame("exercises", ("exercise",), _exercise),
        # two journals put together may hold one moment twice; a session stands once
        added=frame("sessions", ("add",), lambda one: _added(athlete_id, one)).unique(
            "session_id", keep="last", maintain_order=True
        ),
        added_sets=_framed(_sets_of(athlete_id, said), "sets"),
    )


def added_session_id(athlete_id: str, said: Statement) -> str:
    """Return the lasting id of a session without a file, from when it was said."""
    return session_id(athlete_id, said.written_at.isoformat(), 0)


def _framed(rows: list[Row], table: str) -> pl.DataFrame:
    schema = schemas.RAW[table]
    return schemas.conform(pl.DataFrame(rows, infer_schema_length=None), schema)


def _mark(said: Statement) -> Row:
    return {"kind": said.kind, "from_date": said.from_date, "to_date": said.to_date}


def _exclusion(said: Statement) -> Row:
    return {"session_id": said.session}


def _edit(said: Statement) -> Row:
    facts = said.facts
    return {
        "session_id": said.session,
        "sport": facts.sport,
        "sub_sport": facts.sub_sport,
        "rpe": facts.rpe,
        "local_date": facts.date,
        **_sizes(said),
    }


def _overrule(said: Statement) -> Row:
    return {"session_a": said.session, "session_b": said.other, "verdict": said.kind}


def _added(athlete_id: str, said: Statement) -> Row:
    """Return the session a forgotten watch would have written; what nobody measured is null."""
    facts = said.facts
    return {
        "session_id": added_session_id(athlete_id, said),
        "sha256": "",
        "session_index": 0,
        "name": said.note,
        "sport": facts.sport,
        "sub_sport": facts.sub_sport,
        "started_at": facts.started_at and facts.started_at.astimezone(UTC),
        "utc_offset_s": facts.utc_offset_s,
        "rpe": facts.rpe,
        "is_sport_assumed": False,
        "is_added": True,
        **_sizes(said),
    }


def _retraction(said: Statement) -> Row:
    """Return which diary entry no longer counts: its key, and the score it gave."""
    facts = said.facts
    return {
        "local_date": facts.date,
        "local_time": facts.time,
        "moment": facts.moment,
        "body_site": facts.body_site,
        "pain_nrs": facts.pain_nrs,
    }


def _programme(said: Statement) -> Row:
    facts = said.facts
    return {"action": facts.action, "programme": facts.programme, "on_date": facts.date}


def _shoe(said: Statement) -> Row:
    facts = said.facts
    return {
        "action": facts.action,
        "shoe": facts.shoe,
        "cushioning": facts.cushioning,
        "limit_km": facts.limit_km,
        "km_before": facts.km_before,
        "on_date": facts.date,
    }


def _exercise(said: Statement) -> Row:
    return {"title": said.facts.title, "trains": said.facts.trains}


def _sets_of(athlete_id: str, said: Iterable[Statement]) -> list[Row]:
    """Return the sets of sessions that were typed in, as a watch would have counted them."""
    added = {
        added_session_id(athlete_id, one): one.facts.exercises or ()
        for one in said
        if one.kind == "add"
    }
    return [
        {"session_id": session, "set_index": index, **_set(exercise)}
        for session, exercises in added.items()
        for index, exercise in enumerate(
            exercise for exercise in exercises for _ in range(exercise.sets or 1)
        )
    ]


def _set(exercise: Exercise) -> Row:
    return {
        "set_type": "active" if exercise.sets else "block",
        "duration_s": exercise.seconds,
        "repetitions": exercise.repetitions,
        "weight_kg": exercise.weight_kg,
        "category": exercise.category,
        "category_subtype": exercise.subtype,
        "title": exercise.title,
    }


def _sizes(said: Statement) -> Row:
    """Return distance and duration in the warehouse's units."""
    km, minutes = said.facts.distance_km, said.facts.duration_min
    return {
        "distance_m": None if km is None else km * 1000,
        "timer_s": None if minutes is None else minutes * 60,
    }
