"""Cadence and time -> steps: all of them, downhill, at a walk, and how hard they land."""

import math

from pipeline.measures.grades import DOWNHILL
from pipeline.measures.recording import Recording

WALKING_SPM = 120.0
"""Below this it is a walk (SCIENCE A.1)."""

SHORTEST_CONTACT_MS, LONGEST_CONTACT_MS = 120.0, 400.0
KNOWN_CONTACTS = 0.8
PEAK_OF_SINE = math.pi / 2


def steps(recording: Recording) -> float | None:
    """Return the steps of a session; null where no record knows a cadence."""
    return None if recording.steps is None else float(recording.steps.sum())


def steps_downhill(recording: Recording) -> float | None:
    """Return the steps on a grade below -5 %, where feet land hardest (SCIENCE A.1)."""
    if recording.grade_at is None or recording.steps is None:
        return None
    return float(recording.steps[recording.grade_at < DOWNHILL].sum())


def walking_steps(recording: Recording) -> float | None:
    """Return the steps taken at a walk."""
    if recording.steps is None:
        return None
    return float(recording.steps[recording.values("cadence_spm") < WALKING_SPM].sum())


def contact_load_bw(recording: Recording) -> float | None:
    """Return the peak forces of all running steps, in body weights.

    Formula: F = (pi/2) * T / tc a step, T = time of a step, tc = ground contact. Source: Morin
    2005. Objection: contact times of two watches are not alike, so only one watch's runs
    compare. Null where less than 80 % of the running records know a plausible contact; where
    they do, steps without one count as the others do on average.
    """
    if "stance_time_ms" not in recording.samples or recording.steps is None:
        return None
    held_s = recording.held.held_s
    is_run = (recording.values("cadence_spm") >= WALKING_SPM) & (held_s > 0)
    contact_ms, held_s = recording.samples["stance_time_ms"][is_run], held_s[is_run]
    is_known = (contact_ms > SHORTEST_CONTACT_MS) & (contact_ms < LONGEST_CONTACT_MS)
    if not is_known.any() or is_known.mean() < KNOWN_CONTACTS:
        return None
    # steps times the time of each is time: T drops out
    forces = PEAK_OF_SINE * 1000 * (held_s[is_known] / contact_ms[is_known]).sum()
    run_steps = recording.steps[is_run]
    return float(forces * run_steps.sum() / run_steps[is_known].sum())
