"""One run of the job, in process or through Prefect, with its progress shown."""

import json

import typer

from flows.console import Terminal, log_to
from flows.prefect_home import use_prefect_home
from pipeline.home import Home
from pipeline.refresh import Refreshed, refresh
from pipeline.stages import Again


def run_home(
    home: Home, terminal: Terminal, *, through_prefect: bool, again: Again = Again.LOST
) -> Refreshed:
    """Refresh a home folder and return what was done.

    Parameters
    ----------
    home
        The folder.
    terminal
        Shows progress.
    through_prefect
        Run as a Prefect flow with a server of its own, which takes some ten seconds to
        start; otherwise call the very same function here.
    again
        What is read again, in process only.
    """
    home.create()
    log_to(home)
    with terminal.progress() as report:
        if not through_prefect:
            return refresh(home, report=report, again=again)
        use_prefect_home(home)
        from flows.refresh import refresh_flow  # noqa: PLC0415 - imports Prefect, seconds

        done: Refreshed = refresh_flow(str(home.root), report)
        return done


def tell_done(done: Refreshed, terminal: Terminal, *, as_json: bool) -> None:
    """Print what a run did, for a program or for a person."""
    if as_json:
        typer.echo(json.dumps(done.as_json()))
    else:
        terminal.summary(done)
