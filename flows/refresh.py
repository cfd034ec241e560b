"""The Prefect flow: the one `refresh` with each stage a task.

Wrapped, not decorated: `pipeline` never hears of Prefect.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from pipeline.home import Home
from pipeline.progress import quiet
from pipeline.refresh import Refreshed, refresh

FLOW_NAME = "backstride-refresh"


def as_task(stage: Callable[..., Any]) -> Callable[..., Any]:
    """Return a stage as a Prefect task; its inputs are paths, never worth caching."""
    name = stage.__name__.replace("_", " ")
    wrap = task(name=name, cache_policy=NO_CACHE, persist_result=False)
    wrapped: Callable[..., Any] = wrap(stage)
    return wrapped


def refresh_home(home: str, report: Any = None) -> Refreshed:
    """Read what lies in the inbox and bring warehouse and pages up to date."""
    return refresh(Home(Path(home)), step=as_task, report=report or quiet)


refresh_flow = flow(name=FLOW_NAME, persist_result=False, validate_parameters=False)(refresh_home)
