"""Two processes beside this one, where the work is worth their start."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from pipeline.errors import WorkerLost

WORKERS = 2

Portion = TypeVar("Portion")
Result = TypeVar("Result")


def mapped(
    work: Callable[[Portion], Result], portions: Sequence[Portion], *, is_much: bool
) -> Iterator[Result]:
    """Yield what work makes of each portion, in their order.

    Parameters
    ----------
    work
        Can be pickled, and so can what it takes and returns.
    portions
        What is to be done.
    is_much
        Whether it is worth starting the workers; once they run, they are used.

    Raises
    ------
    WorkerLost
        While iterating, if a worker was killed; the next call starts new ones.
    """
    is_running = _workers.cache_info().currsize > 0
    if len(portions) <= 1 or not (is_much or is_running):
        return map(work, portions)
    with _light_children():
        return _collected(_workers().map(work, portions))


def _collected(results: Iterator[Result]) -> Iterator[Result]:
    try:
        yield from results
    except BrokenProcessPool as problem:
        _workers.cache_clear()
        raise WorkerLost from problem


@cache
def _workers() -> ProcessPoolExecutor:
    """Return the one pool of this process; spawned, for forking inside Prefect deadlocks."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(WORKERS, mp_context=spawn, initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """Let a worker end when its parent was killed, or it would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def leave() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


@contextmanager
def _light_children() -> Iterator[None]:
    """Let workers start without the main module and with one thread each.

    They need neither the command line, whose import takes a second, nor a script that came
    from stdin and has no file; and two processes on two cores leave no room for more threads.
    """
    told = vars(sys.modules["__main__"])
    hidden: dict[str, object] = {
        name: told.pop(name) for name in ("__file__", "__spec__") if name in told
    }
    told["__spec__"] = None
    threads = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        yield
    finally:
        told.update(hidden)
        os.environ.pop("POLARS_MAX_THREADS")
        if threads is not None:
            os.environ["POLARS_MAX_THREADS"] = threads
