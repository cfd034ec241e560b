"""One run of the job, in process or through Prefect, with its progress shown."""

from flows.console import Terminal, log_to
from flows.prefect_home import use_prefect_home
from pipeline.home import Home
from pipeline.refresh import Refreshed, refresh


def run_home(home: Home, terminal: Terminal, *, through_prefect: bool) -> Refreshed:
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
    """
    home.create()
    log_to(home)
    with terminal.progress() as report:
        if not through_prefect:
            return refresh(home, report=report)
        use_prefect_home(home)
        from flows.refresh import refresh_flow  # noqa: PLC0415 - imports Prefect, seconds

        done: Refreshed = refresh_flow(str(home.root), report)
        return done
