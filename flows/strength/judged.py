"""What a strength session that was just typed in trains, judged by the models at once."""

from typing import Any, NamedTuple

from pipeline.home import Home
from pipeline.journal import read_journal
from pipeline.models import run_models


class Judged(NamedTuple):
    """What became of a session's exercises.

    Attributes
    ----------
    is_none
        Whether all of them train none of legs, back extensors and trunk.
    unknown
        The titles of which nobody knows what they train.
    """

    is_none: bool
    unknown: tuple[str, ...]


def judged_last(home: Home, athlete_id: str) -> Judged:
    """Return what the session trains that an athlete has typed in last."""
    said = read_journal(home, athlete_id)
    last = said.added.tail(1)
    found = run_models(
        ["fct_strength", "fct_exercises"],
        raw_sessions=last,
        raw_sets=said.added_sets.join(last, on="session_id", how="semi"),
        raw_exercises=said.exercises,
    )
    sessions: list[dict[str, Any]] = found["fct_strength"].to_dicts()
    titles = found["fct_exercises"].sort("title").to_dicts()
    return Judged(
        is_none=bool(sessions) and sessions[0]["strength_programme"] is None,
        unknown=tuple(row["title"] for row in titles if row["programme"] in {None, "mixed"}),
    )
