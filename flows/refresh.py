"""The Prefect flow: the one `refresh` with each stage a task.

Wrapped, not decorated: `pipeline` never hears of Prefect.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from pipeline.home import Home
from pipeline.refresh import Refreshed, quiet, refresh

FLOW_NAME = "backstride-refresh"


def as_task(stage: Callable[..., Any]) -> Callable[..., Any]:
    """Return a stage as a Prefect task; its inputs are paths, never worth caching."""
    return task(
        stage,
        name=stage.__name__.replace("_", " "),
        cache_policy=NO_CACHE,
        persist_result=False,
    )


def refresh_home(home: str, report: Callable[[str, int, int], None] = quiet) -> Refreshed:
    """Read what lies in the inbox and bring warehouse and pages up to date."""
    return refresh(Home(Path(home)), step=as_task, report=report)


refresh_flow = flow(refresh_home, name=FLOW_NAME, persist_result=False, validate_parameters=False)
