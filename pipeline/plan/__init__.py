"""What may be run next, by asking the very models that raise the flags.

Made-up athletes share the runner's past; each runs another distance tomorrow, or another
total over the next seven days. The ceiling is the largest distance up to which no made-up
run adds a flag or raises the level. No second set of formulas: the return after a break, too,
is what the models say of a made-up run.
"""

from pipeline.plan.planning import PLAN_INPUTS, plan
from pipeline.plan.shapes import PLAN, PLAN_CANDIDATES, PLAN_FLAGS, PLAN_TABLES, Plan

__all__ = ["PLAN", "PLAN_CANDIDATES", "PLAN_FLAGS", "PLAN_INPUTS", "PLAN_TABLES", "Plan", "plan"]
