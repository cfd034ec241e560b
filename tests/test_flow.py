"""The Prefect flow and the plain run are one and the same job."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from polars.testing import assert_frame_equal

from pipeline import tables, warehouse
from pipeline.home import Home
from pipeline.models import model_texts
from tests.made_files import drop_weeks, gpx_run
from tests.marts import files_below

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
MADE_AT = re.compile(r'<time id="made-at".*?</time>', re.DOTALL)
BACKSTRIDE = [sys.executable, "-m", "flows"]
PATIENCE_S = 150


def filled_home(place: Path) -> Home:
    """Return a home folder with seven weeks of runs, a long one, and a diary."""
    home = Home(place)
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(home.inbox, NOON, weeks=7)
    (home.inbox / "long.gpx").write_bytes(gpx_run(NOON.replace(hour=6), 11.0))
    (home.diary / "me.csv").write_text("date,pain\n2026-11-19,2\n2026-11-21,4\n", "utf-8")
    os.utime(home.diary / "me.csv", (1_700_000_000, 1_700_000_000))
    return home


def run_backstride(*words: str, home: Home) -> str:
    """Return what a command prints."""
    answer = subprocess.run(
        [*BACKSTRIDE, *words, "--home", str(home.root)],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=os.environ | {"LANG": "C"},
    )
    return answer.stdout


@pytest.mark.flow
def test_flow_and_plain_run_give_equal_marts_and_pages(tmp_path: Path) -> None:
    """Whichever way it is started, marts and pages are the same but for the time stamp."""
    plain, through_prefect = (filled_home(tmp_path / name / "home") for name in ("a", "b"))

    first = json.loads(run_backstride("run", "--json", home=plain))
    second = json.loads(run_backstride("run", "--json", "--flow", home=through_prefect))

    assert (first["files"], first["sessions"]) == (second["files"], second["sessions"])
    with warehouse.reading(plain) as ours, warehouse.reading(through_prefect) as theirs:
        marts = [name for name in model_texts() if name.startswith(("fct_", "dim_"))]
        for mart in [*marts, "int_daily_load", "fct_pain_association", "fct_plan"]:
            rows = [tables.rows_of(con, f"from {mart} order by all") for con in (ours, theirs)]
            assert_frame_equal(*rows)
    written = files_below(plain.dashboards)
    assert written == files_below(through_prefect.dashboards)
    for name in (name for name in written if not name.endswith(".parquet")):
        homes = (plain, through_prefect)
        texts = [(home.dashboards / name).read_text("utf-8") for home in homes]
        assert MADE_AT.sub("", texts[0]) == MADE_AT.sub("", texts[1]), name
    assert all(MADE_AT.search(page.read_text("utf-8")) for page in plain.dashboards.glob("*.html"))


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Home, str]]:
    """Serve a filled home folder every ten seconds; yields it and the API's address."""
    home = filled_home(tmp_path / "home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*BACKSTRIDE, "serve", "--every", "10s", "--port", str(port)]
    process = subprocess.Popen([*command, "--home", str(home.root)], stdout=subprocess.DEVNULL)
    try:
        yield home, f"http://127.0.0.1:{port}/api"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def flow_runs(api: str) -> list[dict[str, Any]]:
    """Return every run Prefect knows; none while its server starts."""
    request = urllib.request.Request(
        f"{api}/flow_runs/filter", b"{}", {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            runs: list[dict[str, Any]] = json.load(answer)
            return runs
    except OSError:
        return []


@pytest.mark.flow
def test_serve_runs_on_schedule_and_prefect_shows_it(serving: tuple[Home, str]) -> None:
    """A file dropped while serving is on the page after a scheduled run Prefect calls completed."""
    home, api = serving
    deadline = time.monotonic() + PATIENCE_S
    while not home.page("index").exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    (home.inbox / "evening.gpx").write_bytes(gpx_run(NOON.replace(hour=18), 3.0))

    def scheduled_and_completed() -> list[dict[str, Any]]:
        return [
            run
            for run in flow_runs(api)
            if run["state_type"] == "COMPLETED" and run["deployment_id"]
        ]

    while time.monotonic() < deadline:
        if scheduled_and_completed() and not (home.inbox / "evening.gpx").exists():
            break
        time.sleep(1)

    assert scheduled_and_completed()
    with warehouse.reading(home) as con:
        assert [(23,)] == con.sql("select count(*) from fct_sessions").fetchall()
