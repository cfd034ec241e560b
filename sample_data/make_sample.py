"""Write the sample inbox and diaries: `python -m sample_data.make_sample [--into DIR]`.

Seeded and without a clock: the same bytes on each run. Needs fit-tool and scipy, which come
with the development set-up only.
"""

import argparse
import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sample_data.diaries import anna_diary, ben_diary, ben_spreadsheet
from sample_data.fit_files import activity_bytes
from sample_data.fit_frame import settings_bytes
from sample_data.gpx_files import DIALECTS, gpx_text, title
from sample_data.journals import anna_journal
from sample_data.people import ANNA, BEN, HOME_ZONE, Outing, Runner
from sample_data.plan import anna_outings, ben_outings

HERE = Path(__file__).parent
WRITTEN = ("inbox", "diary", "journal")

SETTINGS_NAME = "Settings.fit"
SETTINGS_WRITTEN_AT = datetime(2026, 5, 11, 8, 0, tzinfo=HOME_ZONE)
BROKEN_NAME = "2026-04-18-08-02-31.fit"
BROKEN_BYTES = 23  # header and half a definition: the battery died at the start
GZIPPED_RUNS = {7, 13}  # Ben's; one GPX, one FIT


def sample_files() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the sample as its path below the folder and its bytes."""
    anna, ben = anna_outings(), ben_outings()
    for runner, outings in ((ANNA, anna), (BEN, ben)):
        for outing in outings:
            name, content = _recorded(runner, outing)
            if runner is BEN and outing.number in GZIPPED_RUNS:
                name, content = f"{name}.gz", gzip.compress(content, mtime=0)
            yield f"inbox/{runner.name}/{name}", content
    yield f"inbox/anna/{SETTINGS_NAME}", settings_bytes(ANNA, SETTINGS_WRITTEN_AT)
    yield f"inbox/anna/{BROKEN_NAME}", activity_bytes(ANNA, anna[0])[:BROKEN_BYTES]
    yield "inbox/ben/back_diary.csv", ben_spreadsheet().encode()
    yield "diary/anna.csv", anna_diary(anna).encode()
    yield "diary/ben.csv", ben_diary().encode()
    yield "journal/anna.csv", anna_journal().encode()


def _recorded(runner: Runner, outing: Outing) -> tuple[str, bytes]:
    """Return one session as its exporter names and writes it."""
    if outing.recorder not in DIALECTS:
        return f"{outing.starts_at:%Y-%m-%d-%H-%M-%S}.fit", activity_bytes(runner, outing)
    text = gpx_text(runner, outing).encode()
    if outing.recorder == "garmin_connect":
        return f"activity_{outing.number:06d}.gpx", text
    return f"{title(outing).replace(' ', '_')}_{outing.number}.gpx", text


def make_sample(into: Path) -> Counter[str]:
    """Write the sample below `into`, in place of an older one, and count files by ending."""
    for folder in WRITTEN:
        shutil.rmtree(into / folder, ignore_errors=True)
    written: Counter[str] = Counter()
    for name, content in sample_files():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise FileExistsError(f"{name} would be written twice")
        path.write_bytes(content)
        written[path.suffix] += 1
    return written


def main() -> None:
    """Read the command line, write the sample, say what was written."""
    reader = argparse.ArgumentParser(description="Write the made-up sample inbox and diaries.")
    reader.add_argument("--into", type=Path, default=HERE, help="folder to write below")
    into = reader.parse_args().into
    written = make_sample(into)
    print(f"{into}: " + ", ".join(f"{n} {ending}" for ending, n in sorted(written.items())))


if __name__ == "__main__":
    main()
