"""Two workers read where that pays, and never outlive the run they work for."""

import os
import signal
import subprocess
import sys

import pytest

from pipeline import workers
from pipeline.errors import WorkerLost
from tests.conftest import ROOT

WAITING = """
import time
from pipeline import workers
from pipeline.errors import WorkerLost
results = workers.mapped(time.sleep, [0.0, 0.0, 60.0, 60.0], is_much=True)
next(results), next(results)
print("working", flush=True)
next(results)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_workers_leave_with_a_killed_run() -> None:
    """Killed at work, a run leaves nobody behind: its workers close its pipes and end."""
    run = subprocess.Popen(
        [sys.executable, "-c", WAITING],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "working\n"
    run.kill()
    try:
        _, said = run.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        raise

    assert "Traceback" not in said


@pytest.fixture
def nobody_running() -> None:
    """Send home the workers that another test has called."""
    if workers._workers.cache_info().currsize:
        workers._workers().shutdown()
        workers._workers.cache_clear()


@pytest.mark.usefixtures("nobody_running")
def test_little_work_starts_nobody() -> None:
    """What takes a moment is done here, for a worker takes a second to start."""
    pids = set(workers.mapped(_pid, [1, 2, 3], is_much=False))

    assert pids == {os.getpid()}


def _pid(_: int) -> int:
    return os.getpid()


@pytest.mark.usefixtures("nobody_running")
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_killed_worker_is_a_sentence_and_the_next_run_has_new_ones() -> None:
    """Memory that runs out ends a run with what to do, not with a traceback, and once only."""
    with pytest.raises(WorkerLost, match="Nothing was lost"):
        list(workers.mapped(_killed, [1, 2], is_much=True))

    assert os.getpid() not in workers.mapped(_pid, [1, 2], is_much=True)


def _killed(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
