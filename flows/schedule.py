"""`backstride serve`: the flow on a schedule, with Prefect's own server in the home folder."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flows.prefect_home import HOST, use_prefect_home
from pipeline.errors import N_, BackstrideError, UsageError
from pipeline.home import Home

DEPLOYMENT = "scheduled"
START_TIMEOUT_S = 120
UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST_S = 10


class BadInterval(UsageError):
    """An interval nobody can read."""

    sentence = N_("'{text}' is not an interval; write a number and s, m, h or d, for example 15m.")


class BadCron(UsageError):
    """A cron line nobody can read."""

    sentence = N_("'{text}' is not a cron schedule; for example '0 6 * * *' is every day at 6:00.")


class PortTaken(UsageError):
    """Somebody else listens where Prefect's server should."""

    sentence = N_(
        "Port {port} is in use on this computer. Is another 'backstride serve' running? "
        "If not, choose another: backstride serve --port {other}"
    )


class ServerDidNotStart(BackstrideError):
    """Prefect's server ended or stayed silent."""

    sentence = N_("Prefect's server did not start; its own words are in {log}.")


def interval(text: str) -> timedelta:
    """Return the interval a text such as `15m` means.

    Raises
    ------
    BadInterval
        If it means none, or one shorter than 10 s.
    """
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", text.strip().lower())
    seconds = int(match[1]) * UNITS_S[match[2]] if match else 0
    if seconds < SHORTEST_S:
        raise BadInterval(text=text)
    return timedelta(seconds=seconds)


def checked_cron(text: str) -> str:
    """Return a cron line that Prefect will accept.

    Raises
    ------
    BadCron
        If it does not.
    """
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415 - slow import

    try:
        CronSchedule(cron=text)
    except ValueError as problem:
        raise BadCron(text=text) from problem
    return text


@contextmanager
def server(home: Home, port: int) -> Iterator[str]:
    """Run Prefect's server on this computer only; yields its API address.

    Raises
    ------
    PortTaken
        If the port is in use.
    ServerDidNotStart
        If it does not answer within two minutes.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise PortTaken(port=port, other=port + 1) from problem
    api_url = f"http://{HOST}:{port}/api"
    use_prefect_home(home, api_url)
    log = home.logs / "prefect-server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST]
    with log.open("ab") as sink:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            stdout=sink,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PREFECT_UI_API_URL": api_url, "PREFECT_UI_URL": ui_url(port)},
        )
    try:
        _wait_until_it_answers(process, api_url, str(log))
        yield api_url
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def ui_url(port: int) -> str:
    """Return the address of Prefect's own pages."""
    return f"http://{HOST}:{port}"


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", api_url: str, log: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{api_url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServerDidNotStart(log=log)


def serve(home: Home, every: timedelta | None, cron: str | None) -> None:
    """Run the flow now and then on schedule, until interrupted.

    Runs that were missed while nothing was serving are dropped: one run catches up on all.
    What Prefect and its runs print goes into `log_of_runs`.
    """
    from prefect.client.schemas.objects import (  # noqa: PLC0415 - needs the settings above
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from flows.refresh import refresh_flow  # noqa: PLC0415

    _drop_missed_runs()
    with _output_into(log_of_runs(home)):
        refresh_flow(str(home.root))
        refresh_flow.serve(
            name=DEPLOYMENT,
            interval=every,
            cron=cron,
            parameters={"home": str(home.root)},
            limit=1,
            global_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            pause_on_shutdown=False,
            print_starting_message=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


def log_of_runs(home: Home) -> Path:
    """Return where the runs' own words are kept."""
    return home.logs / "prefect-runs.log"


@contextmanager
def _output_into(path: Path) -> Iterator[None]:
    """Send this process's output, and its children's, into a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    try:
        with path.open("ab") as sink:
            for stream in (1, 2):
                os.dup2(sink.fileno(), stream)
        yield
    finally:
        for stream, original in zip((1, 2), kept, strict=True):
            os.dup2(original, stream)
            os.close(original)


def _drop_missed_runs() -> None:
    """Delete runs that were scheduled while nobody served: they would replay one by one."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415
    from prefect.client.schemas.filters import (  # noqa: PLC0415
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType  # noqa: PLC0415

    scheduled = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    )
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=scheduled):
            client.delete_flow_run(run.id)
