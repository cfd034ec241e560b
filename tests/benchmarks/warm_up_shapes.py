"""What made-up runners mean to do: stretches of effort, with and without a warm-up before them.

Effort is a share of the speed that a runner can hold for an hour on the flat: 0.7 to 0.82 is
easy, 0.92 to 1.02 a tempo run, more is for intervals and short races. Warm-ups last 5 to 15
minutes, are 8 to 35 % slower than what follows, sometimes begin with a walk and sometimes end
in strides or in a break. Who does not warm up does not start evenly, either: most begin too
fast, many a little slowly, without meaning to.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tests.benchmarks.warm_up_bodies import Dice, Runner, between, happens, minutes

EASY = (0.70, 0.82)
TEMPO = (0.92, 1.02)
STEADY = (0.86, 0.96)
WARM_UP_AT_MOST = 0.86
WARMING, WORKING, FAST, BETWEEN, COOLING = "warmup", "active", "interval", "recovery", "cooldown"


class Stretch(NamedTuple):
    """Some seconds whose effort changes evenly; `kind` is FIT's word for a lap's intensity."""

    kind: str
    seconds: int
    begin: float
    end: float


Plan = list[Stretch]


def warm_up(dice: Dice, who: Runner, main: float, *, with_strides: bool | None = None) -> Plan:
    """Return an easy beginning before a main part of effort `main`."""
    level = min(main * (1 - 0.08 - 0.27 * dice.beta(2.0, 2.2)), WARM_UP_AT_MOST)
    seconds = minutes(dice, 5, 15)
    walked = min(minutes(dice, 1, 4), seconds // 2) if happens(dice, 0.2) else 0
    begin = level * between(dice, 0.92, 1.02)
    end = level * between(dice, 0.98, 1.04)
    plan = [Stretch(WARMING, walked, who.walk, who.walk)] if walked else []
    plan.append(Stretch(WARMING, seconds - walked, begin, end))
    if happens(dice, 0.15) if with_strides is None else with_strides:
        plan += strides(dice, level, WARMING)
    if happens(dice, 0.35):
        plan.append(Stretch(WARMING, minutes(dice, 0.3, 3), 0.0, 0.0))
    return plan


def strides(dice: Dice, level: float, kind: str) -> Plan:
    """Return three to six quick accelerations with slow jogging after each."""
    fast, slow = between(dice, 1.15, 1.35), level * between(dice, 0.6, 1.0)
    plan: Plan = []
    for _ in range(dice.integers(3, 7)):
        plan.append(Stretch(kind, int(dice.integers(14, 26)), fast * 0.92, fast))
        plan.append(Stretch(kind, int(dice.integers(35, 75)), slow, slow))
    return plan


def hold(dice: Dice, level: float, seconds: int, kind: str = WORKING) -> Plan:
    """Return an even part as people run it: a little up and down, often fading."""
    parts = max(seconds // 300, 1)
    fade = np.linspace(0, between(dice, -0.035, 0.02), parts + 1)
    levels = level * (1 + fade + dice.normal(0, 0.01, parts + 1))
    each = seconds // parts
    return [Stretch(kind, each, float(begin), float(end)) for begin, end in pairwise(levels)]


def straight(dice: Dice, level: float, seconds: int) -> Plan:
    """Return a run straight from the door: too fast, a little slowly or evenly at first."""
    first = min(minutes(dice, 2, 8), seconds // 3)
    how = dice.random()
    if level <= EASY[1]:
        begin = level * (1 + between(dice, -0.10, 0.03))
    elif how < 0.25:
        begin = level * (1 - between(dice, 0.01, 0.05))
    elif how < 0.70:
        begin = level * (1 + between(dice, 0.03, 0.10))
    else:
        begin = level
    return [Stretch(WORKING, first, begin, level), *hold(dice, level, seconds - first)]


def cool_down(dice: Dice, who: Runner) -> Plan:
    """Return an easy end, or none."""
    if happens(dice, 0.5):
        return []
    level = who.walk if happens(dice, 0.25) else between(dice, 0.62, 0.76)
    return [Stretch(COOLING, minutes(dice, 3, 12), level, level * 0.97)]


def easy(dice: Dice, who: Runner, _warms_up: bool = False) -> Plan:
    """Return an easy run; it holds no warm-up, however gently it begins."""
    return straight(dice, between(dice, *EASY), minutes(dice, 25, 80))


def tempo(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return a tempo run, after a warm-up or straight from the door."""
    level = between(dice, *TEMPO)
    return _harder(dice, who, level, minutes(dice, 15, 45), warms_up)


def any_run(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return a steady or tempo run; of those without a warm-up a third are easy throughout."""
    if not warms_up and happens(dice, 0.35):
        return easy(dice, who)
    level = between(dice, *(STEADY if happens(dice, 0.4) else TEMPO))
    return _harder(dice, who, level, minutes(dice, 18, 50), warms_up)


def short(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return a run of a quarter of an hour."""
    level = between(dice, 0.92, 1.08)
    if warms_up:
        first = warm_up(dice, who, level)
        return [*first, *hold(dice, level, minutes(dice, 6, 12))]
    return straight(dice, level, minutes(dice, 10, 18))


def _harder(dice: Dice, who: Runner, level: float, seconds: int, warms_up: bool) -> Plan:
    if warms_up:
        main = [*warm_up(dice, who, level), *hold(dice, level, seconds)]
    else:
        main = straight(dice, level, seconds)
    return [*main, *cool_down(dice, who)]


def intervals(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return repetitions of half a minute to six, with jogging or walking between them."""
    work = minutes(dice, 0.5, 6)
    level = between(dice, 1.02, 1.08) + 0.08 * (work < 120)
    rest = round(work * between(dice, 0.4, 1.2))
    slow = who.walk if happens(dice, 0.4) else between(dice, 0.55, 0.75)
    plan = warm_up(dice, who, level) if warms_up else []
    for _ in range(int(np.clip(minutes(dice, 14, 28) // work, 3, 16))):
        speed = level * between(dice, 0.98, 1.02)
        plan += [Stretch(FAST, work, speed * 1.01, speed), Stretch(BETWEEN, rest, slow, slow)]
    return [*plan, *cool_down(dice, who)]


def run_walk(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return running and walking in turn; the warm-up of such a programme is a brisk walk."""
    level, running, walking = between(dice, 0.75, 0.95), minutes(dice, 1, 8), minutes(dice, 1, 3)
    plan: Plan = []
    if warms_up:
        brisk = who.walk * between(dice, 0.95, 1.1)
        plan = [Stretch(WARMING, minutes(dice, 5, 10), brisk * 0.95, brisk)]
    for _ in range(max(minutes(dice, 20, 40) // (running + walking), 3)):
        speed = level * between(dice, 0.95, 1.04)
        plan += [Stretch(FAST, running, speed * 1.02, speed)]
        plan += [Stretch(BETWEEN, walking, who.walk, who.walk)]
    return plan


def progression(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return a run that gets faster: from easy minutes on, or from a brisk pace at once."""
    begin = between(dice, *(EASY if warms_up else (0.88, 0.93)))
    end = max(between(dice, 0.94, 1.04), begin * 1.06)
    seconds = minutes(dice, 25, 60)
    if happens(dice, 0.5):
        return [Stretch(WORKING, seconds, begin, end)]
    levels = np.linspace(begin, end, int(dice.integers(3, 6)))
    return [part for level in levels for part in hold(dice, level, seconds // len(levels))]


def long_run(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return a long run with a fast end, after easy kilometres or after brisk ones."""
    level = between(dice, *((0.70, 0.80) if warms_up else (0.86, 0.91)))
    end = between(dice, 0.94, 1.02) if warms_up else between(dice, 0.98, 1.03)
    first = straight(dice, level, minutes(dice, 50, 95))
    return [*first, *hold(dice, end, minutes(dice, 10, 25), FAST)]


def with_strides(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return strides at the end of a warm-up, or of an easy run, which stays an easy run."""
    if not warms_up:
        return [*easy(dice, who), *strides(dice, 0.72, WORKING)]
    level = between(dice, 0.94, 1.06)
    first = warm_up(dice, who, level, with_strides=True)
    return [*first, *hold(dice, level, minutes(dice, 12, 35)), *cool_down(dice, who)]


def race(dice: Dice, who: Runner, warms_up: bool) -> Plan:
    """Return 5 km, 10 km or a half marathon, with a sprint at the end."""
    metres, level = ((5_000, 1.06), (10_000, 1.01), (21_097, 0.95))[dice.integers(3)]
    seconds = round(metres / (level * who.threshold_mps))
    plan = warm_up(dice, who, level) if warms_up else []
    if warms_up:
        plan.append(Stretch(WARMING, minutes(dice, 1, 8), 0.0, 0.0))
    sprint = Stretch(WORKING, int(dice.integers(20, 60)), level * 1.05, level * 1.15)
    return [*plan, *straight(dice, level, seconds), sprint]
