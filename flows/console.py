"""What the terminal says: sentences in the user's language, progress on stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

import typer

from dashboards.i18n import Language, Translator, translator
from pipeline.errors import N_, BackstrideError, Reason
from pipeline.home import Home

if TYPE_CHECKING:  # a command that only asks need not load the whole pipeline
    from rich.progress import Progress, TaskID

    from pipeline.progress import Report
    from pipeline.refresh import Refreshed

STAGES = {
    "wait": N_("Waiting for another run to finish"),
    "scan": N_("Looking into the inbox"),
    "decode": N_("Reading files"),
    "load": N_("Keeping files"),
    "match": N_("Matching sessions"),
    "verify": N_("Hashing originals"),
    "build": N_("Computing load"),
    "associate": N_("Testing load against pain"),
    "plan": N_("Working out what may be run next"),
    "render": N_("Writing pages"),
}


def system_language() -> Language:
    """Return German where the system speaks it, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "de" if (spoken or "").startswith("de") else "en"


class Terminal:
    """Says things in one language: results on stdout, everything else on stderr.

    Parameters
    ----------
    language
        Of the sentences.
    """

    def __init__(self, language: Language) -> None:
        self.t: Translator = translator(language)

    def say(self, sentence: str, **facts: object) -> None:
        """Print a translated sentence to stdout."""
        typer.echo(self.t.gettext(sentence, **facts))

    def note(self, sentence: str, **facts: object) -> None:
        """Print a translated sentence to stderr."""
        typer.echo(self.t.gettext(sentence, **facts), err=True)

    def tell(self, reason: Reason) -> None:
        """Print a stored sentence to stderr."""
        typer.echo(reason.told(self.t.gettext), err=True)

    def fail(self, error: BackstrideError) -> int:
        """Print an error's one sentence to stderr and return its exit code."""
        self.tell(error.reason)
        return error.exit_code

    def summary(self, done: "Refreshed") -> None:
        """Tell what a run did, then the pages, one absolute path a line, never wrapped."""
        for notice in done.notices:
            self.tell(notice)
        if done.files["seen"]:
            self.say(
                N_(
                    "{seen} files: {loaded} loaded, {duplicate} known already, {ignored} without "
                    "an activity, {quarantined} refused."
                ),
                **done.files,
            )
        else:
            self.say(N_("Nothing new in the inbox."))
        if done.growing:
            self.say(
                N_("{count} files are still being written; the next run takes them."),
                count=done.growing,
            )
        if done.files["quarantined"]:
            self.say(N_("Refused files lie in quarantine/, each beside its reason."))
        if done.sessions["merged"]:
            self.say(
                N_("{count} sessions tell of a run another file tells of, too; each counts once."),
                count=done.sessions["merged"],
            )
        self.say(
            N_("{total} sessions, {new} of them new, in {seconds} s. Open:"),
            total=done.sessions["total"],
            new=done.sessions["new"],
            seconds=self.t.number(done.seconds, 1),
        )
        for page in done.pages:
            typer.echo(str(page))

    @contextmanager
    def progress(self) -> Iterator["Report"]:
        """Show how far a run is, on stderr; silent where that is no terminal."""
        if not sys.stderr.isatty():
            yield lambda _stage, _done, _total: None
            return
        bar = _bar()
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(self.t.gettext(STAGES[stage]), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        with bar:
            yield report


def _bar() -> "Progress":
    """Return the bars of a run's stages; rich takes a tenth of a second to import."""
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def log_to(home: Home) -> None:
    """Write the program's own log into the home folder."""
    home.logs.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        home.logs / "backstride.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for package in ("pipeline", "dashboards", "flows"):
        logger = logging.getLogger(package)
        logger.setLevel(logging.INFO)
        logger.propagate = False  # Prefect would print every line
        logger.addHandler(handler)
