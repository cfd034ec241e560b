"""Ratios, averages and states of a whole federation: `python -m tests.benchmarks.many_athletes`.

5 200 made-up athletes with six years of days each, 11.4 million rows, lie in a DuckDB file. The
project's own models make `fct_training_load` of them, with two threads and a memory limit: all
athletes in one pass, and in portions of some hundred, as a run rebuilds whom it touches. Each
way is a process of its own, so that its peak of memory is its own. Beside them stands the
`acwr` package, one athlete after the other, from twenty of them.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from pipeline.models import build_order, connect, model_texts
from tests.benchmarks.loads import with_acwr
from tests.conftest import ROOT
from tests.peak import peak_mb

ATHLETES = 5_200
DAYS = 6 * 365
PORTION = 500
SETTINGS = {"threads": 2, "memory_limit": "'2500MB'", "preserve_insertion_order": "false"}
GIVEN, WANTED = "int_daily_load", "fct_training_load"
ORDER = build_order([WANTED], given=[GIVEN])
REST_SHARE, UNKNOWN_SHARE, BREAK_DAYS = 0.33, 0.005, 21
OTHERS = 20

Seconds = defaultdict[str, float]

MADE_UP = """
create table int_daily_load as
select
    format('athlete {:04d}', athletes.number) as athlete_id,
    'distance_km' as load_measure,
    case
        when hash(athletes.number, days.number, 'unknown') % 1000 < ? * 1000 then null
        when hash(athletes.number, days.number, 'rest') % 1000 < ? * 1000 then 0
        when (days.number + hash(athletes.number)) % 365 < ? then 0
        else 4 + hash(athletes.number, days.number, 'km') % 1600 / 100
    end::double as daily_load,
    null::bigint as session_count,
    null::bigint as imputed_count,
    false as is_break_marked,
    date '2020-01-06' + days.number::integer as local_date
from range(?) as athletes (number), range(?) as days (number)
"""
"""A third of all days is rest, three weeks a year are a break, one day in two hundred is unknown."""


def made_up(database: Path, athletes: int) -> None:
    """Write the days of some athletes to a file."""
    with opened(database) as con:
        con.execute(MADE_UP, [UNKNOWN_SHARE, REST_SHARE, BREAK_DAYS, athletes, DAYS])


def opened(database: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that may use two cores and so much memory."""
    con = connect(str(database))
    for name, value in SETTINGS.items():
        con.execute(f"set {name} = {value}")
    return con


def in_one_pass(con: duckdb.DuckDBPyConnection, models_s: Seconds) -> None:
    """Build each model for everybody at once; private ones are temporary, as in a run."""
    for name in ORDER:
        form = "table" if name == WANTED else "temp table"
        with timed(models_s, name):
            con.execute(f"create {form} {name} as {model_texts()[name]}")


def in_portions(con: duckdb.DuckDBPyConnection, models_s: Seconds) -> None:
    """Build all models for some athletes after the other, as a run does for whom it touches."""
    (file,) = con.sql("select current_database()").fetchall()[0]
    everybody = con.sql(f"select distinct athlete_id from {GIVEN} order by all").fetchall()
    for first in range(0, len(everybody), PORTION):
        touched = [athlete_id for (athlete_id,) in everybody[first : first + PORTION]]
        con.execute("create temp table touched as select unnest(?) as athlete_id", [touched])
        theirs = f'select * from "{file}".main.{GIVEN} where athlete_id in (from touched)'
        con.execute(f"create temp table {GIVEN} as {theirs}")
        for name in ORDER:
            with timed(models_s, name):
                con.execute(f"create temp table {name} as {model_texts()[name]}")
        with timed(models_s, "kept in the file"):
            keep(con, file)


def keep(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Move a portion's public rows from the temporary table, which hides the file's own, to it."""
    own = f'"{file}".main.{WANTED}'
    con.execute(f"create table if not exists {own} as select * from temp.{WANTED} limit 0")
    con.execute(f"insert into {own} select * from temp.{WANTED}")
    for name in (GIVEN, *ORDER, "touched"):
        con.execute(f"drop table temp.{name}")


WAYS = {"one pass": in_one_pass, "portions": in_portions}


@contextmanager
def timed(models_s: Seconds, name: str) -> Iterator[None]:
    """Count the wall time of something."""
    began = time.perf_counter()
    yield
    models_s[name] += time.perf_counter() - began


def built(database: Path, way: str) -> dict[str, Any]:
    """Build the models one way; tell rows, seconds and the peak of memory.

    CPU seconds of all threads stand beside the wall's: half of them is what two idle cores could
    do at best, so they tell a slow model from a busy machine.
    """
    models_s: Seconds = defaultdict(float)
    with opened(database) as con:
        started, cpu_started = time.perf_counter(), time.process_time()
        WAYS[way](con, models_s)
        wall_s, cpu_s = time.perf_counter() - started, time.process_time() - cpu_started
        rows = con.sql(f"select count(*) from {WANTED}").fetchall()[0][0]
    return {
        "rows": rows,
        "wall_s": wall_s,
        "cpu_s": cpu_s,
        "models_s": models_s,
        "peak_mb": peak_mb(),
    }


def acwr_s(athletes: int) -> float:
    """Return how long the `acwr` package would take for so many, from some of them."""
    loads = np.random.default_rng(1).gamma(1.0, 5.0, (OTHERS, DAYS))
    began = time.perf_counter()
    for row in loads:
        with_acwr(row)
    return (time.perf_counter() - began) / OTHERS * athletes


def measured(folder: Path, athletes: int) -> dict[str, Any]:
    """Return what each way takes, each in a process of its own, over the same days."""
    given = folder / "given.duckdb"
    made_up(given, athletes)
    found: dict[str, Any] = {"athletes": athletes, "acwr_s": acwr_s(athletes)}
    for way in WAYS:
        copy = Path(shutil.copy(given, folder / "built.duckdb"))
        command = [sys.executable, "-m", "tests.benchmarks.many_athletes", way, str(copy)]
        told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
        found[way] = json.loads(told)
        copy.unlink()
    return found


def main() -> None:
    """Measure, and print what was found."""
    match sys.argv[1:]:
        case [way, database]:
            found = built(Path(database), way)
        case numbers:
            with tempfile.TemporaryDirectory() as folder:
                found = measured(Path(folder), int(numbers[0]) if numbers else ATHLETES)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
