"""The same effort from several files becomes one session.

candidates   which sessions to compare at all: those that touch in time, or lie whole hours apart
measures     a pair of sessions -> gap, overlap, distances, pace
rules        ... -> same, possible or neither, with every tolerance and what was measured for it
added        sessions typed in by hand beside those recorded
parts        one session that tells the whole of what several others tell
overrules    what the runner says of pairs: always the last word
preference   which session speaks first
efforts      pairs -> efforts
telling      ... -> the two tables

Frames in, frames out: nothing is remembered from one run to the next, so a file that is taken
away leaves what there would have been without it. Athletes are never compared with each other.
"""

import polars as pl

from pipeline.matching.added import added_pairs
from pipeline.matching.candidates import candidate_pairs
from pipeline.matching.efforts import bars_of, gathered
from pipeline.matching.measures import measured
from pipeline.matching.overrules import latest_words, without_overruled
from pipeline.matching.parts import told_in_parts, without_rows
from pipeline.matching.preference import prepared, ranks
from pipeline.matching.rules import judged, pieces
from pipeline.matching.telling import Matched, effort_table, match_table, settled

__all__ = ["Matched", "match"]


def match(sessions: pl.DataFrame, overrules: pl.DataFrame) -> Matched:
    """Return which sessions are one effort, and which may be.

    Parameters
    ----------
    sessions
        `schemas.RAW["sessions"]` and the `kind` of each session's file: `fit`, `tcx`, `gpx`,
        `apple`, null for one typed in by hand.
    overrules
        `schemas.RAW["overrules"]`; of a pair the latest word counts.
    """
    sessions = prepared(sessions)
    words = measured(sessions, latest_words(sessions, overrules))
    near = without_overruled(measured(sessions, candidate_pairs(sessions)), words)
    by_hand = without_overruled(added_pairs(sessions), words)
    pairs = pl.concat([judged(near), by_hand])
    parts = told_in_parts(near, pairs.filter(verdict="same"), words)
    pairs = without_rows(pairs, parts["right"])
    rank = ranks(sessions, pieces(pairs, words))
    bars = bars_of(sessions, words)
    efforts = gathered(rank, pairs.filter(verdict="same"), words, bars)
    told = pl.concat([settled(pairs, words, efforts, rank, bars), parts])
    return Matched(effort_table(sessions, efforts, parts["right"]), match_table(sessions, told))
