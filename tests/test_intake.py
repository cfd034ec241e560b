"""A file is read within the limits the user has set, and never all of it beyond them."""

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboards.i18n import translator
from pipeline import inbox, intake
from pipeline.decoded import Rows
from pipeline.home import Home
from pipeline.inbox import Arrival
from pipeline.intake import Outcome, take_in
from pipeline.progress import quiet
from pipeline.settings import InboxLimits, Settings
from tests.made_files import gpx_run

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ONE_MEGABYTE = InboxLimits(settle_s=0, member_megabytes=1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    place = Home(tmp_path / "home")
    place.create()
    return place


def taken(home: Home, limits: InboxLimits) -> list[Outcome]:
    """Return what becomes of everything in the inbox."""
    arrivals = inbox.scan(home, Settings(timezone="UTC", inbox=limits), set()).arrivals
    return take_in(
        home, arrivals, seen=set(), limits=limits, today={"me": NOON.date()}, report=quiet
    )


def test_a_plain_file_beyond_the_limit_is_refused_unread(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film of 3 GB in the inbox is refused with what to do, and never fills the memory."""
    with (home.inbox / "film.gpx").open("wb") as film:
        film.truncate(30_000_000)
    (home.inbox / "run.gpx").write_bytes(gpx_run(NOON, 2.0))
    read: list[str] = []

    def noted(rows: Rows, tag: int, arrival: Arrival, *others: Any, **limits: Any) -> Outcome:
        read.append(arrival.name)
        return intake_read_one(rows, tag, arrival, *others, **limits)

    intake_read_one = intake.read_one
    monkeypatch.setattr(intake, "read_one", noted)

    film_outcome, run_outcome = sorted(taken(home, ONE_MEGABYTE), key=lambda o: o.arrival.name)

    assert ["run.gpx"] == read
    assert ("quarantined", "loaded") == (film_outcome.status, run_outcome.status)
    assert film_outcome.reason is not None
    assert "film.gpx is larger than 1 MB" in film_outcome.reason.told()
    assert "raise 'member_megabytes'" in film_outcome.reason.told()
    assert "ist größer als 1 MB" in film_outcome.reason.told(translator("de").gettext)


def test_frames_of_a_killed_run_are_dropped(home: Home) -> None:
    """What an earlier run had decoded and never loaded does not stay on the disk."""
    left = home.work / "decoded" / "records-0-0.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"old")

    taken(home, ONE_MEGABYTE)

    assert not left.exists()


def test_a_raised_limit_lets_it_in(home: Home) -> None:
    """Who raises the setting gets the same file read."""
    (home.inbox / "run.gpx").write_bytes(gpx_run(NOON, 2.0) + b"\n" * 1_000_000)

    assert ["quarantined"] == [o.status for o in taken(home, ONE_MEGABYTE)]
    assert ["loaded"] == [
        o.status for o in taken(home, InboxLimits(settle_s=0, member_megabytes=2))
    ]


def test_a_gzip_is_held_to_the_settings_too(home: Home) -> None:
    """What a .gz unpacks to has the limit of a zip's member, not one of its own."""
    data = gpx_run(NOON, 2.0) + os.urandom(600_000).hex().encode()
    (home.inbox / "run.gpx.gz").write_bytes(gzip.compress(data))

    (refused,) = taken(home, ONE_MEGABYTE)

    assert refused.status == "quarantined"
    assert refused.reason is not None
    assert "1 MB" in refused.reason.told()
