"""`backstride doctor`: is everything there, and what to do where it is not."""

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

import typer

from flows.console import Terminal
from pipeline.errors import N_, BackstrideError, Reason
from pipeline.home import Home
from pipeline.originals.sentences import CHANGED, MISSING
from pipeline.originals.verify import verify
from pipeline.progress import Report
from pipeline.settings import load_settings

INTACT = N_("Originals that are what they were, bit for bit: {count}")
UNREAD = N_("Originals the warehouse does not know: {count}. Run: backstride run")
NO_WAREHOUSE = N_(
    "{path} is missing, so the originals were held against the ledger alone. To make it anew from "
    "them: backstride run"
)
UNRECORDED = N_(
    "Files in archive/ that no ledger knows: {count}. They are not counted; drop them into the "
    "inbox if they are yours."
)

MIN_FREE_BYTES = 500_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    is_fine: bool
    reason: Reason


def examine(home: Home) -> list[Finding]:
    """Return what was found, fine or not; nothing is changed."""
    return [
        Finding(True, Reason(N_("Backstride {version}"), {"version": version("backstride")})),
        _folder(home),
        _settings(home),
        _disk(home),
        _bundle(),
        *_files(home),
    ]


def examine_originals(home: Home, report: Report) -> list[Finding]:
    """Return whether every original is still what it was; nothing is changed."""
    found = verify(home, report)
    bad = [(MISSING, name) for name in found.missing] + [(CHANGED, name) for name in found.changed]
    return [
        Finding(not bad, Reason(INTACT, {"count": found.intact})),
        *(Finding(False, Reason(sentence, {"name": name})) for sentence, name in bad),
        *_unread(home, found.unread),
        *_if_any(found.unrecorded, UNRECORDED, is_fine=True),
    ]


def _unread(home: Home, count: int | None) -> list[Finding]:
    """Return how many originals the warehouse lacks, or that it is itself missing."""
    if count is None:
        return [Finding(False, Reason(NO_WAREHOUSE, {"path": str(home.warehouse)}))]
    return _if_any(count, UNREAD, is_fine=False)


def _if_any(count: int, sentence: str, *, is_fine: bool) -> list[Finding]:
    return [Finding(is_fine, Reason(sentence, {"count": count}))] if count else []


def print_findings(findings: list[Finding], terminal: Terminal) -> None:
    """Print one line per finding."""
    for finding in findings:
        sign = "✓" if finding.is_fine else "!"
        typer.echo(f"{sign} {finding.reason.told(terminal.t.gettext)}")


def _folder(home: Home) -> Finding:
    facts: dict[str, str | int | float] = {"home": str(home.root)}
    if not home.root.exists():
        return Finding(False, Reason(N_("{home} does not exist yet. Run: backstride init"), facts))
    if not os.access(home.root, os.W_OK):
        return Finding(False, Reason(N_("{home} cannot be written. Change its owner."), facts))
    return Finding(True, Reason(N_("Folder: {home}"), facts))


def _settings(home: Home) -> Finding:
    try:
        settings = load_settings(home)
    except BackstrideError as error:
        return Finding(False, error.reason)
    return Finding(True, Reason(N_("Time zone: {zone}"), {"zone": settings.timezone}))


def _disk(home: Home) -> Finding:
    existing = next(path for path in (home.root, *home.root.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    facts: dict[str, str | int | float] = {"free": round(free / 1e9, 1)}
    if free < MIN_FREE_BYTES:
        return Finding(False, Reason(N_("Only {free} GB of disk are free. Make room."), facts))
    return Finding(True, Reason(N_("Free disk: {free} GB"), facts))


def _bundle() -> Finding:
    if files("dashboards").joinpath("static/plotly-basic.min.js").is_file():
        return Finding(True, Reason(N_("Charts: small plotly.js bundle (0.5 MB a page, packed)")))
    return Finding(
        True,
        Reason(
            N_(
                "Charts: full plotly.js bundle (2 MB a page, packed); the small one needs npm when "
                "Backstride is set up."
            )
        ),
    )


def _files(home: Home) -> list[Finding]:
    """Return what lies in quarantine and in the inbox."""
    if not home.quarantine.exists():
        return []
    refused = len(list(home.quarantine.glob("*.reason.txt")))
    if not refused:
        return [Finding(True, Reason(N_("No file has been refused.")))]
    facts: dict[str, str | int | float] = {"count": refused, "folder": str(home.quarantine)}
    return [
        Finding(
            True, Reason(N_("Refused files: {count}, each beside its reason in {folder}"), facts)
        )
    ]
