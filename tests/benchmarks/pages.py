"""Write the pages of a coach's group: `python -m tests.benchmarks.pages [ATHLETES]`.

Every athlete is one of the two made-up runners under another name, with all files and entries of
nearly two years. Timed are the pages alone: first all of them (athlete's page, sheet for the
physio, pages of the years and tables, in both languages, and the group's overview), then once
more as after a new day, when the pages of the years stand.
"""

import json
import shutil
import sys
import tempfile
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import tomlkit

from dashboards.site import write_site
from flows.setting_up import fill_with_sample
from pipeline import warehouse
from pipeline.home import Home
from pipeline.progress import quiet
from pipeline.refresh import refresh
from pipeline.settings import load_settings

ATHLETES = 50
ROUNDS = 3


def filled(folder: Path, athletes: int) -> Home:
    """Return a home whose inbox and diaries hold so many athletes."""
    sample, home = Home(folder / "sample"), Home(folder / "home")
    fill_with_sample(sample)
    home.create()
    settings = tomllib.loads(sample.settings_file.read_text("utf-8"))
    people = settings.pop("athletes")
    settings["athletes"] = {}
    for number in range(athletes):
        runner = list(people)[number % len(people)]
        name = f"{runner}_{number:02}"
        settings["athletes"][name] = people[runner] | {"display_name": name}
        shutil.copytree(sample.inbox / runner, home.inbox / name)
        for theirs, own in ((sample.diary, home.diary), (sample.journal, home.journal)):
            for path in theirs.glob(f"{runner}.*"):
                shutil.copy(path, own / path.name.replace(runner, name, 1))
    home.settings_file.write_text(tomlkit.dumps(settings), "utf-8")
    return home


def written_s(home: Home) -> float:
    """Return how long all pages take."""
    everybody = sorted(load_settings(home).athletes)
    started = time.perf_counter()
    with warehouse.reading(home) as con:
        write_site(home, con, everybody, everybody, made_at=datetime.now(UTC), report=quiet)
    return time.perf_counter() - started


def measured(folder: Path, athletes: int) -> dict[str, float]:
    """Return the seconds for all pages, and for those that change from day to day."""
    home = filled(folder, athletes)
    refresh(home)
    first = []
    for _ in range(ROUNDS):
        shutil.rmtree(home.dashboards)
        first.append(written_s(home))
    return {
        "athletes": athletes,
        "all_s": min(first),
        "again_s": min(written_s(home) for _ in range(ROUNDS)),
    }


def main() -> None:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else ATHLETES)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
