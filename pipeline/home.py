"""The home folder: where everything a runner owns lives."""

import logging
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from pipeline.errors import BadName, HomeBusy, HomeUnwritable

log = logging.getLogger(__name__)

ME = "me"
LEDGER = ".files.csv"
SHEET = ".physio"
"""Between an athlete's name and the ending of the sheet for the physio; no name holds a dot."""
IS_LEDGER = re.compile(r"\.files\b")
LANGUAGES = ("en", "de")
ATHLETE_NAME = re.compile(r"[\w\- ]{1,64}")
END_OF_NAME = re.compile(r"\.| \(")
"""Where a name ends: before `.csv`, `.sync-conflict-...csv` or ` (conflicted copy).csv`."""


@dataclass(frozen=True)
class Home:
    """Paths inside one home folder.

    Attributes
    ----------
    root
        The folder itself, absolute.
    """

    root: Path

    @property
    def inbox(self) -> Path:
        """Where exports are dropped."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Every accepted original, byte for byte, named by its sha256."""
        return self.root / "archive"

    @property
    def quarantine(self) -> Path:
        """Every refused original, beside a file that says why."""
        return self.root / "quarantine"

    @property
    def diary(self) -> Path:
        """One live pain diary per athlete."""
        return self.root / "diary"

    @property
    def journal(self) -> Path:
        """What the user has said about sessions and days, append-only."""
        return self.root / "journal"

    @property
    def dashboards(self) -> Path:
        """The pages."""
        return self.root / "dashboards"

    @property
    def work(self) -> Path:
        """Temporary files and the writer's own warehouse."""
        return self.root / "work"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.root / "logs"

    @property
    def prefect(self) -> Path:
        """Prefect's own server and database."""
        return self.root / "prefect"

    @property
    def settings_file(self) -> Path:
        """The configuration."""
        return self.root / "backstride.toml"

    @property
    def warehouse(self) -> Path:
        """The published warehouse, free to open for readers at any time."""
        return self.root / "warehouse.duckdb"

    @property
    def working_warehouse(self) -> Path:
        """The writer's copy of the warehouse."""
        return self.work / "warehouse.duckdb"

    @property
    def export(self) -> Path:
        """Every table as files, where `backstride export` is told no other folder."""
        return self.root / "export"

    def numbers(self, athlete_id: str) -> Path:
        """Return the folder of what an athlete's page shows, as files."""
        return self.dashboards / "data" / athlete_id

    def runs(self, athlete_id: str) -> Path:
        """Return the folder of the pages of an athlete's runs, one a year and language."""
        return self.dashboards / "runs" / athlete_id

    def page(self, name: str, language: str = "en") -> Path:
        """Return the path of a page; English carries no language in its name."""
        suffix = ".html" if language == "en" else f".{language}.html"
        return self.dashboards / f"{name}{suffix}"

    def ledger(self, athlete_id: str) -> Path:
        """Return where it is written which originals are an athlete's; no name holds a dot."""
        return self.journal / f"{athlete_id}{LEDGER}"

    def pages(self, names: Iterable[str]) -> list[Path]:
        """Return the paths of pages in every language."""
        return [self.page(name, language) for name in names for language in LANGUAGES]

    def sheets(self, athletes: Iterable[str]) -> list[Path]:
        """Return the paths of the sheets for the physio in every language."""
        return self.pages(f"{athlete_id}{SHEET}" for athlete_id in athletes)

    def ledgers(self) -> dict[str, list[Path]]:
        """Return the athletes who have a ledger, and where it and copies of it lie."""
        return _by_athlete(self.journal, is_ledger=True)

    def journals(self) -> dict[str, list[Path]]:
        """Return the athletes who have a journal, and where it and copies of it lie."""
        return _by_athlete(self.journal, is_ledger=False)

    def create(self) -> None:
        """Make every folder that is missing.

        Raises
        ------
        HomeUnwritable
            If the disk refuses.
        """
        folders = (
            self.inbox,
            self.archive,
            self.quarantine,
            self.diary,
            self.journal,
            self.dashboards,
            self.work,
            self.logs,
        )
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise HomeUnwritable(
                path=str(problem.filename), problem=str(problem.strerror)
            ) from problem

    @contextmanager
    def lock(
        self, *, wait_s: float = 0, waiting: Callable[[], None] = lambda: None
    ) -> Iterator[None]:
        """Hold the home folder for one writer; the system lets go of it when a run is killed.

        Parameters
        ----------
        wait_s
            How long another run may take to finish.
        waiting
            Called once if there is another run.

        Raises
        ------
        HomeBusy
            If another run still holds it then.
        HomeUnwritable
            If the disk is full or read-only.
        """
        lock = FileLock(self.work / "run.lock")
        try:
            _acquire(lock, wait_s, waiting)
        except Timeout as problem:
            raise HomeBusy(home=str(self.root)) from problem
        except OSError as problem:
            path = str(lock.lock_file)
            raise HomeUnwritable(path=path, problem=str(problem.strerror)) from problem
        try:
            yield
        finally:
            lock.release()


def _acquire(lock: FileLock, wait_s: float, waiting: Callable[[], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire(timeout=wait_s)


class Named(NamedTuple):
    """A file that is named after an athlete; `ending` is what stands behind the name."""

    athlete_id: str
    ending: str
    path: Path


def files_by_name(folder: Path) -> Iterator[Named]:
    """Yield the plain files that are named after an athlete, in the order of their names.

    A copy that a sync program set aside is its athlete's, too, and so is a name that a Mac
    has spelled in its own way (NFD). What is named after nobody is passed over.
    """
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        spelled = unicodedata.normalize("NFC", path.name)
        athlete_id = END_OF_NAME.split(spelled)[0]
        if not path.is_file():
            continue
        if is_athlete_name(athlete_id):
            yield Named(athlete_id, spelled.removeprefix(athlete_id), path)
        else:
            log.info("%r is named after no athlete and is passed over", str(path))


def _by_athlete(folder: Path, *, is_ledger: bool) -> dict[str, list[Path]]:
    """Return athlete -> files; an athlete's own comes after its copies, so it is the last word."""
    found: dict[str, list[Path]] = defaultdict(list)
    for named in sorted(files_by_name(folder), key=lambda named: -len(named.ending)):
        if named.ending.endswith(".csv") and is_ledger == bool(IS_LEDGER.search(named.ending)):
            found[named.athlete_id].append(named.path)
    return {athlete_id: found[athlete_id] for athlete_id in sorted(found)}


def is_athlete_name(name: str) -> bool:
    """Tell whether a name can be a folder and a page."""
    return bool(ATHLETE_NAME.fullmatch(name)) and name.strip() == name and name.lower() != "index"


def checked_athlete_name(name: str) -> str:
    """Return `name` if it can be an athlete's.

    Raises
    ------
    BadName
        If it could not be a folder and a page.
    """
    if not is_athlete_name(name):
        raise BadName(name=name)
    return name
